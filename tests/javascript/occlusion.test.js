// The ground as a field of heights, what it hides, and what is seen at a pixel.

import { cameraView } from "../../ui/browser/player/view3d/camera.js";
import { strength, strokeVeiled } from "../../ui/browser/player/plot/faint_lines.js";
import { HeightField } from "../../ui/browser/player/view3d/height_field.js";
import { picked, sightOf, veil } from "../../ui/browser/player/view3d/occlusion.js";
import { trace } from "../../ui/browser/player/plot/traces.js";
import { chances, equal, given, near, ok, pen, test } from "./harness.js";

const SIDE = Array.from({ length: 21 }, (_, k) => k / 10 - 1);

// A ridge along x = 0, as high as 1, on flat ground.
function ridge() {
  return new HeightField({ x: SIDE, y: SIDE, z: SIDE.map(() => SIDE.map((x) => Math.max(0, 1 - 4 * Math.abs(x)))) });
}

// A view along -x from a little above, without perspective: across is y, up is z.
function fromEast() {
  const unit = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const columns = [[0, -0.05, -0.2, 0], [0.5, 0, 0, 0], [0, 0.5, 0, 0], [0, 0, 0, 1]];
  return cameraView({ model: unit, view: columns.flat(), projection: unit }, [400, 400], [1, 1, 1]);
}

test("heights between points are bilinear, as NumPy has them", async () => {
  const made = await given("heights");
  const field = new HeightField(made);
  near(made.u.map((u, k) => field.height(u, made.v[k])), made.height, 1e-12);
});

test("there is no height outside and in a hole", async () => {
  const made = await given("heights");
  made.z[2][3] = null;
  const field = new HeightField(made);
  equal([field.height(-0.01, 1), field.height(6.01, 1), field.height(1, 4.01)], [NaN, NaN, NaN]);
  equal([field.height(3, 2), field.height(2.5, 1.5)], [NaN, NaN]);
  ok(Number.isFinite(field.height(0.5, 0.5)));
});

test("data and grid lead back to each other", async () => {
  const field = new HeightField(await given("heights"));
  near(field.grid([1, 2, 7]), [3, 2, 7]);
  near(field.data([3, 2]), [1, 2]);
});

test("rays meet a field where fine sampling says", () => {
  const chance = chances(7);
  const [n, m] = [7, 5];
  const z = Array.from({ length: m }, () => Array.from({ length: n }, () => 3 * chance()));
  z[3][1] = null;
  const field = new HeightField({ x: [...Array(n).keys()], y: [...Array(m).keys()], z });
  const place = () => [chance() * (n + 2) - 1, chance() * (m + 2) - 1, chance() * 5 - 1];
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
  const hides = sightOf(ridge(), fromEast());
  equal([hides(-0.8, 0, 0.05, 0), hides(0.8, 0, 0.05, 0), hides(-0.8, 0, 1.5, 0)], [true, false, false]);
});

test("what lies a little below the drawn ground is not hidden by it", () => {
  const hides = sightOf(ridge(), fromEast());
  equal([hides(0.8, 0, -0.01, 0), hides(0.8, 0, -0.01, 0.2)], [true, false]);
});

test("what is seen at a pixel is the place shown there", () => {
  const [field, view] = [ridge(), fromEast()];
  for (const at of [[0.8, 0.3], [0.5, -0.6], [0.1, 0]]) {
    const z = field.height(...field.grid([...at, 0]).slice(0, 2));
    near(picked(field, view, ...view.point(...at, z)), at, 1e-6);
  }
  equal(picked(field, view, ...view.point(0, 0, 5)), null);
});

test("a path over a ridge is parted into what is seen and what is hidden", () => {
  const [field, view] = [ridge(), fromEast()];
  const x = [0.8, 0.5, -0.5, -0.8];
  const race = { x, y: x.map(() => 0.2), z: x.map((u) => Math.max(0, 1 - 4 * Math.abs(u)) + 0.01) };
  const line = trace(4, (k) => view.point(race.x[k], race.y[k], race.z[k]));
  veil(line, race, sightOf(field, view), view);
  equal(Array.from(line.behind), [0, 0, 1, 1]);
  equal(line.first[0], 0);
  const last = line.first[3];
  const shown = ({ points }, k) => points[2 * k] === points[2 * k];
  equal([shown(line.seen, 0), shown(line.hidden, 0)], [true, false]);
  equal([shown(line.seen, last), shown(line.hidden, last)], [false, true]);
  equal([strength(line, 0.5), strength(line, 3), strength({ count: 1 }, 0)], [1, 0.3, 1]);
});

test("what is hidden is stroked faintly, the rest strongly", () => {
  const made = { points: new Float32Array([0, 0, 9, 9]), lengths: new Float32Array([0, 12]), count: 2 };
  const line = { ...made, first: new Uint32Array([0, 1]), hidden: made, seen: made };
  const ctx = pen();
  const alphas = [];
  ctx.globalAlpha = 0.5;
  ctx.stroke = () => alphas.push(ctx.globalAlpha);
  strokeVeiled(ctx, line, 0, 1);
  near(alphas, [0.15, 0.5]);
  near(ctx.globalAlpha, 0.5);
});
