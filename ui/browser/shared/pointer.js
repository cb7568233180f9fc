// Arithmetic of a pointer: how far it went, and where a label beside it stands.

// Pixels between two places.
export function apart([x, y], [toX, toY]) {
  return Math.hypot(toX - x, toY - y);
}

// The upper left corner of a label of size [w, h] for a pointer in a place so many pixels wide: right
// of it and above, but inside on both sides, and below where there is no room above.
export function labelPlace([x, y], [w, h], width) {
  const left = Math.max(0, Math.min(width - w, x + 14));
  const top = y - h - 10;
  return [left, top < 0 ? y + 16 : top];
}
