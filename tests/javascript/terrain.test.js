// The terrain: formulas and grids worked out in JavaScript, their heights, and the spacing of contours.

import { gridTerrain, readTerrain } from "../../ui/browser/player/terrain/terrain.js";
import { evaluate } from "../../ui/browser/player/terrain/evaluate.js";
import { Grid, spread } from "../../ui/browser/player/terrain/grid.js";
import { heightOf, lossOf } from "../../ui/browser/player/terrain/height.js";
import { spacingOf } from "../../ui/browser/player/terrain/levels.js";
import { palette } from "../../ui/browser/player/terrain/palette.js";
import { singlesSuffice, windowGrid } from "../../ui/browser/player/terrain/precision.js";
import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, near, ok, test } from "./harness.js";

async function terrains(name) {
  const { parts } = unpack(await given(name));
  return Object.entries(parts).map(([name, bytes]) => [name, readTerrain(bytes)]);
}

// The same share of the window on each axis, around a place.
function around(terrain, [x, y], share) {
  return [x, y].map((middle, axis) => {
    const [low, high] = terrain.bounds[axis];
    return [middle - ((high - low) * share) / 2, middle + ((high - low) * share) / 2];
  });
}

const SCREEN = { width: 900, height: 600 };

test("a formula has the losses that NumPy finds", async () => {
  for (const [kind, given_] of [["terrains", "losses"], ["edges", "edge losses"], ["turned terrains", "turned losses"]]) {
    const wanted = await given(given_);
    for (const [name, terrain] of await terrains(kind)) {
      if (!terrain.glsl) continue;
      const { x, y, loss } = wanted[name];
      const most = Math.max(...loss.flat().filter(Number.isFinite).map(Math.abs), 1);
      const found = terrain.losses(x, y);
      near(Array.from(found, (v) => v / most), loss.flat().map((v) => v / most), 1e-13);
      near(terrain.loss(x[3], y[5]), loss[5][3], 1e-13);
    }
  }
});

test("powers of 1 and -1 are NumPy's, and an unknown operation is a mistake", () => {
  const power = (base, exponents) => {
    const program = [["const", base], ["symbol", "x"], ["pow", 0, 1]];
    return Array.from(evaluate(program, {}, exponents, [0]));
  };
  equal(power(1, [NaN, Infinity, -Infinity, 3]), [1, 1, 1, 1]);
  equal(power(-1, [Infinity, -Infinity, 3, 0.5, NaN]), [1, 1, -1, NaN, NaN]);
  try {
    evaluate([["symbol", "x"], ["nonsense", 0]], {}, [1], [1]);
  } catch (error) {
    ok(error.message.includes("nonsense"));
    return;
  }
  ok(false, "nothing was thrown");
});

test("a surface that is no formula is a grid, which a knob does not change", async () => {
  const found = (await terrains("terrains")).filter(([, terrain]) => terrain.grid);
  equal(found.length, 4);
  for (const [name, terrain] of found) {
    equal([terrain.glsl, terrain.knobs, terrain.has("reg"), terrain.values], [null, {}, false, []]);
    const points = [0, 1].map((axis) => terrain.gridOfHeights().points(axis));
    near(terrain.heights(...points), terrain.grid.values.map((v) => terrain.heightOf(v)), 1e-6);
    const wanted = (await given("losses"))[name];
    const most = Math.max(...wanted.loss.flat()) - Math.min(...wanted.loss.flat());
    const off = terrain.losses(wanted.x, wanted.y).map((v, k) => Math.abs(v - wanted.loss.flat()[k]));
    ok(Math.max(...off) < 0.02 * most, `${name}: off by ${Math.max(...off) / most}`);
  }
});

test("a turned knob gives the surface and the heights of the server", async () => {
  const before = Object.fromEntries(await terrains("terrains"));
  const knobs = await given("turned knobs");
  const logs = [];
  for (const [name, wanted] of await terrains("turned terrains")) {
    const found = before[name].withKnobs({ ...knobs[name], nonsense: 1 });
    equal(found.knobs, wanted.knobs);
    near(found.values, wanted.values);
    near(["low", "scale", "top"].map((part) => found.height[part]), ["low", "scale", "top"].map((part) => wanted.height[part]));
    equal(found.height.log, wanted.height.log);
    equal(found.glsl, wanted.glsl);
    logs.push(before[name].height.log !== found.height.log);
  }
  ok(logs.includes(true) && logs.includes(false));
});

