// The decision lines of a racer, drawn on a canvas.

import { dashes } from "../plot/lines.js";
import { corners } from "./class_marks.js";
import { ends, linesAt, sideOf } from "./decision_lines.js";

const ARROW = 13;

// Draw them, each with an arrow to the side where the second class has the higher score; returns
// their ends in pixels, and that side.
export function drawDecisionLines(ctx, view, { axes, lines }, run, k, position, colour) {
  const found = linesAt(lines, run, position).flatMap(([a, b, c]) =>
    ends(view, axes, a, b, c).map((each) => ({ ends: each, side: sideOf(view, axes, a, b) })),
  );
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 2.5;
  ctx.setLineDash(dashes(run.dash, 2.5));
  for (const { ends: [from, to] } of found) line(ctx, from, to);
  ctx.setLineDash([]);
  for (const each of found) arrow(ctx, each, 0.1 + 0.1 * (k % 8)); // apart where lines are alike
  return found;
}

// The lines on which a racer's second class scores 1 more or less than the first: where the margin of
// a hinge is 1. Returns their ends in pixels.
export function drawMargins(ctx, view, { axes, lines }, run, position, colour) {
  const found = linesAt(lines, run, position).flatMap(([a, b, c]) =>
    [-1, 1].flatMap((score) => ends(view, axes, a, b, c - score)),
  );
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.2;
  ctx.setLineDash([2, 4]);
  for (const [from, to] of found) line(ctx, from, to);
  ctx.setLineDash([]);
  return found;
}

function line(ctx, from, to) {
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}

// From a line to one side of it, at some share of its length.
function arrow(ctx, { ends: [from, to], side: [x, y] }, share) {
  const [fromX, fromY] = [0, 1].map((k) => from[k] + share * (to[k] - from[k]));
  const [toX, toY] = [fromX + ARROW * x, fromY + ARROW * y];
  ctx.lineWidth = 2;
  line(ctx, [fromX, fromY], [toX, toY]);
  corners(ctx, [[toX + 5 * x, toY + 5 * y], [toX - 4 * y, toY + 4 * x], [toX + 4 * y, toY - 4 * x]]);
  ctx.fill();
}
