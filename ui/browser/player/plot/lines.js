// Long dashed lines on a canvas, whole or from one step to another.

import { within } from "./traces.js";

// The dashes of plotly, for a line of width w.
export function dashes(name, w) {
  const patterns = {
    dash: [3, 3],
    dot: [1, 1.4],
    dashdot: [3, 1.6, 1, 1.6],
    longdash: [5, 3],
    longdashdot: [5, 1.8, 1, 1.8],
  };
  return (patterns[name] ?? []).map((part) => part * w);
}

// Stroke from one point to another. A point that is not a number is a gap.
export function stroke(ctx, { points, lengths, far }, from, to) {
  if (far) return strokeNear(ctx, points, lengths, from, to);
  ctx.lineDashOffset = lengths[from] ?? 0;
  ctx.beginPath();
  let down = false;
  for (let k = from; k <= to; k++) {
    const [x, y] = [points[2 * k], points[2 * k + 1]];
    if (x !== x || y !== y) down = false;
    else if (down) ctx.lineTo(x, y);
    else {
      ctx.moveTo(x, y);
      down = true;
    }
  }
  ctx.stroke();
}

// The same when it leads far out of sight, as it does zoomed in: piece by piece, each cut.
function strokeNear(ctx, points, lengths, from, to) {
  for (let k = from; k < to; k++) {
    const [x, y] = [points[2 * k], points[2 * k + 1]];
    const [dx, dy] = [points[2 * k + 2] - x, points[2 * k + 3] - y];
    const [enter, leave] = within(x, y, dx, dy);
    if (!(enter < leave)) continue;
    ctx.lineDashOffset = lengths[k] + enter * Math.hypot(dx, dy);
    ctx.beginPath();
    ctx.moveTo(x + enter * dx, y + enter * dy);
    ctx.lineTo(x + leave * dx, y + leave * dy);
    ctx.stroke();
  }
}