test("losses become heights and come back", () => {
  for (const log of [true, false]) {
    const height = { log, low: -3, scale: 0.01, top: 4 };
    const losses = [-3.5, -3, -2.9999, 0, 7, 1e6];
    near(losses.map((loss) => lossOf(height, heightOf(height, loss))), losses);
    equal(heightOf(height, -3), 0);
    ok(losses.every((loss, k) => !k || heightOf(height, loss) > heightOf(height, losses[k - 1])));
    ok(Number.isNaN(heightOf(height, NaN)));
  }
});

test("a mini-batch's surface has the heights it was given, on the scale of the whole", async () => {
  for (const [, terrain] of await terrains("terrains")) {
    const heights = Float32Array.from({ length: 20 }, (_, k) => (terrain.height.top * k) / 20);
    heights[7] = NaN;
    const made = gridTerrain(terrain, [5, 4], heights);
    equal([made.height, made.bounds, made.colours], [terrain.height, terrain.bounds, terrain.colours]);
    const points = made.bounds.map((edges, axis) => spread(edges, [5, 4][axis]));
    near(made.heights(...points), heights, 1e-6);
    equal(made.glsl, null);
  }
});

test("a grid is smooth, exact for parabolas inside, and undefined outside and beside holes", () => {
  const bounds = [[-1, 3], [0, 2]];
  const [xs, ys] = [spread(bounds[0], 9), spread(bounds[1], 7)];
  const fun = (x, y) => 2 + x - 3 * y + x * x + x * y;
  const grid = new Grid([9, 7], bounds, Float64Array.from({ length: 63 }, (_, k) => fun(xs[k % 9], ys[Math.floor(k / 9)])));
  near(grid.sample([0.2, 1.77], [0.4, 1.5]), [0.2, 1.77, 0.2, 1.77].map((x, k) => fun(x, k < 2 ? 0.4 : 1.5)), 1e-12);
  equal(Array.from(grid.sample([-1.1, 3.1, 0], [1, 2.1]), Number.isNaN), [true, true, false, true, true, true]);
  grid.values[3 * 9 + 4] = NaN; // at (1, 1)
  equal(Array.from(grid.sample([0.4, 0.6, 1, 1.6], [1.1]), Number.isNaN), [false, true, true, false]);
  near(grid.sample([0.25], [1])[0], (fun(0, 1) + fun(0.5, 1)) / 2, 1e-12); // linear, as the cubic met the hole
});

test("at any zoom some 12 to 24 lines cross what is seen", async () => {
  for (const [name, terrain] of await terrains("terrains")) {
    near(spacingOf(terrain, terrain.bounds), terrain.height.top / 22);
    const middle = terrain.bounds.map(([low, high]) => low + 0.37 * (high - low));
    for (const share of [3, 1, 0.3, 0.05, 1e-3]) {
      const window = around(terrain, middle, share);
      const heights = terrain.exactHeights(...window.map((edges) => spread(edges, 33))).filter(Number.isFinite);
      const spacing = spacingOf(terrain, window);
      const lines = (Math.max(...heights) - Math.min(...heights)) / spacing;
      ok(lines === 0 || (lines > 11.9 && lines < 24.1), `${name} at ${share}: ${lines} lines`);
      const halvings = Math.log2((spacing * 22) / terrain.height.top);
      near(halvings, Math.round(halvings));
    }
  }
});

test("float32 is enough for whole windows, and not deep in a zoom", async () => {
  for (const [name, terrain] of await terrains("terrains")) {
    ok(singlesSuffice(terrain, terrain.bounds, SCREEN), name);
    const middle = terrain.bounds.map(([low, high]) => low + 0.37 * (high - low));
    const deep = around(terrain, middle, 1e-6);
    const constant = spacingOf(terrain, deep) === terrain.height.top / 22;
    ok(constant || !singlesSuffice(terrain, deep, SCREEN), `${name}, deep`);
    const { grid, base } = windowGrid(terrain, deep);
    const exact = terrain.exactHeights(grid.points(0), grid.points(1));
    const span = Math.max(...exact) - Math.min(...exact);
    const off = exact.map((height, k) => Math.abs(height - base - grid.values[k]));
    ok(Math.max(...off) <= 1e-6 * span, `${name}: ${Math.max(...off) / span}`);
  }
});

test("the colours run evenly through their stops", () => {
  const bytes = palette(["#000000", "#ff8000", "#ffffff"]);
  equal(bytes.length, 1024);
  const at = (k) => Array.from(bytes.slice(4 * k, 4 * k + 4));
  equal([at(0), at(255)], [[0, 0, 0, 255], [255, 255, 255, 255]]);
  near(at(127), [254, 127, 0, 255], 0.01);
  near(at(64), [128, 64, 0, 255], 0.01);
});
