// The lines that a racer's weights draw between the classes: a u + b v + c = 0 in the plane of two
// features, with a, b and c affine in the weights x and y; and how many samples they sort right.

import { say } from "../../shared/words.js";

// How many samples each racer has on the right side of its line, where there are two classes.
export function sorted({ u, v, label, classes, lines }, runs, position) {
  if (classes.length !== 2 || lines.length !== 1 || !runs.length) return "";
  const counts = runs.map((run) => {
    const [[a, b, c]] = linesAt(lines, run, position);
    const right = u.filter((value, k) => a * value + b * v[k] + c > 0 === (label[k] === 1)).length;
    return `${run.name} ${Math.abs(a) + Math.abs(b) > 0 ? right : "–"}`;
  });
  return say("Sorted right, of {all}: {counts}.", { all: u.length, counts: counts.join(", ") });
}

// Of each line of a racer, the a, b and c.
export function linesAt(lines, run, position) {
  const [x, y] = [run.x, run.y].map((values) => between(values, Math.min(position, run.steps)));
  return lines.map((line) => line.map(([fixed, perX, perY]) => fixed + perX * x + perY * y));
}

// Towards which side a u + b v + c grows, in pixels.
export function sideOf({ box: { width, height } }, axes, a, b) {
  const [across, up] = axes.map(({ lo, hi }) => hi - lo);
  const [x, y] = [(a * across) / width, (-b * up) / height];
  const size = Math.hypot(x, y);
  return [x / size, y / size];
}

// A value between two steps.
function between(values, position) {
  const step = Math.floor(position);
  const share = position - step;
  return share ? values[step] * (1 - share) + values[step + 1] * share : values[step];
}

// Where the line a u + b v + c = 0 crosses the frame: one pair of ends, or none.
export function ends(view, [across, up], a, b, c) {
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
