// The colours of a ground by height: from a few stops to 256 colours. The map and the surface use the
// same ones.

export const SHADES = 256;
const DARK = 107; // of 255

// RGBA, four bytes each, from low to high; the stops are evenly spaced.
export function palette(stops) {
  const colours = stops.map(rgb);
  const bytes = new Uint8Array(4 * SHADES);
  for (let k = 0; k < SHADES; k++) {
    const at = (k / (SHADES - 1)) * (colours.length - 1);
    const first = Math.min(Math.floor(at), colours.length - 2);
    const part = at - first;
    colours[first].forEach((from, c) => (bytes[4 * k + c] = Math.round(from + part * (colours[first + 1][c] - from))));
    bytes[4 * k + 3] = 255;
  }
  return bytes;
}

// The share of the height below which the ground is dark: lines there are light.
export function darkUpTo(bytes) {
  let k = 0;
  while (k < SHADES && 0.3 * bytes[4 * k] + 0.59 * bytes[4 * k + 1] + 0.11 * bytes[4 * k + 2] < DARK) k++;
  return k / SHADES;
}

function rgb(colour) {
  const number = parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
