// The light and the dark theme: which one the page is in, and its colours. Everything is described in
// the light theme's colours; the server sends the dark theme's colour for each of them.

export function isDark(probe) {
  const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b > 128; // light text means a dark page
}

// A copy of a value with every colour in it replaced.
export function swap(value, colours) {
  if (typeof value === "string") return colours[value] ?? value;
  if (Array.isArray(value)) return value.map((inner) => swap(inner, colours));
  if (value && typeof value === "object" && !ArrayBuffer.isView(value)) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, swap(v, colours)]));
  }
  return value;
}
