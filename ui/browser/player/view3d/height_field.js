// The drawn ground: a field of heights that rays can meet, bilinear between the points of a grid. Places
// here are in grid units (column, row, height), in which every cell is a unit square. Along a ray of
// length 1, counted in cells and in heights of the whole ground, distances do not depend on the units of
// the axes.

const NEAR = 1e-9; // of a cell: what rounding may cost at a border

export class HeightField {
  // `heights` row by row from the lower left corner of the window `bounds`, NaN where there is none.
  constructor({ bounds: [[xLow, xHigh], [yLow, yHigh]], size: [columns, rows], heights }) {
    Object.assign(this, { columns, rows, z: heights });
    this.low = [xLow, yLow];
    this.steps = [(xHigh - xLow) / (columns - 1), (yHigh - yLow) / (rows - 1)];
    this.floor = heights.reduce((low, v) => (v < low ? v : low), Infinity);
    this.top = heights.reduce((high, v) => (v > high ? v : high), -Infinity);
  }

  // Of each cell the highest corner; -Infinity for a hole.
  get tops() {
    if (this.highest) return this.highest;
    const { columns, rows, z } = this;
    const tops = new Float64Array(columns * rows).fill(-Infinity);
    for (let k = 0; k < columns * (rows - 1); k++) {
      const top = Math.max(z[k], z[k + 1], z[k + columns], z[k + columns + 1]);
      if (k % columns < columns - 1 && top === top) tops[k] = top;
    }
    return (this.highest = tops);
  }

  // The same ground with every `every`-th point, for what needs not be exact.
  coarser(every) {
    const size = [this.columns, this.rows].map((count) => Math.floor((count - 1) / every) + 1);
    const heights = new Float32Array(size[0] * size[1]);
    for (let k = 0; k < heights.length; k++) {
      const [i, j] = [k % size[0], Math.floor(k / size[0])];
      heights[k] = this.z[j * every * this.columns + i * every];
    }
    const far = this.data([every * (size[0] - 1), every * (size[1] - 1)]);
    return new HeightField({ bounds: this.low.map((low, k) => [low, far[k]]), size, heights });
  }

  grid([x, y, z]) {
    return [(x - this.low[0]) / this.steps[0], (y - this.low[1]) / this.steps[1], z];
  }

  // A direction of the data in grid units.
  turned([x, y, z]) {
    return [x / this.steps[0], y / this.steps[1], z];
  }

  // How long a direction in grid units is.
  long([u, v, z]) {
    return Math.hypot(u, v, z / (this.top - this.floor || 1));
  }

  data([u, v]) {
    return [this.low[0] + u * this.steps[0], this.low[1] + v * this.steps[1]];
  }

  // The height drawn at a place; NaN outside and in a hole.
  height(u, v) {
    const { columns, rows, z } = this;
    if (!(u >= 0 && v >= 0 && u <= columns - 1 && v <= rows - 1)) return NaN;
    const [i, j] = [Math.min(Math.floor(u), columns - 2), Math.min(Math.floor(v), rows - 2)];
    const [a, b, k] = [u - i, v - j, j * columns + i];
    const below = z[k] * (1 - a) + z[k + 1] * a;
    return below * (1 - b) + (z[k + columns] * (1 - a) + z[k + columns + 1] * a) * b;
  }

  // The height drawn at a place of the plane.
  over(x, y) {
    const [u, v] = this.grid([x, y, 0]);
    return this.height(u, v);
  }

  // Where a line of sight from an eye first meets the ground, in data; or null, also where it comes in
  // through the side, below the ground.
  seen({ from, way }) {
    const [start, along] = [this.grid(from), this.unit(this.turned(way))];
    const on = (t) => start.map((value, k) => value + t * along[k]);
    const [u, v, z] = on(this.enter(start, along));
    if (z < this.height(u, v)) return null;
    const t = this.meet(start, along);
    return t === t ? this.data(on(t)) : null;
  }

