// The cells of a map: which one is where, what is said of it, its colours, and zooming.

import { cellAt, cellWith, edges, middleOf, walked, words } from "../../ui/browser/map/cells.js";
import { coloursOf, isLight, ramp } from "../../ui/browser/map/colours.js";
import { read } from "../../ui/browser/map/pictures.js";
import { boxShares, narrowed, scaled, wheelFactor } from "../../ui/browser/shared/zoom.js";
import { viewOf } from "../../ui/browser/shared/axes.js";
import { equal, given, near, ok, test } from "./harness.js";

const axes = (lo, hi) => [{ lo, hi, name: "x" }, { lo, hi, name: "y" }];
const PICTURE = { size: [10, 20], axes: axes(0, 2) };
const VIEW = viewOf(axes(-1, 3), 500, 500);
const at = (x, y) => cellAt(PICTURE, VIEW, ...VIEW.point(x, y));

test("a place is in its cell, edges and corners included", () => {
  equal([at(0, 0), at(2, 2)], [{ column: 0, row: 0 }, { column: 9, row: 19 }]);
  equal([at(1.1, 0.25), at(0.1999, 0.0999)], [{ column: 5, row: 2 }, { column: 0, row: 0 }]);
});

test("beside a picture there is no cell", () => {
  equal([at(2.1, 1), at(1, 2.1), at(-0.1, 1), at(1, -0.1)], [null, null, null, null]);
  equal(cellAt(PICTURE, VIEW, VIEW.box.left - 1, 100), null);
});

test("the middle of every cell is in it, on every kind of axis", () => {
  for (const axis of [{ lo: -3, hi: 5 }, { lo: 1e-6, hi: 10, log: true }]) {
    const picture = { size: [7, 5], axes: [axis, axis] };
    const view = viewOf([axis, axis], 333, 444);
    for (let k = 0; k < 35; k++) {
      const cell = { column: k % 7, row: Math.floor(k / 7) };
      const { left, right, top, bottom } = edges(picture, view, cell);
      ok(left < right && top < bottom);
      equal(cellAt(picture, view, (left + right) / 2, (top + bottom) / 2), cell);
    }
  }
});

test("cells leave no gap between them", () => {
  const right = edges(PICTURE, VIEW, { column: 3, row: 4 }).right;
  near(right, edges(PICTURE, VIEW, { column: 4, row: 4 }).left);
  near(edges(PICTURE, VIEW, { column: 0, row: 0 }).bottom, VIEW.point(0, 0)[1]);
});

test("one walks to the edge and no further", () => {
  const from = { column: 8, row: 1 };
  equal(walked(PICTURE, from, [1, 0], 1), { column: 9, row: 1 });
  equal(walked(PICTURE, from, [1, 0], 10), { column: 9, row: 1 });
  equal(walked(PICTURE, from, [0, -1], 10), { column: 8, row: 0 });
  equal(walked(PICTURE, from, [-1, 0], 10), { column: 0, row: 1 });
});

test("a finer picture has the same place in another cell", () => {
  const fine = { size: [40, 80] };
  equal(cellWith(fine, middleOf(PICTURE, { column: 5, row: 2 })), { column: 22, row: 10 });
  equal(cellWith(PICTURE, middleOf(fine, { column: 22, row: 10 })), { column: 5, row: 2 });
  equal(cellWith(PICTURE, [1, 1]), { column: 9, row: 19 });
});

const SAID = {
  size: [2, 1], axes: axes(0, 4), label: [0, 1], steps: (k) => [1, 30][k], fun: (k) => [0.123456, Infinity][k],
  kinds: [{ said: "Minimum 1" }, { said: "Diverged" }],
};

test("a cell says where it is, how it ended, and with which loss", () => {
  equal(words(SAID, { column: 0, row: 0 }), ["x 1, y 2", "Minimum 1", "1 step", "loss 0.12"]);
  equal(words(SAID, { column: 1, row: 0 }), ["x 3, y 2", "Diverged", "30 steps", "loss beyond all numbers"]);
});

test("heights are no runs: nothing is said of their end", () => {
  const bands = { ...SAID, kinds: [{ said: "" }, { said: "A band" }] };
  equal(words(bands, { column: 0, row: 0 }), ["x 1, y 2", "loss 0.12"]);
  equal(words(bands, { column: 1, row: 0 }), ["x 3, y 2", "A band", "loss beyond all numbers"]);
  const nameless = { ...SAID, axes: [{ lo: 0, hi: 4, name: "α" }, { lo: 0, hi: 4, name: "" }] };
  equal(words(nameless, { column: 0, row: 0 })[0], "α 1");
});

