// The panel of a plot with two axes: canvases one above the other. `frame` holds axes and what lies
// below the paths, `lines` the paths, which only grow while the race plays, and `heads` where everyone
// is, drawn anew each time. What is seen can be a part of the whole: see zoom_and_pan.js.

import { fit } from "../../shared/canvas.js";
import { drawAxes } from "../../shared/draw_axes.js";
import { narrowed } from "../../shared/zoom.js";
import { paintHeads, paintLines } from "./paint_paths.js";
import { planeView } from "./plane_view.js";
import { placeAt, trace } from "./traces.js";

export class PlanePanel {
  // `coordinates`: what is shown of a run, across and up. `onView` is called when another part is seen.
  constructor(name, root, coordinates, onView) {
    this.name = name;
    this.div = root.querySelector(`[data-plot=${name}]`);
    this.coordinates = coordinates;
    this.onView = onView;
    [this.frame, this.lines, this.heads] = ["frame", "lines", "heads"].map((layer) => this.canvas(layer));
    this.traces = [];
    this.fans = [];
    this.stale = true; // the view or the race changed: everything is to be projected again
    this.done = -1; // up to which step the paths are drawn strongly
  }

  canvas(name) {
    const canvas = document.createElement("canvas");
    canvas.dataset.layer = name;
    canvas.setAttribute("aria-hidden", "true");
    this.div.append(canvas);
    return canvas;
  }

  // The whole: both axes with lo, hi, title and perhaps log. What was zoomed stays, while `whole` is
  // the same.
  axes(whole) {
    const key = JSON.stringify(whole);
    if (key === this.wholeKey) return;
    this.wholeKey = key;
    this.whole = whole;
    this.seen = null;
    this.changed();
  }

  // `look`: ink, paper and faint in the colours of the theme.
  show(race, colours, look) {
    Object.assign(this, { race, colours, look });
    this.stale = true;
  }

  changed() {
    this.stale = true;
    this.onView();
  }

  // -- what is seen -----------------------------------------------------------------------------

  // The axes of what is seen now.
  get shown() {
    return this.seen ? this.whole.map((axis, k) => ({ ...axis, lo: this.seen[k][0], hi: this.seen[k][1] })) : this.whole;
  }

  // Shares of what is seen, across and up; all again for null.
  zoom(shares) {
    const sides = shares && this.view ? narrowed(this.shown, this.limits(), shares) : null;
    if (shares && !sides) return;
    this.see(sides);
  }

  see(sides) {
    this.seen = sides;
    this.div.toggleAttribute("data-zoomed", Boolean(sides));
    this.changed();
    this.onSee?.(this.seen);
  }

  // How far one can zoom out: as far as the whole.
  limits() {
    return this.whole.map(({ lo, hi }) => [lo, hi]);
  }

  newView() {
    const { clientWidth: width, clientHeight: height } = this.div;
    return width && height ? planeView(this.shown, width, height, { text: this.look.text }) : null;
  }

  // -- drawing ------------------------------------------------------------------------------------

  // Everything in pixels, for the view as it is now.
  project() {
    if (!this.whole || !this.race) return false;
    this.view = this.newView();
    if (!this.view) return false;
    this.size();
    const traced = (source) => {
      const [a, b] = this.coordinates.map((name) => source?.[name]);
      return a ? trace(a.length, (k) => this.view.point(a[k], b[k])) : null;
    };
    this.traces = this.race.runs.map(traced);
    this.fans = this.race.runs.map((run) => traced(run.furtherRuns));
    this.stale = false;
    this.done = -1;
    this.drawFrame();
    return true;
  }

  drawFrame() {
    const ctx = this.pen(this.frame);
    ctx.clearRect(0, 0, this.div.clientWidth, this.div.clientHeight);
    this.font ??= getComputedStyle(this.div).fontFamily;
    drawAxes(ctx, this.view, this.shown, { ...this.look, grid: this.name === "loss" }, this.font);
    this.drawBelow(ctx);
    ctx.restore();
  }

  // What lies between the axes and the paths.
  drawBelow() {}

  // Draw the state at `position`, in steps; between two steps the heads are on their way.
  paint(position, extras) {
    if (this.stale && !this.project()) return;
    paintLines(this, Math.floor(position), extras);
    paintHeads(this, position, extras);
  }

  size() {
    const { clientWidth: width, clientHeight: height } = this.div;
    this.sharp = fit([this.frame, this.lines, this.heads], width, height).sharp;
  }

  // A pen in CSS pixels; restore() puts it down.
  pen(canvas) {
    const ctx = canvas.getContext("2d");
    ctx.save();
    ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    return ctx;
  }

  // The same, within the plot's frame.
  begin(canvas, clear) {
    const ctx = this.pen(canvas);
    if (clear) ctx.clearRect(0, 0, this.div.clientWidth, this.div.clientHeight);
    const { left, top, width, height } = this.view.box;
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

  resize() {
    if (this.div.clientWidth) this.changed();
  }

  close() {
    for (const canvas of [this.frame, this.lines, this.heads]) canvas.remove();
  }
}
