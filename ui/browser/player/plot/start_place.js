// Where the start of a race may go: its numbers rounded to what is seen, and moved by keys and hands.

import { number } from "../../shared/written.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

// To a thousandth of what is seen: finer moves than a pixel only make the link long.
export function rounded(at, spans) {
  return at.map((value, k) => round(value, Math.abs(spans[k])));
}

function round(value, span) {
  const digits = Math.max(0, Math.min(12, -Math.floor(Math.log10(span / 1000))));
  return Number(value.toFixed(digits));
}

// After an arrow key: a hundredth of what is seen further, or a `far` tenth. null for another key.
export function nudged(at, spans, key, far) {
  const way = WAYS[key];
  if (!way) return null;
  const share = far ? 0.1 : 0.01;
  return at.map((value, k) => value + way[k] * share * spans[k]);
}

// Where a guess begins that nobody made yet: beside the start, which it would hide, towards the middle.
export function beside(start, [{ lo, hi }]) {
  const way = start[0] < (lo + hi) / 2 ? 0.15 : -0.15;
  return [start[0] + way * (hi - lo), start[1]];
}

// The place in a box that is nearest to one.
export function inBox({ left, top, width, height }, x, y) {
  return [Math.max(left, Math.min(left + width, x)), Math.max(top, Math.min(top + height, y))];
}

export function placeWords([x, y]) {
  return `x ${number(x, 5)}, y ${number(y, 5)}`;
}
