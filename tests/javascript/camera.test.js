// The camera of the 3-D view: against pixels that NumPy computed with the same matrices.

import { cameraView, sight, towards } from "../../ui/browser/player/view3d/camera.js";
import { equal, given, near, ok, test } from "./harness.js";

const CAMERAS = ["camera", "parallel camera"];
const viewOf = (made) => cameraView(made, made.size, made.scale);
const minus = (a, b) => a.map((value, k) => value - b[k]);
const unit = (a) => a.map((value) => value / Math.hypot(...a));
const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);

test("points are shown where NumPy says", async () => {
  for (const name of CAMERAS) {
    const made = await given(name);
    const view = viewOf(made);
    near(made.points.map((point) => view.point(...point)), made.pixels, 1e-11);
  }
});

test("the line of sight through a pixel meets what is shown there", async () => {
  for (const name of CAMERAS) {
    const made = await given(name);
    const view = viewOf(made);
    made.points.forEach((point, k) => {
      const { from, way } = sight(view, ...made.pixels[k]);
      const [away, along] = [minus(point, from), unit(way)];
      const off = minus(away, along.map((value) => value * dot(away, along)));
      ok(Math.hypot(...off) < 1e-8, `${Math.hypot(...off)} beside point ${k} of the ${name}`);
    });
  }
});

test("sight goes towards the scene", async () => {
  const made = await given("camera");
  const view = viewOf(made);
  made.points.forEach((point, k) => {
    const { from, way } = sight(view, ...made.pixels[k]);
    ok(dot(minus(point, from), way) > 0);
  });
  const parallel = await given("parallel camera");
  near(unit(sight(viewOf(parallel), 320, 180).way), unit(parallel.away), 1e-9);
});

test("the eye is where the camera stands", async () => {
  const made = await given("camera");
  near(towards(viewOf(made)).eye, made.eye, 1e-9);
  near(sight(viewOf(made), 17, 300).eye, made.eye, 1e-9);
});

test("parallel sight has no eye, but a way towards it", async () => {
  const made = await given("parallel camera");
  const { eye, way } = towards(viewOf(made));
  equal(eye, undefined);
  near(unit(way), unit(made.away).map((value) => -value), 1e-9);
  equal(sight(viewOf(made), 17, 300).eye, null);
});

test("what lies behind the eye has no pixel", async () => {
  const made = await given("camera");
  const behind = made.eye.map((value, k) => value - made.away[k]);
  equal(viewOf(made).point(...behind), [NaN, NaN]);
});

test("the rows are those of all matrices in one", async () => {
  const made = await given("camera");
  const view = viewOf(made);
  const [x, y, , w] = view.rows;
  made.points.forEach((point, k) => {
    const at = (row) => dot(row, [...point, 1]);
    const { width, height } = view.box;
    near([((1 + at(x) / at(w)) / 2) * width, ((1 - at(y) / at(w)) / 2) * height], made.pixels[k], 1e-11);
  });
});
