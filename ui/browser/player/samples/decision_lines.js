// The lines that a racer's weights draw between the classes: a u + b v + c = 0 in the plane of two
// features, with a, b and c affine in the weights x and y.

import { corners } from "./class_marks.js";
import { dashes } from "../plot/lines.js";

const ARROW = 13;

// Draw them, each with an arrow to the side where the second class has the higher score; returns
// their ends in pixels, and that side.
export function drawBoundary(ctx, view, { axes, lines }, run, k, position, colour) {
  const found = at(lines, run, position).flatMap(([a, b, c]) =>
    ends(view, axes, a, b, c).map((each) => ({ ends: each, side: side(view, axes, a, b) })),
  );
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 2.5;
  ctx.setLineDash(dashes(run.dash, 2.5));
  for (const { ends: [from, to] } of found) line(ctx, from, to);
  ctx.setLineDash([]);
  for (const each of found) arrow(ctx, each, 0.1 + 0.1 * (k % 8)); // apart where lines are alike
  return found;
}

// How many samples each racer has on the right side of its line, where there are two classes.
export function sorted({ u, v, label, classes, lines }, runs, position) {
  if (classes.length !== 2 || lines.length !== 1 || !runs.length) return "";
  const counts = runs.map((run) => {
    const [[a, b, c]] = at(lines, run, position);
    const right = u.filter((value, k) => a * value + b * v[k] + c > 0 === (label[k] === 1)).length;
    return `${run.name} ${Math.abs(a) + Math.abs(b) > 0 ? right : "–"}`;
  });
  return `Sorted right, of ${u.length}: ${counts.join(", ")}.`;
}

// Of each line of a racer, the a, b and c.
function at(lines, run, position) {
  const [x, y] = [run.x, run.y].map((values) => between(values, Math.min(position, run.steps)));
  return lines.map((line) => line.map(([fixed, perX, perY]) => fixed + perX * x + perY * y));
}

// Towards which side a u + b v + c grows, in pixels.
function side({ box: { width, height } }, axes, a, b) {
  const [across, up] = axes.map(({ lo, hi }) => hi - lo);
  const [x, y] = [(a * across) / width, (-b * up) / height];
  const size = Math.hypot(x, y);
  return [x / size, y / size];
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

// A value between two steps.
function between(values, position) {
  const step = Math.floor(position);
  const share = position - step;
  return share ? values[step] * (1 - share) + values[step + 1] * share : values[step];
}

// Where the line a u + b v + c = 0 crosses the frame: one pair of ends, or none.
function ends(view, [across, up], a, b, c) {
  const found = [];
  const inside = (value, { lo, hi }) => value >= lo && value <= hi;
  if (b) for (const u of [across.lo, across.hi]) add(u, -(a * u + c) / b);
  if (a) for (const v of [up.lo, up.hi]) add(-(b * v + c) / a, v);
  function add(u, v) {
    if (inside(u, across) && inside(v, up)) found.push(view.point(u, v));
  }
  if (found.length < 2) return [];
  const far = ([x, y]) => Math.hypot(x - found[0][0], y - found[0][1]);
  return [[found[0], found.reduce((best, at) => (far(at) > far(best) ? at : best))]];
}
