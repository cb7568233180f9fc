// How far apart contour lines are, in height: the whole window's share of all levels, halved or doubled
// until some 12 to 24 lines cross what is seen. The map, the surface and their labels use the same ones.

import { spread } from "./grid.js";

const PROBES = 33; // points a side
const MOST = 24; // lines in a window
export const STRONG = 5; // so many lines from one that stands out to the next

export function spacingOf(terrain, window) {
  const whole = terrain.height.top / terrain.levels;
  const heights = terrain.exactHeights(...window.map((edges) => spread(edges, PROBES)));
  let [low, high] = [Infinity, -Infinity];
  for (const height of heights) {
    if (height < low) low = height;
    if (height > high) high = height;
  }
  const range = high - low;
  if (!(range > 0 && range < Infinity)) return whole;
  return whole * 2 ** Math.ceil(Math.log2(range / whole / MOST) - 1e-6);
}
