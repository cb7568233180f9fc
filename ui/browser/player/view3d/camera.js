// The camera of the 3-D view, which goes round the ground: from data to pixels, and back, from a pixel
// along the line of sight.
//
// The ground is a box about the origin. The eye keeps its distance from it; what changes is how much the
// lens enlarges, chosen so that the whole box fits into the picture and stands in its middle.

const FAR = 3.6; // from the eye to the middle of the ground, whose sides are about 1: mild perspective
const TURN = Math.PI / 180;

// What a camera may be: degrees round the ground, counted from the south, degrees above the horizon, and
// how far off: 1 where all of the ground is seen, less is nearer.
export const LIMITS = { elevation: [4, 88], distance: [0.2, 2.5] };

export function steady({ azimuth, elevation, distance }) {
  const within = (value, [low, high]) => Math.max(low, Math.min(high, value));
  return {
    azimuth: (((azimuth % 360) + 540) % 360) - 180,
    elevation: within(elevation, LIMITS.elevation),
    distance: within(distance, LIMITS.distance),
  };
}

// The box that a window of the plane and heights up to `top` become: its sides, how data lie in it, and
// the `floor` it stands on, a little below the lowest height.
export function boxOf([[xLow, xHigh], [yLow, yHigh]], top, equal) {
  const [wide, deep] = [xHigh - xLow, yHigh - yLow];
  const ratio = equal ? Math.max(0.5, Math.min(2, wide / deep)) : 1;
  const sides = [Math.sqrt(ratio), 1 / Math.sqrt(ratio), 0.45];
  return {
    sides,
    floor: -0.05,
    middle: [(xLow + xHigh) / 2, (yLow + yHigh) / 2, top / 2],
    scale: [sides[0] / wide, sides[1] / deep, sides[2] / (top || 1)],
    top: top || 1,
    bounds: [[xLow, xHigh], [yLow, yHigh]],
  };
}

// What a camera sees of a box in a picture of so many pixels, with room for labels on its sides.
export function viewOf(camera, [width, height], box, room = { left: 0, right: 0, top: 0, bottom: 0 }) {
  const axes = axesOf(camera);
  const lens = lensOf(axes, box, [width, height], room, camera.distance);
  const rows = rowsOf(axes, lens, [width, height], box.sides);
  const inData = rows.map((row) => dataRow(row, box));
  const [x, y, depth, w] = inData;
  const at = ([a, b, c, d], p, q, r) => a * p + b * q + c * r + d;
  const place = { left: 0, top: 0, width, height };
  return {
    camera, axes, lens, rows: inData, space: box, box: place,
    matrix: Float32Array.from([0, 1, 2, 3].flatMap((k) => rows.map((row) => row[k]))),
    point: (p, q, r) => {
      const far = at(w, p, q, r);
      return [(width / 2) * (1 + at(x, p, q, r) / far), (height / 2) * (1 - at(y, p, q, r) / far)];
    },
    // From 0, near, to 1, far, as the depth buffer keeps it.
    depth: (p, q, r) => 0.5 + at(depth, p, q, r) / at(w, p, q, r) / 2,
    eye: fromBox(axes.back.map((value) => value * FAR), box),
    eyeInBox: axes.back.map((value) => value * FAR),
    holds: (px, py) => px >= 0 && px <= width && py >= 0 && py <= height,
  };
}

// The line of sight through a pixel, in data: from the eye, and its way.
export function sight(view, px, py) {
  const { axes, lens, space } = view;
  const { width, height } = view.box;
  const u = (px - width / 2 - lens.across) / lens.focal;
  const v = (height / 2 - py - lens.up) / lens.focal;
  const way = axes.back.map((back, k) => u * axes.right[k] + v * axes.up[k] - back);
  return { from: view.eye, way: way.map((value, k) => value / space.scale[k]) };
}

// The directions of a camera in the box: to its right, up, and back to the eye.
function axesOf({ azimuth, elevation }) {
  const [a, e] = [azimuth * TURN, elevation * TURN];
  const right = [Math.cos(a), Math.sin(a), 0];
  const back = [Math.sin(a) * Math.cos(e), -Math.cos(a) * Math.cos(e), Math.sin(e)];
  return { right, back, up: cross(back, right) };
}

// How much the lens enlarges, and how far it is shifted, so that the box fits.
function lensOf({ right, up, back }, { sides, floor }, [width, height], room, distance) {
  const [u, v] = [[], []];
  for (const i of [-0.5, 0.5]) {
    for (const j of [-0.5, 0.5]) {
      for (const k of [floor - 0.5, 0.5]) {
        const at = [i * sides[0], j * sides[1], k * sides[2]];
        const far = FAR - dot(back, at);
        u.push(dot(right, at) / far);
        v.push(dot(up, at) / far);
      }
    }
  }
  const [left, most, low, high] = [Math.min(...u), Math.max(...u), Math.min(...v), Math.max(...v)];
  const wide = Math.max(40, width - room.left - room.right) / (most - left);
  const tall = Math.max(40, height - room.top - room.bottom) / (high - low);
  const focal = Math.min(wide, tall) / distance;
  return {
    focal,
    across: (room.left - room.right) / 2 - (focal * (left + most)) / 2,
    up: (room.bottom - room.top) / 2 - (focal * (low + high)) / 2,
  };
}

// The rows of the matrix from the box to what WebGL clips.
function rowsOf({ right, up, back }, { focal, across, up: shift }, [width, height], sides) {
  const reach = Math.hypot(...sides) / 2 + 0.1;
  const [near, far] = [FAR - reach, FAR + reach];
  const w = [...back.map((value) => -value), FAR];
  const row = (way, size, moved) => w.map((value, k) => (2 / size) * (focal * (way[k] ?? 0) + moved * value));
  const depth = w.map((value) => ((far + near) / (far - near)) * value);
  depth[3] -= (2 * far * near) / (far - near);
  return [row(right, width, across), row(up, height, shift), depth, w];
}

function dataRow(row, { scale, middle }) {
  const turned = [0, 1, 2].map((k) => row[k] * scale[k]);
  return [...turned, row[3] - dot(turned, middle)];
}

function fromBox(place, { scale, middle }) {
  return place.map((value, k) => value / scale[k] + middle[k]);
}

function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
