// The paths of a plot, painted on its two canvases: what is done strongly, what is still to come
// faintly, and a mark where everyone is.

import { strength, strokeVeiled } from "./faint_lines.js";
import { dashes } from "./lines.js";
import { mark } from "./marks.js";
import { lastSeen } from "./traces.js";

const FEW = 60; // up to so many points each is marked on the map
const FAINT = 0.3; // of a path that is still to come
const WIDTHS = { contour: 2.5, loss: 2.2, surface: 2.2 };

export function paintLines(panel, step) {
  const { runs, steps } = panel.race;
  const anew = panel.done < 0 || step < panel.done;
  if (!anew && step === panel.done) return;
  const ctx = panel.begin(panel.lines, anew);
  const from = anew ? 0 : panel.done;
  if (anew) runs.forEach((run, k) => paintBase(panel, ctx, run, k, step < steps));
  runs.forEach((run, k) => {
    if (from > run.steps) return;
    pen(panel, ctx, run);
    strokeVeiled(ctx, panel.traces[k], from, Math.min(step, run.steps));
    if (panel.name === "contour" && run.steps < FEW) dots(panel, ctx, run, k, from, step);
  });
  ctx.restore();
  panel.done = step;
}

function pen(panel, ctx, run, width = WIDTHS[panel.name]) {
  ctx.strokeStyle = panel.colours(run.colour);
  ctx.lineWidth = width;
  ctx.setLineDash(dashes(run.dash, width));
}

function paintBase(panel, ctx, run, k, faint) {
  if (panel.fans[k]) {
    ctx.globalAlpha = 0.45;
    ctx.strokeStyle = panel.colours(run.colour);
    ctx.lineWidth = 1.2;
    ctx.setLineDash([]);
    strokeVeiled(ctx, panel.fans[k], 0, panel.fans[k].count - 1);
  }
  if (faint) {
    ctx.globalAlpha = FAINT;
    pen(panel, ctx, run);
    strokeVeiled(ctx, panel.traces[k], 0, run.steps);
  }
  ctx.globalAlpha = 1;
}

function dots(panel, ctx, run, k, from, step) {
  ctx.fillStyle = panel.colours(run.colour);
  for (let s = from; s <= Math.min(step, run.steps); s++) {
    const [x, y] = panel.at(k, s);
    if (!Number.isFinite(x + y)) continue;
    ctx.beginPath();
    ctx.arc(x, y, 2.6, 0, 2 * Math.PI);
    ctx.fill();
  }
}

export function paintHeads(panel, position, extras) {
  const ctx = panel.begin(panel.heads, true);
  const { runs } = panel.race;
  const paper = panel.colours(extras.paper);
  if (panel.name === "loss") cursor(panel, ctx, position, extras);
  runs.forEach((run, k) => snapshots(panel, ctx, run, k, position, paper));
  extras.under?.(ctx, panel);
  runs.forEach((run, k) => {
    const colour = panel.colours(run.colour);
    if (position >= run.steps) {
      const last = panel.name === "contour" ? run.end : lastOf(panel, k, run);
      ctx.globalAlpha = strength(panel.traces[k], last);
      mark(ctx, run.mark, ...panel.at(k, last), panel.name === "contour" ? 6 : 4.5, colour, paper);
    } else {
      ctx.globalAlpha = strength(panel.traces[k], position);
      head(panel, ctx, run, k, position, colour, paper);
    }
    ctx.globalAlpha = 1;
  });
  ctx.restore();
}

// The last step of a run that can be seen here.
function lastOf(panel, k, run) {
  return panel.name === "surface" ? lastSeen(panel.traces[k], run.steps) : run.steps;
}

function head(panel, ctx, run, k, position, colour, paper) {
  const [x, y] = panel.at(k, position);
  const step = Math.floor(position);
  if (position > step) {
    // From the last step to the head.
    const [fromX, fromY] = panel.at(k, step);
    pen(panel, ctx, run);
    ctx.lineDashOffset = panel.traces[k].lengths[step];
    ctx.beginPath();
    ctx.moveTo(fromX, fromY);
    ctx.lineTo(x, y);
    ctx.stroke();
  }
  mark(ctx, "circle", x, y, 5.5, colour, paper);
}

function snapshots(panel, ctx, run, k, position, paper) {
  if (panel.name !== "contour") return;
  for (const step of run.snapshots) {
    if (step <= position) mark(ctx, "diamond", ...panel.at(k, step), 5.5, panel.colours(run.colour), paper);
  }
}

// A line through the chart at the step shown.
function cursor(panel, ctx, position, { ink, focus }) {
  const { bySteps, steps, runs } = panel.race;
  if (position >= steps) return;
  const k = Math.max(0, runs.findIndex((run) => run.label === focus));
  const x = bySteps ? panel.view.point(position, 1)[0] : runs.length ? panel.at(k, position)[0] : NaN;
  if (!Number.isFinite(x)) return;
  const { top, height } = panel.view.box;
  ctx.setLineDash([]);
  ctx.strokeStyle = panel.colours(ink);
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
}
