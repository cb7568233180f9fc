// Lines and marks of the 3-D view: what the ground hides is drawn faintly.

import { stroke } from "./lines.js";

const FADE = 0.3; // how strongly hidden lines and marks are drawn

// Like `stroke`, from one step to another; what is hidden faintly.
export function strokeVeiled(ctx, line, from, to) {
  if (!line.first) return stroke(ctx, line, from, to);
  const ends = [line.first[Math.min(from, line.count - 1)], line.first[Math.min(to, line.count - 1)]];
  const alpha = ctx.globalAlpha;
  ctx.globalAlpha = FADE * alpha;
  stroke(ctx, line.hidden, ...ends);
  ctx.globalAlpha = alpha;
  stroke(ctx, line.seen, ...ends);
}

// How strongly a mark at a step is drawn.
export function strength(line, position) {
  return line.behind?.[Math.min(Math.floor(position), line.count - 1)] ? FADE : 1;
}
