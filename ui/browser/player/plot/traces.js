// Traces: the points of a path in pixels, their lengths along it, and which of them is near.

export const FAR = 4000; // pixels beyond which a line is cut, or its dashes would take for ever

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

// Which share of a piece lies within FAR (Liang and Barsky's clipping).
export function within(x, y, dx, dy) {
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

// Where a trace is at a position, which may lie between two steps; NaN where it cannot be seen.
export function placeAt({ points, count }, position) {
  const a = Math.min(Math.floor(position), count - 1);
  const b = Math.min(a + 1, count - 1);
  const share = position - Math.floor(position);
  const between = (i) => (share ? points[i + 2 * a] * (1 - share) + points[i + 2 * b] * share : points[i + 2 * a]);
  return [between(0), between(1)];
}

// The last step of a trace, up to `steps`, that can be seen.
export function lastSeen({ points }, steps) {
  let s = steps;
  while (s > 0 && points[2 * s] !== points[2 * s]) s--;
  return s;
}

// The point of any trace that is closest to a place, less than `most` pixels away: the number of its
// trace and its step, or null.
export function nearest(traces, x, y, most) {
  let best = most * most;
  let found = null;
  traces.forEach(({ points, count }, k) => {
    for (let step = 0; step < count; step++) {
      const [dx, dy] = [points[2 * step] - x, points[2 * step + 1] - y];
      const away = dx * dx + dy * dy;
      if (away < best) {
        best = away;
        found = { k, step };
      }
    }
  });
  return found;
}
