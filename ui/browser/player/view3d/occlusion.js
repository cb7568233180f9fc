// What the ground hides in the 3-D view: each point of a path is tested by its line of sight, once for
// each stand of the camera; playing a race asks nothing of it.

import { sight, towards } from "./camera.js";

const ABOVE = 0.006; // of the height: a point that close to the ground is not hidden by it
const PIECE = 5; // pixels after which a long straight step is tested again
const MOST = 200; // such pieces of one step
const ROUGH = 0.02; // of the height: so deep a straight step may cut through the ground, and is seen
const SAME = 1; // pixels within which points share their answer

// The place of the plane that is seen at a pixel, or null beside the ground.
export function picked(field, view, px, py) {
  const { from, way, eye } = sight(view, px, py);
  const [start, along] = [field.grid(from), unit(field, field.turned(way))];
  const t = field.meet(start, along, Infinity, eye ? 0 : -Infinity); // parallel sight has no beginning
  return t === t ? field.data(start.map((value, k) => value + t * along[k])) : null;
}

function unit(field, way) {
  const long = field.long(way);
  return way.map((value) => value / long);
}

// -> hides(x, y, z, deep): whether the ground stands between the eye and a point. One that lies less
// than `deep`, a share of the height, below the drawn ground counts as lying on it: the path knows
// the surface better than the grid does.
export function sightOf(field, view) {
  const height = field.top - field.floor;
  const { eye, way } = towards(view);
  const to = eye ? field.grid(eye) : field.turned(way);
  return (x, y, z, deep) => {
    const at = field.grid([x, y, z]);
    const ground = field.height(at[0], at[1]) + ABOVE * height;
    if (ground > at[2]) at[2] = Math.min(ground, at[2] + deep * height);
    const line = eye ? to.map((value, k) => value - at[k]) : to;
    const met = field.meet(at, unit(field, line), eye ? field.long(line) : Infinity);
    return met === met;
  };
}

// Parts a line in two: `line.seen` and `line.hidden` are traces like itself, with gaps for what the
// other one has. Between two steps far apart they have more points: step k is point `line.first[k]`.
export function veil(line, { x, y, z }, hides, view) {
  const { points, count } = line;
  line.behind = flagsOf(line, x, y, z, hides);
  line.first = new Uint32Array(count);
  for (let k = 1; k < count; k++) line.first[k] = line.first[k - 1] + piecesOf(points, k - 1);
  const total = count ? line.first[count - 1] + 1 : 0;
  const fine = { points: new Float32Array(2 * total), flags: new Uint8Array(total) };
  for (let k = 0; k < count; k++) {
    put(fine, line.first[k], points[2 * k], points[2 * k + 1], line.behind[k]);
    const pieces = k + 1 < count ? line.first[k + 1] - line.first[k] : 1;
    for (let i = 1; i < pieces; i++) {
      const b = i / pieces;
      const at = [x, y, z].map((values) => values[k] * (1 - b) + values[k + 1] * b);
      put(fine, line.first[k] + i, ...view.point(...at), Number(hides(...at, ROUGH)));
    }
  }
  part(line, fine, total);
}

function flagsOf({ points, count }, x, y, z, hides) {
  const flags = new Uint8Array(count);
  let last = -1;
  for (let k = 0; k < count; k++) {
    const [px, py] = [points[2 * k], points[2 * k + 1]];
    if (px !== px) continue;
    const near = last >= 0 && Math.hypot(px - points[2 * last], py - points[2 * last + 1]) < SAME;
    flags[k] = near ? flags[last] : Number(hides(x[k], y[k], z[k], Infinity));
    if (!near) last = k;
  }
  return flags;
}

// A long step may pass behind a hill, or through it.
function piecesOf(points, k) {
  const far = Math.hypot(points[2 * k + 2] - points[2 * k], points[2 * k + 3] - points[2 * k + 1]);
  return far > PIECE ? Math.min(MOST, Math.ceil(far / PIECE)) : 1;
}

function put({ points, flags }, at, px, py, flag) {
  points[2 * at] = px;
  points[2 * at + 1] = py;
  flags[at] = flag;
}

function part(line, { points, flags }, count) {
  const lengths = new Float32Array(count);
  const [seen, hidden] = [points.slice(), points.slice()];
  for (let k = 0; k < count; k++) {
    const gone = k
      ? Math.hypot(points[2 * k] - points[2 * k - 2], points[2 * k + 1] - points[2 * k - 1])
      : 0;
    lengths[k] = k ? lengths[k - 1] + (gone === gone ? gone : 0) : 0;
    // A border belongs to both: what goes from light into shadow is drawn as hidden.
    if (flags[k]) seen[2 * k] = NaN;
    else if (!flags[k - 1] && !flags[k + 1]) hidden[2 * k] = NaN;
  }
  line.seen = { points: seen, lengths, far: line.far, count };
  line.hidden = { points: hidden, lengths, far: line.far, count };
}
