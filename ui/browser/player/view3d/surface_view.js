// The 3-D view of the player: the ground as a block one can turn, the paths on it, and its axes.

import { fit } from "../../shared/canvas.js";
import { dashes } from "../plot/lines.js";
import { placeAt } from "../plot/traces.js";
import { drawAxes3d, ROOM } from "./axes3d.js";
import { bestCamera, USUAL } from "./best_view.js";
import { boxOf, sight, steady, viewOf } from "./camera.js";
import { HeightField } from "./height_field.js";
import { COARSE, FINE, heightsOf } from "./mesh.js";
import { Orbit } from "./orbit.js";
import { PathPlaces } from "./path_places.js";
import { paintHeads, paintMarks } from "./surface_marks.js";
import { SurfacePainter } from "./surface_painter.js";

const LINES = 22; // contour lines from the lowest to the highest
const SETTLE = 180; // milliseconds after the last move until the picture is refined
const SLOW = 28; // milliseconds a picture may take that is drawn finely while something moves
const HIDDEN = 0.24; // what is left of a path that the ground hides
const COMING = 0.34; // and of one that is still to come
const ABOVE = 0.004; // of the height: so close to the ground nothing is hidden by it

export class SurfaceView {
  name = "surface";
  constructor(panel, { onView }) {
    this.panel = panel;
    this.div = panel.querySelector("[data-plot=surface]");
    this.onView = onView;
    this.canvases = ["ground", "axes", "heads"].map((name) => this.canvas(name));
    try {
      this.painter = new SurfacePainter(this.canvases[0]);
    } catch (error) {
      for (const canvas of this.canvases) canvas.remove();
      throw error;
    }
    this.look = steady(USUAL);
    this.places = new PathPlaces();
    this.found = []; // minima and critical points
    this.stale = true; // not all is where it is drawn
    this.changed = { mesh: true, ground: true, paths: true };
    this.div.tabIndex = 0;
    this.orbit = new Orbit(this.div, {
      turn: (round, up, far) => this.turn(round, up, far),
      home: () => this.goHome(),
    });
  }

  canvas(name) {
    const canvas = document.createElement("canvas");
    canvas.dataset.layer = name;
    canvas.setAttribute("aria-hidden", "true");
    this.div.append(canvas);
    return canvas;
  }

  // -- what is shown ----------------------------------------------------------------------------

  terrain(terrain, { dark, ink, paper, faint }) {
    const shape = `${terrain.glsl ?? terrain.grid?.size}|${terrain.bounds}`;
    if (shape !== this.shape) this.fresh = true;
    else if (this.ground && terrain !== this.ground) this.moves("mesh");
    this.shape = shape;
    this.ground = terrain;
    this.theme = { dark, ink, paper, faint };
    this.change("mesh", "ground", "paths");
  }

  show(race, colours) {
    this.race = race;
    this.colours = colours;
    this.change("paths");
  }

  // Minima and critical points: x, y, fun, sign, words.
  marks(found) {
    this.found = found;
    this.change("paths");
  }

  change(...what) {
    for (const each of what) this.changed[each] = true;
    this.stale = true;
  }

  // -- the camera ---------------------------------------------------------------------------------

  get camera() {
    return { ...this.look };
  }

  set camera(camera) {
    this.turned = true;
    this.look = steady({ ...this.look, ...camera });
    this.change("ground", "paths");
    this.onView();
  }

  turn(round, up, far) {
    const { azimuth, elevation, distance } = this.look;
    this.moves("ground");
    this.camera = { azimuth: azimuth + round, elevation: elevation + up, distance: distance * far };
  }

  goHome() {
    this.camera = this.home ?? USUAL;
    this.turned = false;
  }

