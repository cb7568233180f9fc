// The camera that is chosen for a race.

import { USUAL, bestCamera } from "../../ui/browser/player/view3d/best_view.js";
import { boxOf, viewOf } from "../../ui/browser/player/view3d/camera.js";
import { HeightField } from "../../ui/browser/player/view3d/height_field.js";
import { heightsOf } from "../../ui/browser/player/view3d/mesh.js";
import { equal, ok, test } from "./harness.js";
import { terrainOf } from "./terrains.js";

const ROOM = { left: 60, right: 20, top: 30, bottom: 40 };
const SIZE = [620, 420];

function chosen(fun, top, points) {
  const terrain = terrainOf(fun, [[-2, 2], [-2, 2]], top);
  const field = new HeightField({ bounds: terrain.bounds, size: [129, 129], heights: heightsOf(terrain, 129) });
  const box = boxOf(terrain.bounds, top, false);
  const paths = points.map(([x, y]) => [x, y, field.over(x, y) + 0.02 * top]);
  const camera = bestCamera(field, box, SIZE, ROOM, { paths, places: paths.slice(0, 1) });
  const hidden = (stand) => {
    const { eye } = viewOf(stand, SIZE, box, ROOM);
    return paths.filter((place) => field.hides(eye, place, 0.02 * top)).length;
  };
  return { camera, hidden };
}

const line = (at) => Array.from({ length: 40 }, (_, k) => at(-1.5 + (3 * k) / 39));
// A wall across the plane, on its own side or behind which a path runs.
const wall = (x, y) => 2 * Math.exp(-12 * y * y);

test("a path behind a wall is looked at from where it is seen", () => {
  const { camera, hidden } = chosen(wall, 2, line((x) => [x, 0.5]));
  ok(hidden(USUAL) > 5, `only ${hidden(USUAL)} are hidden`);
  equal(hidden(camera), 0);
  equal(chosen(wall, 2, line((x) => [x, -0.5])).hidden(USUAL), 0);
});

test("where nothing is hidden x grows to the right", () => {
  const { camera } = chosen((x, y) => 0.1 * (x * x + y * y), 1, line((x) => [x, x]));
  ok(Math.abs(camera.azimuth) < 70, `from ${camera.azimuth}`);
});

test("a narrow ravine is not looked along", () => {
  const [u, v] = [Math.cos(0.35), Math.sin(0.35)]; // it runs at 20 degrees
  const ravine = (x, y) => Math.log10(1 + 40 * ((x * u + y * v) ** 2 + 50 * (y * u - x * v) ** 2));
  const zigzag = Array.from({ length: 40 }, (_, k) => {
    const along = -1.5 + (1.5 * k) / 39;
    const across = 0.25 * (1 - k / 45) * Math.sin(25 * along);
    return [along * u - across * v, along * v + across * u];
  });
  const { camera, hidden } = chosen(ravine, Math.log10(1 + 40 * 400), zigzag);
  ok(Math.abs(camera.azimuth + 70) > 20 && Math.abs(camera.azimuth - 110) > 20, `from ${camera.azimuth}`);
  ok(hidden(camera) < 10, `${hidden(camera)} are hidden`);
});

test("what is seen from the side is not seen from high above", () => {
  const { camera } = chosen((x, y) => 0.1 * (x * x + y * y), 1, line((x) => [x, 0.3]));
  ok(camera.elevation <= 60, `from ${camera.elevation}`);
});

test("the same race gives the same camera, and none the usual one", () => {
  const points = line((x) => [x, 0.8]);
  equal(chosen(wall, 2, points).camera, chosen(wall, 2, points).camera);
  equal(chosen(wall, 2, []).camera, USUAL);
});
