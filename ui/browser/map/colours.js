// The colours of the cells of a map: those of each kind in the theme, and the shades between them.

// A kind's colours, from its lightest shade to its darkest.
export function coloursOf(kind, dark) {
  return dark ? kind.dark : kind.colours;
}

// So many colours from the first to the last, as ImageData wants them.
export function ramp(colours, count) {
  const stops = colours.map((c) => [1, 3, 5].map((k) => parseInt(c.slice(k, k + 2), 16)));
  return Uint32Array.from({ length: count }, (_, k) => {
    const at = (k / (count - 1)) * (stops.length - 1);
    const low = stops[Math.floor(at)];
    const high = stops[Math.ceil(at)];
    const [r, g, b] = low.map((v, i) => Math.round(v + (high[i] - v) * (at % 1)));
    return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  });
}

// Whether black is better seen on a colour than white.
export function isLight(colour) {
  const [r, g, b] = [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16));
  return 0.3 * r + 0.59 * g + 0.11 * b > 115;
}
