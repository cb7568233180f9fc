// The paths of the 3-D view: where they lie on the ground, and the ribbons they are drawn as.

import { trace } from "../../ui/browser/player/plot/traces.js";
import { readRace } from "../../ui/browser/player/race.js";
import { heightOf } from "../../ui/browser/player/terrain/height.js";
import { boxOf, viewOf } from "../../ui/browser/player/view3d/camera.js";
import { HeightField } from "../../ui/browser/player/view3d/height_field.js";
import { heightsOf } from "../../ui/browser/player/view3d/mesh.js";
import { PathPlaces, liftedHeights } from "../../ui/browser/player/view3d/path_places.js";
import { ribbonOf } from "../../ui/browser/player/view3d/path_ribbons.js";
import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, near, ok, test } from "./harness.js";
import { hill, raceOver, terrainOf } from "./terrains.js";

const WIDE = 6;
const pointsOf = (ribbon) => Array.from({ length: ribbon.length / WIDE }, (_, k) => Array.from(ribbon.subarray(WIDE * k, WIDE * (k + 1))));
const lineOf = (places) => trace(places.length, (k) => places[k]);

function fieldOf(terrain, side = 65) {
  return new HeightField({ bounds: terrain.bounds, size: [side, side], heights: heightsOf(terrain, side) });
}

test("a ribbon has dots from below, depth, length and step, between two gaps", () => {
  const line = lineOf([[10, 90], [20, 90], [20, 70]]);
  const points = pointsOf(ribbonOf(line, [0.1, 0.2, 0.3], 100, 2));
  equal(points.map((point) => point[3]), [-1, 0, 20, 60, -1]);
  near(points[2], [40, 20, 0.2, 20, 1, 0], 1e-6);
  near(points[3], [40, 60, 0.3, 60, 2, 0], 1e-6);
});

test("points too close to be told apart are left out, the last one never", () => {
  const places = Array.from({ length: 101 }, (_, k) => [k / 50, 0]);
  const points = pointsOf(ribbonOf(lineOf(places), places.map(() => 0.5), 100, 1));
  ok(points.length < 12, `${points.length} points`);
  near(points.at(-2).slice(0, 5), [2, 100, 0.5, 2, 100], 1e-5);
  const steps = points.slice(1, -1).map((point) => point[4]);
  equal(steps, [...steps].sort((a, b) => a - b));
});

test("a gap parts a ribbon, and what has no point is no ribbon", () => {
  const nowhere = [NaN, NaN];
  const parted = pointsOf(ribbonOf(lineOf([[0, 0], [9, 0], nowhere, [20, 0], [30, 0]]), [0, 0, NaN, 0, 0], 10, 1));
  equal(parted.map((point) => point[3] < 0), [true, false, false, true, false, false, true]);
  equal(parted.filter((point) => point.some((value) => value !== value)), []);
  equal(pointsOf(ribbonOf(lineOf([nowhere, nowhere]), [NaN, NaN], 10, 1)).length, 1);
});

test("paths lie where Python draws the surface, a little above", async () => {
  const [race, want] = [readRace(unpack(await given("play"))), await given("race")];
  const { lift, top } = race.height;
  const terrain = { bounds: race.window, height: race.height, heightOf: (loss) => heightOf(race.height, loss) };
  const deep = { over: () => -1 };
  race.runs.forEach((run, k) => near(liftedHeights(run, terrain, deep, lift), want.z[k].map((z) => z + lift * top), 1e-5));
});

test("a path never lies below the drawn ground, and outside of the box nowhere", () => {
  const terrain = terrainOf((x) => x, [[0, 4], [0, 4]], 4);
  const points = { x: [1, 1, 4, -1, 4, 1], y: [1, 1, 0, 1, 9, 1], fun: [1, 0.5, 4, 1, 1, 4.5] };
  const z = liftedHeights(points, terrain, fieldOf(terrain), 0.01);
  near(z.slice(0, 3), [1.04, 1.04, 4.04], 1e-6);
  equal(Array.from(z.slice(3)), [NaN, NaN, NaN]);
});

test("the place between two steps lies between them", () => {
  const terrain = hill();
  const places = new PathPlaces();
  places.set(raceOver(terrain, [[0, 0], [1, 0], [1, 1]]), terrain, fieldOf(terrain));
  const [a, b] = [places.at(0, 0), places.at(0, 1)];
  near(places.at(0, 0.25), a.map((value, k) => 0.75 * value + 0.25 * b[k]), 1e-6);
  near(places.at(0, 2), [1, 1, places.runs[0].z[2]], 1e-6);
  near(places.at(0, 7).slice(0, 2), [1, 1]);
});

test("further runs have ribbons of their own, after those of the paths", () => {
  const terrain = hill();
  const fan = { x: [0, 1, NaN, 1], y: [0, 1, NaN, 0], fun: [0, 0.4, NaN, 0.2] };
  const places = new PathPlaces();
  places.set(raceOver(terrain, [[0, 0], [1, 0]], { furtherRuns: fan }), terrain, fieldOf(terrain));
  const view = viewOf({ azimuth: 0, elevation: 40, distance: 1 }, [400, 300], boxOf(terrain.bounds, 2.2, false));
  places.project(view, 1);
  equal(places.ribbons.length, 2);
  equal(places.traces.length, 1);
  equal(pointsOf(places.ribbons[1]).map((point) => point[3] < 0), [true, false, false, true, false, true]);
  const [left, low, wide, tall] = places.reach(view, 1, 5);
  for (const at of [0, 1]) {
    const [x, y] = [places.traces[0].points[2 * at], 300 - places.traces[0].points[2 * at + 1]];
    ok(x >= left + 4 && x <= left + wide - 4 && y >= low + 4 && y <= low + tall - 4);
  }
});
