// The mesh of the 3-D view, as the graphics card gets it.

import { STRIDE, heightsOf, packed, strips, walls } from "../../ui/browser/player/view3d/mesh.js";
import { equal, near, ok, test } from "./harness.js";
import { terrainOf } from "./terrains.js";

const SIDE = 5;
const SIDES = [1, 2, 0.5];
const plane = () => heightsOf(terrainOf((x, y) => 2 * x + y, [[0, 1], [0, 2]], 4), SIDE);

test("heights are those of the terrain, row by row from the lower left corner", () => {
  const heights = plane();
  near([heights[0], heights[4], heights[20], heights[24], heights[12]], [0, 2, 2, 4, 2]);
});

test("each point has its share of the height and its normal", () => {
  const buffer = packed(plane(), SIDE, 4, SIDES);
  const [shares, bytes] = [new Float32Array(buffer), new Int8Array(buffer)];
  near([shares[0], shares[2 * 12], shares[2 * 24]], [0, 0.5, 1]);
  // In the box the plane rises 0.5 / 4 * 2 along x, over 1, and as much along y, over 2.
  const slope = [0.25, 0.125];
  const size = Math.hypot(...slope, 1);
  const expected = [-slope[0] / size, -slope[1] / size, 1 / size];
  for (let k = 0; k < SIDE * SIDE; k++) {
    near([4, 5, 6].map((at) => bytes[STRIDE * k + at] / 127), expected, 0.006);
  }
});

test("what is undefined is marked, and makes no normal beside it undefined", () => {
  const heights = plane();
  heights[12] = NaN;
  const buffer = packed(heights, SIDE, 4, SIDES);
  const [shares, bytes] = [new Float32Array(buffer), new Int8Array(buffer)];
  equal([shares[2 * 12], shares[2 * 11] > 0], [-9, true]);
  ok(bytes[STRIDE * 11 + 6] > 0);
  equal(walls(heights, SIDE, 4, -0.05).includes(NaN), false);
});

test("strips cover every cell with two triangles, also of every second point", () => {
  for (const every of [1, 2]) {
    const found = new Map();
    let run = [];
    for (const number of strips(SIDE, every)) {
      if (number === 0xffffffff) run = [];
      else run.push(number);
      if (run.length < 3) continue;
      const corners = run.slice(-3).map((k) => [k % SIDE, Math.floor(k / SIDE)]);
      const cell = [0, 1].map((axis) => Math.min(...corners.map((corner) => corner[axis])));
      const spans = [0, 1].map((axis) => Math.max(...corners.map((corner) => corner[axis])) - cell[axis]);
      equal(spans, [every, every]);
      found.set(String(cell), (found.get(String(cell)) ?? 0) + 1);
    }
    equal(found.size, ((SIDE - 1) / every) ** 2);
    equal([...new Set(found.values())], [2]);
  }
});

test("the sides of the block stand on its foot along all four borders", () => {
  const points = walls(plane(), SIDE, 4, -0.05);
  equal(points.length, 4 * SIDE * 6);
  const at = (edge, k) => Array.from(points.subarray(6 * (edge * SIDE + k), 6 * (edge * SIDE + k + 1)));
  near(at(0, 4), [4, 0, 0.5, 4, 0, -0.05], 1e-6);
  near(at(1, 4), [4, 4, 1, 4, 4, -0.05], 1e-6);
  near(at(2, 0), [0, 4, 0.5, 0, 4, -0.05], 1e-6);
  near(at(3, 2), [0, 2, 0.25, 0, 2, -0.05], 1e-6);
});