  // How far along a ray it comes over the grid; 0 where it begins there.
  enter(from, way) {
    const most = [this.columns - 1, this.rows - 1];
    const ends = most.map((end, k) => Math.min(-from[k] / way[k], (end - from[k]) / way[k]));
    return Math.max(0, ...ends.filter(Number.isFinite)) + NEAR;
  }

  // Whether the ground stands between an eye and a place, which may lie on the ground.
  hides(eye, place, above) {
    const [at, to] = [this.grid(place), this.grid(eye)];
    const ground = this.height(at[0], at[1]) + above;
    if (ground > at[2]) at[2] = ground;
    const line = to.map((value, k) => value - at[k]);
    const met = this.meet(at, this.unit(line), this.long(line));
    return met === met;
  }

  unit(way) {
    const long = this.long(way);
    return way.map((value) => value / long);
  }

  // How far along `from + t * way` the ground is first met, from t = 0 to `most`; or NaN.
  meet(from, way, most = Infinity) {
    let [enter, leave] = [0, most];
    const [low, high] = [[0, 0, this.floor], [this.columns - 1, this.rows - 1, this.top]];
    for (let k = 0; k < 3; k++) {
      const [a, b] = [(low[k] - from[k]) / way[k], (high[k] - from[k]) / way[k]];
      if (way[k] === 0 ? from[k] < low[k] || from[k] > high[k] : a !== a || b !== b) return NaN;
      if (way[k] === 0) continue;
      enter = Math.max(enter, Math.min(a, b) - NEAR);
      leave = Math.min(leave, Math.max(a, b) + NEAR);
    }
    return enter <= leave ? this.march(from, way, enter, leave) : NaN;
  }

  // From cell to cell along a ray (Amanatides and Woo 1987).
  march([x, y, z], [dx, dy, dz], enter, leave) {
    const { tops } = this;
    const last = [this.columns - 2, this.rows - 2];
    let i = Math.max(0, Math.min(last[0], Math.floor(x + enter * dx)));
    let j = Math.max(0, Math.min(last[1], Math.floor(y + enter * dy)));
    const [goX, goY] = [dx > 0 ? 1 : 0, dy > 0 ? 1 : 0];
    for (let t = enter; ; ) {
      const atX = dx ? (i + goX - x) / dx : Infinity;
      const atY = dy ? (j + goY - y) / dy : Infinity;
      const end = Math.min(atX, atY, leave);
      const k = j * this.columns + i;
      if (Math.min(z + t * dz, z + end * dz) <= tops[k]) {
        const met = this.within(k, x - i + t * dx, y - j + t * dy, z + t * dz, dx, dy, dz, end - t);
        if (met === met) return t + met;
      }
      if (end >= leave) return NaN;
      t = Math.max(t, end);
      if (atX <= atY) i += 2 * goX - 1;
      else j += 2 * goY - 1;
      if (i < 0 || j < 0 || i > last[0] || j > last[1]) return NaN;
    }
  }

  // Where in one cell a ray meets the patch, a quadratic equation: 0 to `most`, or NaN.
  within(k, a, b, z, dx, dy, dz, most) {
    const z00 = this.z[k];
    const east = this.z[k + 1] - z00;
    const north = this.z[k + this.columns] - z00;
    const twist = this.z[k + this.columns + 1] - this.z[k + 1] - north;
    const c = z - (z00 + east * a + north * b + twist * a * b);
    const l = dz - (east * dx + north * dy + twist * (a * dy + b * dx));
    return firstRoot(-twist * dx * dy, l, c, most);
  }
}

// The least root of q t^2 + l t + c from 0 to `most`; NaN where there is none.
function firstRoot(q, l, c, most) {
  const inner = l * l - 4 * q * c;
  if (!(inner >= 0)) return NaN;
  const s = -(l + (l < 0 ? -1 : 1) * Math.sqrt(inner)) / 2; // without cancellation
  const [p, r] = [c / s, s / q];
  const [one, two] = p < r || r !== r ? [p, r] : [r, p];
  for (const root of [one, two]) if (root >= -NEAR && root <= most + NEAR) return Math.max(root, 0);
  return NaN;
}
