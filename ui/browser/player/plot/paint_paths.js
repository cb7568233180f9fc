// The paths of a plot, painted on its two canvases: what is done strongly, what is still to come
// faintly or not at all, and a mark where everyone is. A halo in the colour of paper keeps each line
// apart from any ground.

import { dashes, stroke } from "./lines.js";
import { mark } from "./marks.js";

const FEW = 60; // up to so many points each is marked on the map
const FAINT = 0.3; // of a path that is still to come
const WIDTHS = { contour: 2.8, loss: 2.4 };
const HALO = 2.6; // pixels wider than the line it surrounds, in all
const HALO_STRENGTH = 0.85;

// `future`: whether what is still to come may be seen.
export function paintLines(panel, step, { future = true } = {}) {
  const { runs, steps } = panel.race;
  const over = step >= steps;
  const anew = panel.done < 0 || step < panel.done || (over && !future && panel.done < steps);
  if (!anew && step === panel.done) return;
  const ctx = panel.begin(panel.lines, anew);
  const from = anew ? 0 : panel.done;
  if (anew && (future || over)) runs.forEach((run, k) => paintBase(panel, ctx, run, k, step < steps));
  runs.forEach((run, k) => {
    if (from > run.steps) return;
    haloed(panel, ctx, run, k, from, Math.min(step, run.steps));
    if (panel.name === "contour" && run.steps < FEW) dots(panel, ctx, run, k, from, step);
  });
  ctx.restore();
  panel.done = step;
}

function haloed(panel, ctx, run, k, from, to) {
  const width = WIDTHS[panel.name] * panel.look.thick;
  ctx.globalAlpha *= HALO_STRENGTH;
  ctx.strokeStyle = panel.look.paper;
  ctx.lineWidth = width + HALO * panel.look.thick;
  ctx.setLineDash([]);
  stroke(ctx, panel.traces[k], from, to);
  ctx.globalAlpha /= HALO_STRENGTH;
  pen(panel, ctx, run);
  stroke(ctx, panel.traces[k], from, to);
}

function pen(panel, ctx, run) {
  const width = WIDTHS[panel.name] * panel.look.thick;
  ctx.strokeStyle = panel.colours(run.colour);
  ctx.lineWidth = width;
  ctx.setLineDash(dashes(run.dash, width));
}

function paintBase(panel, ctx, run, k, faint) {
  if (panel.fans[k]) {
    ctx.globalAlpha = 0.45;
    ctx.strokeStyle = panel.colours(run.colour);
    ctx.lineWidth = 1.2 * panel.look.thick;
    ctx.setLineDash([]);
    stroke(ctx, panel.fans[k], 0, panel.fans[k].count - 1);
  }
  if (faint) {
    ctx.globalAlpha = FAINT;
    haloed(panel, ctx, run, k, 0, run.steps);
  }
  ctx.globalAlpha = 1;
}

function dots(panel, ctx, run, k, from, step) {
  ctx.fillStyle = panel.colours(run.colour);
  for (let s = from; s <= Math.min(step, run.steps); s++) {
    const [x, y] = panel.at(k, s);
    if (!Number.isFinite(x + y)) continue;
    ctx.beginPath();
    ctx.arc(x, y, 2.6 * panel.look.thick, 0, 2 * Math.PI);
    ctx.fill();
  }
}

export function paintHeads(panel, position, extras) {
  const ctx = panel.begin(panel.heads, true);
  const { runs } = panel.race;
  const { paper, thick } = panel.look;
  if (panel.name === "loss") cursor(panel, ctx, position, extras);
  runs.forEach((run, k) => snapshots(panel, ctx, run, k, position));
  extras.under?.(ctx, panel);
  runs.forEach((run, k) => {
    const colour = panel.colours(run.colour);
    if (position >= run.steps) {
      const last = panel.name === "contour" ? run.end : run.steps;
      mark(ctx, run.mark, ...panel.at(k, last), (panel.name === "contour" ? 6.5 : 5) * thick, colour, paper);
    } else head(panel, ctx, run, k, position, colour);
  });
  ctx.restore();
}

function head(panel, ctx, run, k, position, colour) {
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
  mark(ctx, "circle", x, y, 6 * panel.look.thick, colour, panel.look.paper);
}

function snapshots(panel, ctx, run, k, position) {
  if (panel.name !== "contour") return;
  for (const step of run.snapshots) {
    if (step <= position) mark(ctx, "diamond", ...panel.at(k, step), 5.5, panel.colours(run.colour), panel.look.paper);
  }
}

// A line through the chart at the step shown.
function cursor(panel, ctx, position, { focus }) {
  const { bySteps, steps, runs } = panel.race;
  if (position >= steps) return;
  const k = Math.max(0, runs.findIndex((run) => run.label === focus));
  const x = bySteps ? panel.view.point(position, 1)[0] : runs.length ? panel.at(k, position)[0] : NaN;
  if (!Number.isFinite(x)) return;
  const { top, height } = panel.view.box;
  ctx.setLineDash([]);
  ctx.strokeStyle = panel.look.ink;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
}
