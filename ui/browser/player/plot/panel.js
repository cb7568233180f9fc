// The panel of one plot: plotly's picture, and above it two canvases. `lines` holds the paths and only
// grows while the race plays; `heads` holds where everyone is and is drawn anew each time.

import { fit } from "../../shared/canvas.js";
import { sightOf, veil } from "../view3d/occlusion.js";
import { fieldOf, followCamera, solidView } from "../view3d/plotly_scene.js";
import { flatView } from "./flat_view.js";
import { paintHeads, paintLines } from "./paint_paths.js";
import { placeAt, trace } from "./traces.js";

const CONFIG = {
  responsive: false,
  displaylogo: false,
  showSendToCloud: false, // plotly would offer to upload the picture
  // Its own picture lacks the paths, which lie above it.
  modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d", "autoScale2d", "toggleSpikelines"],
};
// What each plot shows of a run, and of its further runs.
const COORDINATES = { contour: ["x", "y"], loss: ["at", "value"], surface: ["x", "y", "z"] };

export class Panel {
  constructor(name, root, onView) {
    this.name = name;
    this.div = root.querySelector(`[data-plot=${name}]`);
    this.onView = onView;
    this.moved = () => {
      this.stale = true;
      onView();
    };
    this.lines = this.canvas("lines");
    this.heads = this.canvas("heads");
    // On a touch screen plotly would take every swipe for a drag: there it is covered.
    this.cover = document.createElement("div");
    this.cover.dataset.cover = "";
    this.traces = [];
    this.fans = [];
    this.stale = true; // the view or the race changed: everything is to be projected again
    this.done = -1; // up to which step the paths are drawn strongly
  }

  canvas(name) {
    const canvas = document.createElement("canvas");
    canvas.dataset.layer = name;
    canvas.setAttribute("aria-hidden", "true");
    return canvas;
  }

  // Whether plotly's picture is of these already: then it is left alone.
  isDrawn(...sources) {
    return sources.every((source, k) => this.sources?.[k] === source);
  }

  drawnAs(...sources) {
    this.sources = sources;
  }

  async react(Plotly, traces, layout) {
    await Plotly.react(this.div, traces, layout, CONFIG);
    this.listen();
    this.place();
    this.stale = true;
  }

  listen() {
    if (!this.listening && this.div.on) {
      for (const event of ["plotly_relayout", "plotly_relayouting", "plotly_afterplot"]) {
        this.div.on(event, this.moved);
      }
      this.listening = true;
    }
    if (this.name === "surface") followCamera(this.div, this.moved);
  }

  // Above the picture, below plotly's buttons and labels.
  place() {
    const stack = this.div.querySelector(".svg-container");
    const buttons = stack?.querySelector(":scope > .modebar-container") ?? null;
    if (!stack || this.heads.parentNode === stack) return;
    stack.insertBefore(this.lines, buttons);
    stack.insertBefore(this.heads, buttons);
    if (this.name !== "surface") stack.insertBefore(this.cover, buttons);
  }

  show(race, colours) {
    this.race = race;
    this.colours = colours;
    this.stale = true;
  }

  // Everything in pixels, for the view as it is now.
  project() {
    if (!this.div._fullLayout || !this.race) return false;
    this.view = this.name === "surface" ? solidView(this.div) : flatView(this.div);
    if (this.name === "surface") followCamera(this.div, this.moved); // plotly may have a new one
    if (!this.view) return false;
    const names = COORDINATES[this.name];
    const traced = (source) => {
      const [a, b, c] = names.map((name) => source?.[name]);
      return a ? trace(a.length, (k) => this.view.point(a[k], b[k], c?.[k])) : null;
    };
    this.traces = this.race.runs.map(traced);
    this.fans = this.race.runs.map((run) => traced(run.furtherRuns));
    this.veil();
    this.stale = false;
    this.done = -1;
    return true;
  }

  // In the 3-D view, what the ground hides.
  veil() {
    const field = this.name === "surface" ? fieldOf(this.div) : null;
    if (!field) return;
    const hides = sightOf(field, this.view);
    this.race.runs.forEach((run, k) => {
      veil(this.traces[k], run, hides, this.view);
      if (this.fans[k]) veil(this.fans[k], run.furtherRuns, hides, this.view);
    });
  }

  // Draw the state at `position`, in steps; between two steps the heads are on their way.
  paint(position, extras) {
    if (this.stale && !this.project()) return;
    const step = Math.floor(position);
    this.size();
    paintLines(this, step);
    paintHeads(this, position, extras);
  }

  size() {
    const [width, height] = [this.div.clientWidth, this.div.clientHeight];
    const { sharp, changed } = fit([this.lines, this.heads], width, height);
    if (changed) this.done = -1;
    this.sharp = sharp;
  }

  // A pen within the plot's frame, in CSS pixels.
  begin(canvas, clear) {
    const ctx = canvas.getContext("2d");
    ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    if (clear) ctx.clearRect(0, 0, canvas.width, canvas.height);
    const { left, top, width, height } = this.view.box;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.lineJoin = "round";
    return ctx;
  }

  // Pixels of run k at a position; NaN where it cannot be seen.
  at(k, position) {
    return placeAt(this.traces[k], position);
  }

  resize(Plotly) {
    if (!this.div.data || this.div.clientWidth === 0) return;
    Plotly.Plots.resize(this.div);
    this.moved();
  }

  close() {
    // A browser keeps 16 WebGL contexts and then takes away the oldest, which may be in use; plotly
    // leaves its own to the garbage collector.
    const gl = this.div._fullLayout?.scene?._scene?.glplot?.gl;
    window.Plotly?.purge(this.div);
    gl?.getExtension("WEBGL_lose_context")?.loseContext();
    this.lines.remove();
    this.heads.remove();
    this.cover.remove();
  }
}
