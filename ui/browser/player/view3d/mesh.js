// The mesh of the drawn ground: heights on an even grid over the window, and how its points are joined.

export const FINE = 257; // points along a side at rest
export const COARSE = 129; // and of a terrain that changes from frame to frame

// `count` numbers from one end to the other, both included.
export function evenly([low, high], count) {
  return Float64Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}

// The heights of a terrain on a grid of `side` x `side`, NaN where it is undefined.
export function heightsOf(terrain, side) {
  return terrain.heights(...terrain.bounds.map((ends) => evenly(ends, side)));
}

// What the graphics card keeps: shares of `top`, -9 where undefined.
export function shares(heights, top) {
  return Float32Array.from(heights, (height) => (Number.isFinite(height) ? height / top : -9));
}

// Two triangles a cell, row by row, in strips that share their points; the highest number cuts a strip.
export function strips(side) {
  const cut = 0xffffffff;
  const joined = new Uint32Array((side - 1) * (2 * side + 1));
  let k = 0;
  for (let row = 0; row < side - 1; row++) {
    for (let column = 0; column < side; column++) {
      joined[k++] = (row + 1) * side + column;
      joined[k++] = row * side + column;
    }
    joined[k++] = cut;
  }
  return joined;
}

// 256 colours between evenly spaced stops, as RGBA bytes.
export function paletteOf(stops) {
  const rgb = stops.map((stop) => [1, 3, 5].map((from) => parseInt(stop.slice(from, from + 2), 16)));
  const bytes = new Uint8Array(4 * 256).fill(255);
  for (let k = 0; k < 256; k++) {
    const at = (k / 255) * (rgb.length - 1);
    const below = Math.min(Math.floor(at), rgb.length - 2);
    for (let c = 0; c < 3; c++) {
      bytes[4 * k + c] = Math.round(rgb[below][c] + (at - below) * (rgb[below + 1][c] - rgb[below][c]));
    }
  }
  return bytes;
}