test("a picture comes back as Python packed it", async () => {
  const [picture, want] = [await read(await given("cells")), await given("cell values")];
  equal([picture.id, picture.size], ["one", [4, 3]]);
  equal(Array.from(picture.label), want.label);
  equal(Array.from(picture.shade), want.shade);
  want.steps.forEach((steps, k) => equal(picture.steps(k), steps));
  want.fun.forEach((fun, k) => near(picture.fun(k) / (Number.isFinite(fun) ? fun : 1), Number.isFinite(fun) ? 1 : fun, 0.01));
});

test("shades run from the first colour to the last", () => {
  const shades = ramp(["#102030", "#ffffff", "#0000ff"], 5);
  const rgb = (shade) => [shade & 255, (shade >> 8) & 255, (shade >> 16) & 255, shade >>> 24];
  equal(Array.from(shades, rgb), [[16, 32, 48, 255], [136, 144, 152, 255], [255, 255, 255, 255], [128, 128, 255, 255],
    [0, 0, 255, 255]]);
  equal(Array.from(ramp(["#010203"], 3), rgb), Array(3).fill([1, 2, 3, 255]));
});

test("a kind has colours for each theme", () => {
  const kind = { colours: ["#ffffff"], dark: ["#000000"] };
  equal([coloursOf(kind, false), coloursOf(kind, true)], [["#ffffff"], ["#000000"]]);
  equal(["#ffffff", "#000000", "#00ff00", "#0000ff"].map(isLight), [true, false, true, false]);
});

const LIMITS = [[-10, 10], [-10, 10]];

test("zooming in keeps the place under the pointer", () => {
  const seen = axes(-1, 3);
  const [x, y] = narrowed(seen, LIMITS, [scaled(0.5, 0.25), scaled(0.5, 1)]);
  near([x, y], [[-0.5, 1.5], [1, 3]]);
  near((0 - x[0]) / (x[1] - x[0]), 0.25); // 0 was at a quarter
});

test("zooming out stops at the limits", () => {
  equal(narrowed(axes(-8, 8), LIMITS, [scaled(2, 0.5), scaled(2, 0.5)]), LIMITS);
});

test("no view is narrower than numbers can tell apart", () => {
  ok(narrowed(axes(0, 1), LIMITS, [[0, 1e-5], [0, 1]]));
  equal(narrowed(axes(0, 1), LIMITS, [[0, 1e-6], [0, 1]]), null);
  equal(narrowed(axes(0, 1), LIMITS, [[0, NaN], [0, 1]]), null);
});

test("a fixed axis stays, a logarithmic one is cut in its own shares", () => {
  const [x, y] = narrowed([{ lo: 0, hi: 1, fixed: true }, { lo: 1, hi: 100, log: true }], [[0, 1], [1, 100]],
    [[0.2, 0.4], [0.5, 1]]);
  near([x, y], [[0, 1], [10, 100]]);
});

test("the wheel zooms by little, whatever it says", () => {
  near([wheelFactor(0), wheelFactor(100), wheelFactor(-100)], [1, Math.exp(0.2), Math.exp(-0.2)]);
  near([wheelFactor(1e9), wheelFactor(-1e9)], [Math.E, 1 / Math.E]);
});

test("a box is a part of what is seen, from whichever corner it was drawn", () => {
  const { left, top, width, height } = VIEW.box;
  const corner = (across, up) => [left + across * width, top + (1 - up) * height];
  const want = [[0.25, 0.75], [0.1, 0.6]];
  near(boxShares(VIEW, [corner(0.25, 0.1), corner(0.75, 0.6)]), want);
  near(boxShares(VIEW, [corner(0.75, 0.1), corner(0.25, 0.6)]), want);
  near(boxShares(VIEW, [corner(0.25, 0.6), corner(2, -3)]), [[0.25, 1], [0, 0.6]]);
});

test("a thin box is meant along one side only", () => {
  const [x, y] = [VIEW.box.left + 100, VIEW.box.top + 100];
  near(boxShares(VIEW, [[x, y], [x + 11, y + 200]])[0], [0, 1]);
  near(boxShares(VIEW, [[x, y], [x + 200, y - 11]])[1], [0, 1]);
  ok(boxShares(VIEW, [[x, y], [x + 12, y + 12]]).flat().every((share) => share > 0 && share < 1));
});
