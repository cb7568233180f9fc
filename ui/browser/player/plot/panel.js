// One plot: plotly's picture, and above it two canvases. `lines` holds the paths and only grows
// while the race plays; `heads` holds where everyone is and is drawn anew each time.

import { followCamera, solidView } from "../view3d/camera.js";
import { fit } from "../../shared/canvas.js";
import { fieldOf, sightOf, strength, strokeVeiled, veil } from "../view3d/occlusion.js";
import { dashes, mark, trace } from "./lines.js";
import { flatView } from "./flat_view.js";

const CONFIG = {
  responsive: false,
  displaylogo: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "toggleSpikelines"],
};
const FEW = 60; // up to so many points each is marked on the map
const FAINT = 0.3; // of a path that is still to come
const WIDTHS = { contour: 2.5, loss: 2.2, surface: 2.2 };
// What each plot shows of a run, and of its companions.
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
    this.fans = this.race.runs.map((run) => traced(run.companions));
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
      if (this.fans[k]) veil(this.fans[k], run.companions, hides, this.view);
    });
  }

  // Draw the state at `position`, in steps; between two steps the heads are on their way.
  paint(position, extras) {
    if (this.stale && !this.project()) return;
    const step = Math.floor(position);
    this.size();
    this.paintLines(step);
    this.paintHeads(position, extras);
  }

  size() {
    const [width, height] = [this.div.clientWidth, this.div.clientHeight];
    const { sharp, changed } = fit([this.lines, this.heads], width, height);
    if (changed) this.done = -1;
    this.sharp = sharp;
  }

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

  paintLines(step) {
    const { runs, steps } = this.race;
    const anew = this.done < 0 || step < this.done;
    if (!anew && step === this.done) return;
    const ctx = this.begin(this.lines, anew);
    const from = anew ? 0 : this.done;
    if (anew) runs.forEach((run, k) => this.paintBase(ctx, run, k, step < steps));
    runs.forEach((run, k) => {
      if (from > run.steps) return;
      this.pen(ctx, run);
      strokeVeiled(ctx, this.traces[k], from, Math.min(step, run.steps));
      if (this.name === "contour" && run.steps < FEW) this.dots(ctx, run, k, from, step);
    });
    ctx.restore();
    this.done = step;
  }

  pen(ctx, run, width = WIDTHS[this.name]) {
    ctx.strokeStyle = this.colours(run.colour);
    ctx.lineWidth = width;
    ctx.setLineDash(dashes(run.dash, width));
  }

  paintBase(ctx, run, k, faint) {
    if (this.fans[k]) {
      ctx.globalAlpha = 0.45;
      ctx.strokeStyle = this.colours(run.colour);
      ctx.lineWidth = 1.2;
      ctx.setLineDash([]);
      strokeVeiled(ctx, this.fans[k], 0, this.fans[k].count - 1);
    }
    if (faint) {
      ctx.globalAlpha = FAINT;
      this.pen(ctx, run);
      strokeVeiled(ctx, this.traces[k], 0, run.steps);
    }
    ctx.globalAlpha = 1;
  }

  dots(ctx, run, k, from, step) {
    ctx.fillStyle = this.colours(run.colour);
    for (let s = from; s <= Math.min(step, run.steps); s++) {
      const [x, y] = this.at(k, s);
      if (!Number.isFinite(x + y)) continue;
      ctx.beginPath();
      ctx.arc(x, y, 2.6, 0, 2 * Math.PI);
      ctx.fill();
    }
  }

  // Pixels of run k at a position; NaN where it cannot be seen.
  at(k, position) {
    const { points, count } = this.traces[k];
    const a = Math.min(Math.floor(position), count - 1);
    const b = Math.min(a + 1, count - 1);
    const share = position - Math.floor(position);
    const between = (i) => (share ? points[i + 2 * a] * (1 - share) + points[i + 2 * b] * share : points[i + 2 * a]);
    return [between(0), between(1)];
  }

  paintHeads(position, extras) {
    const ctx = this.begin(this.heads, true);
    const { runs } = this.race;
    const paper = this.colours(extras.paper);
    if (this.name === "loss") this.cursor(ctx, position, extras);
    runs.forEach((run, k) => this.snapshots(ctx, run, k, position, paper));
    extras.under?.(ctx, this);
    runs.forEach((run, k) => {
      const colour = this.colours(run.colour);
      if (position >= run.steps) {
        const last = this.name === "contour" ? run.end : this.lastSeen(k, run);
        ctx.globalAlpha = strength(this.traces[k], last);
        mark(ctx, run.mark, ...this.at(k, last), this.name === "contour" ? 6 : 4.5, colour, paper);
      } else {
        ctx.globalAlpha = strength(this.traces[k], position);
        this.head(ctx, run, k, position, colour, paper);
      }
      ctx.globalAlpha = 1;
    });
    ctx.restore();
  }

  // The last step of a run that can be seen here.
  lastSeen(k, run) {
    const { points } = this.traces[k];
    let s = run.steps;
    if (this.name !== "surface") return s;
    while (s > 0 && points[2 * s] !== points[2 * s]) s--;
    return s;
  }

  head(ctx, run, k, position, colour, paper) {
    const [x, y] = this.at(k, position);
    const step = Math.floor(position);
    if (position > step) {
      // From the last step to the head.
      const [fromX, fromY] = this.at(k, step);
      this.pen(ctx, run);
      ctx.lineDashOffset = this.traces[k].lengths[step];
      ctx.beginPath();
      ctx.moveTo(fromX, fromY);
      ctx.lineTo(x, y);
      ctx.stroke();
    }
    mark(ctx, "circle", x, y, 5.5, colour, paper);
  }

  snapshots(ctx, run, k, position, paper) {
    if (this.name !== "contour") return;
    for (const step of run.snapshots) {
      if (step <= position) mark(ctx, "diamond", ...this.at(k, step), 5.5, this.colours(run.colour), paper);
    }
  }

  // A line through the chart at the step shown.
  cursor(ctx, position, { ink, focus }) {
    const { bySteps, steps, runs } = this.race;
    if (position >= steps) return;
    const k = Math.max(0, runs.findIndex((run) => run.label === focus));
    const x = bySteps ? this.view.point(position, 1)[0] : runs.length ? this.at(k, position)[0] : NaN;
    if (!Number.isFinite(x)) return;
    const { top, height } = this.view.box;
    ctx.setLineDash([]);
    ctx.strokeStyle = this.colours(ink);
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
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
