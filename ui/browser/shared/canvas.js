// Canvases as sharp as the screen is.

// Make canvases so many CSS pixels large; `finer`: with so many dots in a pixel, whatever the screen has.
// -> dots in a pixel, and whether any canvas had another size before, which empties it.
export function fit(canvases, width, height, finer = null) {
  const sharp = finer ?? (window.devicePixelRatio || 1);
  const [w, h] = [Math.round(width * sharp), Math.round(height * sharp)];
  const others = canvases.filter((canvas) => canvas.width !== w || canvas.height !== h);
  for (const canvas of others) {
    Object.assign(canvas, { width: w, height: h });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  return { sharp, changed: others.length > 0 };
}
