// Whether float32 can draw a window: deep in a zoom it cannot tell one pixel from the next. Then a grid
// of the window, worked out in float64, is drawn instead of the formula.

import { Grid, spread } from "./grid.js";

const PROBES = 25; // points a side
const SHARE = 0.1; // of the height from one pixel to the next: so much may be wrong
const WIDER = 0.02; // the grid is larger than the window by this share, on each side
const POINTS = 257;

export function singlesSuffice(terrain, window, { width, height }) {
  if (!terrain.values.every((value) => Number.isFinite(value))) return false;
  const [xs, ys] = window.map((edges) => spread(edges, PROBES));
  const exact = terrain.exactHeights(xs, ys);
  const single = terrain.singleHeights(xs.map(Math.fround), ys.map(Math.fround));
  const wrong = exact.map((value, k) => off(value, single[k])).sort();
  const pixels = Math.max(width, height) / (PROBES - 1);
  const rise = typicalStep(exact) / pixels;
  return wrong[Math.floor(0.9 * (wrong.length - 1))] <= SHARE * rise;
}

// Both undefined is no mistake; one of them is the largest.
function off(exact, single) {
  if (exact !== exact || single !== single) return exact !== exact && single !== single ? 0 : Infinity;
  return Math.abs(exact - single);
}

function typicalStep(heights) {
  let [sum, count] = [0, 0];
  for (let k = 1; k < heights.length; k++) {
    const step = k % PROBES ? Math.abs(heights[k] - heights[k - 1]) : NaN;
    if (step === step) [sum, count] = [sum + step, count + 1];
  }
  return count ? sum / count : Infinity;
}

// Heights above `base`, which keeps their differences.
export function windowGrid(terrain, window) {
  const bounds = window.map(([low, high]) => [low - WIDER * (high - low), high + WIDER * (high - low)]);
  const heights = terrain.exactHeights(...bounds.map((edges) => spread(edges, POINTS)));
  const base = heights.find((height) => height === height) ?? 0;
  return { grid: new Grid([POINTS, POINTS], bounds, Float32Array.from(heights, (h) => h - base)), base };
}
