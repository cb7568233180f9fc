// The camera of the 3-D view: against pixels that NumPy computed from where the eye stands.

import { boxOf, sight, steady, viewOf } from "../../ui/browser/player/view3d/camera.js";
import { equal, given, near, ok, test } from "./harness.js";

const ROOM = { left: 60, right: 20, top: 30, bottom: 40 };
const minus = (a, b) => a.map((value, k) => value - b[k]);
const unit = (a) => a.map((value) => value / Math.hypot(...a));
const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);
const viewed = ({ camera, size, bounds, top }) => viewOf(camera, size, boxOf(bounds, top, false), ROOM);

test("points are shown where NumPy says, whatever the units", async () => {
  for (const made of await given("cameras")) {
    const { point } = viewed(made);
    near(made.points.map((place) => point(...place)), made.pixels, 1e-7);
  }
});

test("the whole box fits between its labels, as large as can be, and in the middle", async () => {
  for (const made of await given("cameras")) {
    const view = viewed({ ...made, camera: { ...made.camera, distance: 1 } });
    const [[a, b], [c, d]] = made.bounds;
    const heights = [view.space.floor * made.top, made.top];
    const corners = [a, b].flatMap((x) => [c, d].flatMap((y) => heights.map((z) => view.point(x, y, z))));
    const ends = [0, 1].map((k) => [Math.min, Math.max].map((end) => end(...corners.map((corner) => corner[k]))));
    const free = [ends[0][0] - ROOM.left, 640 - ROOM.right - ends[0][1], ends[1][0] - ROOM.top, 360 - ROOM.bottom - ends[1][1]];
    near([free[0], free[2]], [free[1], free[3]], 1e-6);
    near(Math.min(free[0], free[2]), 0, 1e-6);
  }
});

test("the line of sight through a pixel meets what is shown there", async () => {
  for (const made of await given("cameras")) {
    const view = viewed(made);
    made.points.forEach((place, k) => {
      const { from, way } = sight(view, ...made.pixels[k]);
      const scaled = (values) => values.map((value, i) => value * view.space.scale[i]);
      const [away, along] = [scaled(minus(place, from)), unit(scaled(way))];
      ok(dot(away, along) > 0, "sight goes away from the scene");
      const off = minus(away, along.map((value) => value * dot(away, along)));
      ok(Math.hypot(...off) < 1e-7, `${Math.hypot(...off)} beside point ${k}`);
    });
  }
});

test("the graphics card's matrix shows points in the same pixels, and as deep", async () => {
  for (const made of await given("cameras")) {
    const view = viewed(made);
    for (const place of made.points) {
      const { middle, scale } = view.space;
      const at = [...place.map((value, k) => (value - middle[k]) * scale[k]), 1];
      const [x, y, z, w] = [0, 1, 2, 3].map((row) => dot(at, [0, 1, 2, 3].map((column) => view.matrix[4 * column + row])));
      near([(1 + x / w) * 320, (1 - y / w) * 180], view.point(...place), 1e-5);
      near((1 + z / w) / 2, view.depth(...place), 1e-5);
    }
  }
});

test("what is nearer to the eye is less deep, and all of the box lies between 0 and 1", async () => {
  for (const made of await given("cameras")) {
    const view = viewed(made);
    const far = (place) => Math.hypot(...minus(place, view.eye).map((value, k) => value * view.space.scale[k]));
    for (const place of made.points) {
      const nearer = place.map((value, k) => value + 0.02 * (view.eye[k] - value));
      ok(far(nearer) < far(place) && view.depth(...nearer) < view.depth(...place));
      ok(view.depth(...place) > 0 && view.depth(...place) < 1);
    }
  }
});

test("a camera is kept above the ground and at a distance; once round is nothing", () => {
  equal(steady({ azimuth: 370, elevation: -20, distance: 1 }), { azimuth: 10, elevation: 4, distance: 1 });
  equal(steady({ azimuth: -190, elevation: 95, distance: 99 }), { azimuth: 170, elevation: 88, distance: 2.5 });
  equal(steady({ azimuth: 0, elevation: 30, distance: 0 }).distance, 0.2);
});

test("where both axes have one unit the sides of the box are as the window's, within reason", () => {
  const ratio = (bounds, equal_) => boxOf(bounds, 1, equal_).sides.slice(0, 2);
  near(ratio([[0, 3], [0, 2]], true)[0] / ratio([[0, 3], [0, 2]], true)[1], 1.5);
  near(ratio([[0, 3], [0, 2]], false), [1, 1]);
  near(ratio([[0, 900], [0, 2]], true)[0] / ratio([[0, 900], [0, 2]], true)[1], 2);
});
