// The camera that shows a race best: of a few, the one from which most of the paths, of the start and of
// the minima can be seen, and from which they lie widest apart. The same race gives the same camera.

import { viewOf } from "./camera.js";

export const USUAL = { azimuth: -25, elevation: 42, distance: 1 };
// Degrees round: from each the sides of the block, and so both axes, can be seen.
const AROUND = [0, 90, 180, 270].flatMap((quarter) => [-25, -45, -65].map((turn) => quarter + turn));
const ABOVE = [34, 42, 52, 58]; // degrees: from higher up all looks flat
const MOST = 100; // places that are looked at
const ROUGH = 4; // every so many points of the ground are enough

// `paths` and `places` are points [x, y, z] on the ground or above; `field` is the ground.
export function bestCamera(field, box, size, room, { paths, places }) {
  if (!paths.length && !places.length) return USUAL;
  const rough = field.coarser(ROUGH);
  const every = Math.ceil(paths.length / MOST);
  const seen = { paths: paths.filter((_, k) => k % every === 0), places };
  let best = null;
  for (const elevation of ABOVE) {
    for (const azimuth of AROUND) {
      const camera = { azimuth, elevation, distance: 1 };
      const worth = worthOf(rough, viewOf(camera, size, box, room), seen, size) - strange(camera);
      if (!best || worth > best.worth + 1e-9) best = { worth, camera };
    }
  }
  return best.camera;
}

// What is seen, and how wide it lies: across above all, as what lies along the line of sight looks short.
function worthOf(field, view, { paths, places }, [width, height]) {
  const lift = 0.02 * (field.top - field.floor);
  const share = (points) => {
    const open = points.filter((point) => !field.hides(view.eye, point, lift)).length;
    return points.length ? open / points.length : 1;
  };
  const shown = paths.map((point) => view.point(...point));
  const wide = [0, 1].map((k) => spread(shown.map((point) => point[k])) / [width, height][k]);
  return 1.5 * share(paths) + 0.7 * share(places) + 0.9 * Math.sqrt(wide[0] * wide[1]) + 3 * wide[0] + 0.3 * wide[1];
}

function spread(values) {
  const middle = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length || 1));
}

// How unusual a camera is: x should grow to the right, as on the map.
function strange({ azimuth, elevation }) {
  const turned = Math.abs(((azimuth - USUAL.azimuth + 540) % 360) - 180) / 180;
  return 0.5 * turned + 0.004 * Math.abs(elevation - USUAL.elevation);
}
