// Zooming: which part of a picture with two axes is to be seen, after the wheel, a key or a box drawn by hand.

import { scaleOf } from "./axes.js";

const FLOOR = 2e-6; // narrower views would show rounding errors
const DEEPEST = 1e-8; // as a share of the numbers seen

// Both sides, narrowed or widened to shares of what is seen; null where that cannot be.
export function narrowed(axes, limits, shares) {
  const sides = axes.map((axis, i) => {
    if (axis.fixed) return [axis.lo, axis.hi];
    const [from, to] = shares[i].map(scaleOf(axis).from);
    return [Math.max(limits[i][0], from), Math.min(limits[i][1], to)];
  });
  const wide = ([lo, hi]) => hi - lo > Math.max(FLOOR, DEEPEST * Math.max(Math.abs(lo), Math.abs(hi)));
  return sides.every(wide) && sides.flat().every(Number.isFinite) ? sides : null;
}

// So many times as much of one side, about a place given as a share: shares of what is seen.
export function scaled(factor, share) {
  return [share - share * factor, share + (1 - share) * factor];
}

// How many times as much one turn of the wheel shows.
export function wheelFactor(deltaY) {
  return Math.exp(Math.max(-1, Math.min(1, deltaY * 0.002)));
}

const THIN = 12; // pixels: such a box is meant along one side only

// A box between two pixels, as shares of what is seen across and up.
export function boxShares(view, [[ax, ay], [bx, by]]) {
  const [x0, y0] = view.shares(Math.min(ax, bx), Math.max(ay, by)).map(inside);
  const [x1, y1] = view.shares(Math.max(ax, bx), Math.min(ay, by)).map(inside);
  const thin = (a, b) => Math.abs(a - b) < THIN;
  return [thin(ax, bx) ? [0, 1] : [x0, x1], thin(ay, by) ? [0, 1] : [y0, y1]];
}

function inside(share) {
  return Math.max(0, Math.min(1, share));
}
