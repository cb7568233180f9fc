// The three pictures of a race: the map, the surface in three dimensions, and the chart.

import { isDark } from "../shared/theme.js";
import { ChartPanel } from "./plot/chart_panel.js";
import { MapPanel } from "./plot/map_panel.js";
import { ZoomAndPan } from "./plot/zoom_and_pan.js";
import { SurfaceView } from "./view3d/surface_view.js";

export class Pictures {
  // `layout` knows how large letters and lines are.
  constructor(root, layout, redraw) {
    this.layout = layout;
    this.redraw = redraw;
    const contour = new MapPanel(root, redraw);
    const loss = new ChartPanel(root, redraw);
    const surface = new SurfaceView(root.querySelector("[data-panel=surface]"), { onView: redraw });
    this.panels = { contour, loss, surface };
    this.zooming = [contour, loss].map((panel) => new ZoomAndPan(panel, root));
    this.resizing = new ResizeObserver((entries) => this.resize(entries));
    for (const { div } of Object.values(this.panels)) this.resizing.observe(div);
    this.off = new AbortController();
    addEventListener("resize", () => this.resize(null), { signal: this.off.signal }); // also another zoom
  }

  // The colours of the page's theme.
  dress(probe, { dark, ink, paper, faint }) {
    this.dark = isDark(probe);
    this.colours = this.dark ? (name) => dark[name] ?? name : (name) => name;
    const [inked, papered, fainted] = [ink, paper, faint].map(this.colours);
    this.look = { ink: inked, paper: papered, faint: fainted, dark: this.dark, ...this.layout.sizes };
  }

  ground(terrain, marks) {
    const { contour, surface } = this.panels;
    contour.ground(terrain, marks, this.dark);
    const look = JSON.stringify(this.look);
    if (terrain !== this.laid || look !== this.laidLook) surface.terrain(terrain, this.look);
    Object.assign(this, { laid: terrain, laidLook: look });
    surface.marks(marks.points);
    this.layout.shape(contour.aspect);
  }

  chart(axes) {
    this.panels.loss.put(axes);
  }

  // The race, without those who are hidden.
  show(race) {
    for (const panel of Object.values(this.panels)) panel.show(race, this.colours, this.look);
  }

  // `future`: whether what is still to come is seen; `under` draws on the map below the heads.
  paint(position, focus, future, under) {
    const extras = { ...this.look, focus, future };
    if (future !== this.future) this.repaint();
    this.future = future;
    const { contour, loss, surface } = this.panels;
    contour.paint(position, { ...extras, under });
    loss.paint(position, extras);
    surface.paint(position, extras);
  }

  // Paths are drawn anew with the next picture.
  repaint() {
    for (const panel of Object.values(this.panels)) panel.done = -1;
  }

  resize(entries) {
    for (const panel of Object.values(this.panels)) {
      if (!entries || entries.some(({ target }) => target === panel.div)) panel.resize();
    }
    this.redraw();
  }

  close() {
    this.off.abort();
    this.resizing.disconnect();
    for (const each of [...this.zooming, ...Object.values(this.panels)]) each.close();
  }
}
