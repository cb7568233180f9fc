// The ground as a field of heights: what rays meet, what it hides, and what is seen.

import { HeightField } from "../../ui/browser/player/view3d/height_field.js";
import { chances, equal, given, near, ok, test } from "./harness.js";

const SIDE = Array.from({ length: 21 }, (_, k) => k / 10 - 1);
const BOUNDS = [[-1, 1], [-1, 1]];

// A ridge along x = 0, as high as 1, on flat ground.
function ridge() {
  const heights = Float32Array.from(SIDE.flatMap(() => SIDE.map((x) => Math.max(0, 1 - 4 * Math.abs(x)))));
  return new HeightField({ bounds: BOUNDS, size: [21, 21], heights });
}

async function uneven(hole) {
  const made = await given("heights");
  const heights = Float64Array.from(made.z.flat());
  if (hole) heights[2 * 7 + 3] = NaN;
  const bounds = [[made.x[0], made.x.at(-1)], [made.y[0], made.y.at(-1)]];
  return { made, field: new HeightField({ bounds, size: [7, 5], heights }) };
}

test("heights between points are bilinear, as NumPy has them", async () => {
  const { made, field } = await uneven(false);
  near(made.u.map((u, k) => field.height(u, made.v[k])), made.height, 1e-12);
  near(field.over(...field.data([made.u[0], made.v[0]])), made.height[0], 1e-12);
});

test("there is no height outside and in a hole", async () => {
  const { field } = await uneven(true);
  equal([field.height(-0.01, 1), field.height(6.01, 1), field.height(1, 4.01)], [NaN, NaN, NaN]);
  equal([field.height(3, 2), field.height(2.5, 1.5)], [NaN, NaN]);
  ok(Number.isFinite(field.height(0.5, 0.5)));
  ok(field.floor <= field.top);
});

test("data and grid lead back to each other", async () => {
  const { field } = await uneven(false);
  near(field.grid([1, 2, 7]), [3, 2, 7]);
  near(field.data([3, 2]), [1, 2]);
});

test("rays meet a field where fine sampling says", () => {
  const chance = chances(7);
  const heights = Float64Array.from({ length: 35 }, () => 3 * chance());
  heights[22] = NaN;
  const field = new HeightField({ bounds: [[0, 6], [0, 4]], size: [7, 5], heights });
  const place = () => [chance() * 9 - 1, chance() * 7 - 1, chance() * 5 - 1];
  let [worst, met, missed] = [0, 0, 0];
  for (let ray = 0; ray < 250; ray++) {
    const [from, to] = [place(), place()];
    if (ray % 5 === 0) to[ray % 2] = from[ray % 2]; // along the grid
    const way = to.map((value, k) => value - from[k]);
    const found = field.meet(from, way, 1);
    const expected = sampled(field, from, way);
    if (expected === expected) {
      met++;
      worst = Math.max(worst, found === found ? Math.abs(found - expected) : 9);
    } else if (found === found) {
      // Only where a ray grazes the ground between two samples.
      const [u, v, h] = from.map((value, k) => value + found * way[k]);
      worst = Math.max(worst, Math.abs(h - field.height(u, v)) < 1e-9 ? 0 : 9);
    } else missed++;
  }
  ok(worst < 1e-4, `${worst} off`);
  ok(met > 60 && missed > 60, `${met} met, ${missed} missed`);
});

function sampled(field, from, way) {
  let before = NaN;
  for (let s = 0; s <= 15000; s++) {
    const t = s / 15000;
    const [u, v, h] = from.map((value, k) => value + t * way[k]);
    const above = Math.sign(h - field.height(u, v));
    if (before === before && above !== before && above === above) return t;
    before = above;
  }
  return NaN;
}

test("a ridge hides what lies behind it and nothing before it", () => {
  const [field, eye] = [ridge(), [9, 0, 2.4]];
  const hides = (...place) => field.hides(eye, place, 0.004);
  equal([hides(-0.5, 0, 0.01), hides(0.8, 0, 0.01), hides(-0.5, 0, 1.5)], [true, false, false]);
});

test("what lies a little below the drawn ground is not hidden by it", () => {
  equal(ridge().hides([9, 0, 2.4], [0.1, 0, 0.3], 0.004), false);
});

test("a line of sight ends where it first meets the ground", () => {
  const [field, eye] = [ridge(), [9, 0.3, 2.4]];
  for (const [x, y] of [[0.8, 0.3], [0.5, -0.6], [0.1, 0]]) {
    const way = [x - eye[0], y - eye[1], field.over(x, y) - eye[2]];
    near(field.seen({ from: eye, way }), [x, y], 1e-6);
  }
  const hidden = field.seen({ from: eye, way: [-0.6 - eye[0], 0.3 - eye[1], -eye[2]] });
  ok(hidden[0] > 0 && hidden[0] < 0.25, "the ridge stands before it");
  equal(field.seen({ from: eye, way: [-1, 0, 1] }), null);
});

test("through the side of the block nothing of the ground is seen", () => {
  const heights = Float32Array.from(SIDE.flatMap(() => SIDE.map((x) => 1 + x))); // 2 high in the east
  const field = new HeightField({ bounds: BOUNDS, size: [21, 21], heights });
  equal(field.seen({ from: [9, 0, 1.5], way: [-1, 0, -0.01] }), null);
  ok(field.seen({ from: [-9, 0, 1.5], way: [1, 0, -0.01] }));
});

test("a coarser field has every so many points of the finer one, and lies in the same place", () => {
  const field = ridge();
  const rough = field.coarser(4);
  equal([rough.columns, rough.rows], [6, 6]);
  near(rough.data([5, 5]), [1, 1]);
  for (const [i, j] of [[0, 0], [2, 3], [5, 1]]) equal(rough.height(i, j), field.height(4 * i, 4 * j));
});