  // While something moves the picture may be coarse; it is refined when that rests.
  moves(what) {
    this.moving = { ...this.moving, [what]: true };
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.change("ground", ...(this.moving.mesh ? ["mesh", "paths"] : []));
      this.moving = null;
      this.onView();
    }, SETTLE);
  }

  // Once for each surface, when its first race is there, and never while somebody has turned the view.
  choose() {
    if (!this.fresh || !this.race) return;
    this.fresh = false;
    const places = [...this.found.filter(({ sign }) => sign === "star").map(({ x, y }) => [x, y]), this.race.start];
    const onGround = places.map(([x, y]) => [x, y, this.over(x, y)]).filter(([, , z]) => z === z);
    const size = [this.div.clientWidth, this.div.clientHeight];
    this.home = bestCamera(this.field, this.space, size, ROOM, { paths: this.places.outline, places: onGround });
    if (!this.turned) this.look = steady(this.home);
  }

  // -- drawing --------------------------------------------------------------------------------------

  // The state at `position`, in steps.
  paint(position, extras) {
    const [width, height] = [this.div.clientWidth, this.div.clientHeight];
    if (!this.ground || !width || !height || this.painter.gl.isContextLost()) return;
    const { sharp, changed } = fit(this.canvases, width, height);
    if (changed) this.change("ground", "paths");
    this.sharp = sharp;
    const still = !this.stale && position === this.drawn?.position && extras.paper === this.drawn.paper;
    if (still) return;
    if (this.changed.mesh) this.drawMesh();
    if (this.changed.paths && this.race) this.places.set(this.race, this.ground, this.field);
    this.choose();
    if (this.changed.ground) this.drawGround(width, height);
    if (this.changed.paths || this.changed.ground) this.project();
    this.changed = {};
    this.stale = false;
    this.drawn = { position, paper: extras.paper };
    this.painter.paint(position, sharp, (paths) => this.drawPaths(paths));
    this.drawHeads(position);
  }

  drawMesh() {
    const side = this.moving?.mesh ? COARSE : FINE;
    const { bounds, height, equal, colours } = this.ground;
    const heights = heightsOf(this.ground, side);
    this.field = new HeightField({ bounds, size: [side, side], heights });
    this.space = boxOf(bounds, height.top, equal);
    const { dark, ink, paper } = this.theme;
    this.painter.ground.set(heights, side, this.space.top);
    this.painter.ground.colour(dark ? colours.dark : colours.light, { dark, ink: rgb(ink), paper: rgb(paper) });
  }

  drawGround(width, height) {
    const rough = Boolean(this.moving) && !(this.cost < SLOW);
    this.view = viewOf(this.look, [width, height], this.space, ROOM);
    const began = performance.now();
    this.painter.paintGround(this.view, {
      lines: LINES, sharp: this.sharp, share: rough ? 0.5 : 1, every: rough && this.field.columns === FINE ? 2 : 1, smooth: !rough,
    });
    if (!this.moving) this.painter.whenDone(() => (this.cost = performance.now() - began));
    const ctx = this.pen(1);
    const { ink, faint } = this.theme;
    drawAxes3d(ctx, this.view, this.ground, { ink, faint, size: 13, font: getComputedStyle(this.div).fontFamily });
  }

  project() {
    if (!this.race) return;
    this.places.project(this.view, this.sharp);
    this.painter.paths.set(this.places.ribbons);
    this.marked = this.found.map((each) => ({ ...each, z: this.over(each.x, each.y) }));
  }

  drawPaths(paths) {
    if (!this.race) return;
    const { runs } = this.race;
    const width = this.width;
    const paper = rgb(this.theme.paper);
    runs.forEach((run, k) => {
      const colour = rgb(this.colours(run.colour));
      paths.draw(runs.length + k, { colour, width: 1.2, alpha: 0.45, hidden: HIDDEN, coming: 1 });
      paths.draw(k, { colour: paper, width: width + 2.4, alpha: 0.8, hidden: 0, coming: 0.25 });
      paths.draw(k, { colour, width, dash: dashes(run.dash, width), hidden: HIDDEN, coming: COMING });
    });
  }

  drawHeads(position) {
    const ctx = this.pen(2);
    const { ink, paper } = this.theme;
    const hides = (x, y, z) => this.hides(x, y, z);
    const size = 2 * this.width;
    if (!this.race) return;
    paintMarks(ctx, { view: this.view, marks: this.marked, hides, ink, paper, size });
    paintHeads(ctx, { race: this.race, places: this.places, hides, colours: this.colours, paper, size }, position);
  }

  // Pixels: paths are wider in a large picture.
  get width() {
    return Math.max(2.2, Math.min(4, this.div.clientHeight / 190));
  }

  pen(layer) {
    const ctx = this.canvases[layer].getContext("2d");
    ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    ctx.clearRect(0, 0, this.div.clientWidth, this.div.clientHeight);
    return ctx;
  }

  // -- what is where --------------------------------------------------------------------------------

  get traces() {
    return this.places.traces ?? [];
  }

  // Pixels of run k at a position; NaN where it cannot be seen.
  at(k, position) {
    return placeAt(this.traces[k], position);
  }

  // The height of the drawn ground at a place of the plane; NaN outside and in a hole.
  over(x, y) {
    return this.field ? this.field.over(x, y) : NaN;
  }

  // The place of the plane that is seen at a pixel, or null beside the ground.
  pick(px, py) {
    return this.view ? this.field.seen(sight(this.view, px, py)) : null;
  }

  // Whether the ground stands between the eye and a place.
  hides(x, y, z) {
    return Boolean(this.view) && this.field.hides(this.view.eye, [x, y, z], ABOVE * this.space.top);
  }

  resize() {
    this.onView();
  }

  close() {
    clearTimeout(this.settling);
    this.orbit.close();
    this.painter.close();
    for (const canvas of this.canvases) canvas.remove();
  }
}

function rgb(colour) {
  return [1, 3, 5].map((from) => parseInt(colour.slice(from, from + 2), 16) / 255);
}
