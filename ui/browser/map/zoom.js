// Which part of a map is to be seen.

import { side } from "../shared/axes.js";

const FLOOR = 2e-6; // narrower views would show rounding errors
const DEEPEST = 1e-8; // as a share of the numbers seen

// Both sides, narrowed or widened to shares of what is seen; null where that cannot be.
export function narrowed(axes, limits, shares) {
  const sides = axes.map((axis, i) => {
    if (axis.fixed) return [axis.lo, axis.hi];
    const [from, to] = shares[i].map(side(axis).from);
    return [Math.max(limits[i][0], from), Math.min(limits[i][1], to)];
  });
  const wide = ([lo, hi]) => hi - lo > Math.max(FLOOR, DEEPEST * Math.max(Math.abs(lo), Math.abs(hi)));
  return sides.every(wide) && sides.flat().every(Number.isFinite) ? sides : null;
}
