// Values on a grid, and what lies between its points: by Catmull and Rom's cubic, which is smooth and
// goes through every point. Beside a hole it is linear, and next to one undefined.

export class Grid {
  constructor([columns, rows], bounds, values) {
    Object.assign(this, { size: [columns, rows], bounds, values });
  }

  // Of a place: in columns and rows.
  place(axis, at) {
    const [low, high] = this.bounds[axis];
    return ((at - low) / (high - low)) * (this.size[axis] - 1);
  }

  // The points of one axis.
  points(axis) {
    return spread(this.bounds[axis], this.size[axis]);
  }

  // Row by row from below; NaN outside.
  sample(xs, ys) {
    const found = new Float64Array(xs.length * ys.length);
    const across = Array.from(xs, (x) => reach(this.place(0, x), this.size[0]));
    for (let row = 0, k = 0; row < ys.length; row++) {
      const up = reach(this.place(1, ys[row]), this.size[1]);
      for (const one of across) found[k++] = one && up ? this.between(one, up) : NaN;
    }
    return found;
  }

  between(across, up) {
    let sum = 0;
    for (let j = 0; j < 4; j++) {
      const from = up.at[j] * this.size[0];
      for (let i = 0; i < 4; i++) sum += up.cubic[j] * across.cubic[i] * this.values[from + across.at[i]];
    }
    if (sum === sum) return sum;
    sum = 0;
    for (let j = 1; j < 3; j++) {
      for (let i = 1; i < 3; i++) {
        const weight = up.linear[j] * across.linear[i];
        if (weight) sum += weight * this.values[up.at[j] * this.size[0] + across.at[i]];
      }
    }
    return sum;
  }
}

export function spread([low, high], count) {
  return Float64Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}

// The four points around a place, and their weights; null outside.
function reach(place, count) {
  const edge = 1e-9 * count;
  if (!(place >= -edge && place <= count - 1 + edge)) return null;
  const first = Math.max(0, Math.min(count - 2, Math.floor(place)));
  const t = settled(place - first);
  const at = [-1, 0, 1, 2].map((k) => Math.max(0, Math.min(count - 1, first + k)));
  const cubic = [
    t * (-0.5 + t * (1 - 0.5 * t)),
    1 + t * t * (-2.5 + 1.5 * t),
    t * (0.5 + t * (2 - 1.5 * t)),
    t * t * (-0.5 + 0.5 * t),
  ];
  return { at, cubic, linear: [0, 1 - t, t, 0] };
}

// A point of the grid is that point, however its place was rounded.
function settled(t) {
  return t < 1e-9 ? 0 : t > 1 - 1e-9 ? 1 : t;
}
