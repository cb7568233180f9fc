// The growth of a path on the map, from its start to its end.

const TIME = 900; // milliseconds

// Calls `draw` with shares up to 1; whoever wants less motion sees all at once. -> what stops it
export function growPath(draw) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) {
    draw(1);
    return () => {};
  }
  const began = performance.now();
  let asked = 0;
  const step = (now) => {
    const share = Math.min(1, Math.max(0, (now - began) / TIME));
    draw(share);
    if (share < 1) asked = requestAnimationFrame(step);
  };
  draw(0);
  asked = requestAnimationFrame(step);
  return () => cancelAnimationFrame(asked);
}
