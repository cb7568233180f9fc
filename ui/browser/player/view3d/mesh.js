// The mesh of the drawn ground: heights on an even grid over the window, its normals, and how its points
// are joined.

import { spread } from "../terrain/grid.js";

export const FINE = 257; // points along a side at rest
export const COARSE = 129; // and of a terrain that changes from picture to picture
export const STRIDE = 8; // bytes a point

// The heights of a terrain on a grid of `side` x `side`, NaN where it is undefined.
export function heightsOf(terrain, side) {
  return terrain.heights(...terrain.bounds.map((ends) => spread(ends, side)));
}

// What the graphics card keeps of each point: its height as a share of `top`, -9 where undefined, and its
// normal in a box with these sides, three signed bytes.
export function packed(heights, side, top, sides) {
  const buffer = new ArrayBuffer(STRIDE * side * side);
  const [shares, bytes] = [new Float32Array(buffer), new Int8Array(buffer)];
  const steep = [0, 1].map((k) => ((side - 1) / sides[k]) * (sides[2] / top));
  for (let j = 0, k = 0; j < side; j++) {
    const [below, above] = [j ? -side : 0, j < side - 1 ? side : 0];
    const tall = above && below ? 2 : 1;
    for (let i = 0; i < side; i++, k++) {
      const height = heights[k];
      shares[2 * k] = height === height ? height / top : -9;
      const [west, east] = [i ? -1 : 0, i < side - 1 ? 1 : 0];
      const x = -(((heights[k + east] - heights[k + west]) / (east - west)) * steep[0]) || 0;
      const y = -(((heights[k + above] - heights[k + below]) / tall) * steep[1]) || 0;
      const size = 127 / Math.sqrt(x * x + y * y + 1);
      bytes[STRIDE * k + 4] = Math.round(x * size);
      bytes[STRIDE * k + 5] = Math.round(y * size);
      bytes[STRIDE * k + 6] = Math.round(size);
    }
  }
  return buffer;
}

// Two triangles a cell, for every `every`-th point: strips row by row, cut by the highest number.
export function strips(side, every = 1) {
  const cells = (side - 1) / every;
  const joined = new Uint32Array(cells * (2 * cells + 3));
  let k = 0;
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column <= cells; column++) {
      joined[k++] = (row + 1) * every * side + column * every;
      joined[k++] = row * every * side + column * every;
    }
    joined[k++] = 0xffffffff;
  }
  return joined;
}

// The sides of the block, south, east, north and west: as many points twice, on the ground and at its foot,
// each as column, row, share of the height (-9 where undefined).
export function walls(heights, side, top, floor) {
  const last = side - 1;
  const edges = [(k) => [k, 0], (k) => [last, k], (k) => [k, last], (k) => [0, k]];
  const points = new Float32Array(4 * side * 6);
  edges.forEach((at, edge) => {
    for (let k = 0; k < side; k++) {
      const [i, j] = at(k);
      const height = heights[j * side + i];
      const known = height === height;
      points.set([i, j, known ? Math.min(1, Math.max(0, height / top)) : -9, i, j, known ? floor : -9], 6 * (edge * side + k));
    }
  });
  return points;
}
