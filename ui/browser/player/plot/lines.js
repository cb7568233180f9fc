// Long dashed lines on a canvas, whole or from one step to another, and the marks upon them.

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

const FAR = 4000; // pixels beyond which a line is cut, or its dashes would take for ever

// Points in pixels, with what a line needs to go on where it stopped.
export function trace(count, at) {
  const points = new Float32Array(2 * count);
  const lengths = new Float32Array(count);
  let far = false;
  for (let k = 0; k < count; k++) {
    const [x, y] = at(k);
    points[2 * k] = x;
    points[2 * k + 1] = y;
    far ||= Math.abs(x) > FAR || Math.abs(y) > FAR;
    const gone = k ? Math.hypot(x - points[2 * k - 2], y - points[2 * k - 1]) : 0;
    lengths[k] = k ? lengths[k - 1] + (gone === gone ? gone : 0) : 0;
  }
  return { points, lengths, far, count };
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

// Which share of a piece lies within FAR (Liang and Barsky's clipping).
function within(x, y, dx, dy) {
  if (!Number.isFinite(x + y + dx + dy)) return [1, 0];
  let [enter, leave] = [0, 1];
  for (const [start, move] of [[x, dx], [y, dy]]) {
    if (move === 0) {
      if (Math.abs(start) > FAR) return [1, 0];
      continue;
    }
    const ends = [(-FAR - start) / move, (FAR - start) / move];
    enter = Math.max(enter, Math.min(...ends));
    leave = Math.min(leave, Math.max(...ends));
  }
  return [enter, leave];
}

// A mark of the named shape; "-open" ones are only outlined.
export function mark(ctx, name, x, y, radius, colour, paper) {
  if (!Number.isFinite(x + y)) return;
  const [shape] = name.split("-");
  const open = name.endsWith("-open");
  ctx.setLineDash([]);
  ctx.beginPath();
  if (shape === "circle") ctx.arc(x, y, radius, 0, 2 * Math.PI);
  else if (shape === "square") ctx.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  else if (shape === "diamond") {
    ctx.moveTo(x, y - 1.4 * radius);
    for (const [u, v] of [[0.8, 0], [0, 1.4], [-0.8, 0]]) ctx.lineTo(x + u * radius, y + v * radius);
    ctx.closePath();
  } else if (shape === "x") {
    for (const s of [-1, 1]) {
      ctx.moveTo(x - radius, y - s * radius);
      ctx.lineTo(x + radius, y + s * radius);
    }
  }
  const bare = open || shape === "x";
  if (!bare) {
    ctx.fillStyle = colour;
    ctx.fill();
  }
  ctx.lineWidth = bare ? 5 : 4;
  ctx.strokeStyle = paper;
  if (!open) ctx.globalCompositeOperation = shape === "x" ? "source-over" : "destination-over";
  ctx.stroke();
  ctx.globalCompositeOperation = "source-over";
  if (!bare) return;
  ctx.lineWidth = 2.4;
  ctx.strokeStyle = colour;
  ctx.stroke();
}
