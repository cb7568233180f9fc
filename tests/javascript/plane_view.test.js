// The view of a plot with two axes, and the surface whose knobs are turned.

import { planeView, widened } from "../../ui/browser/player/plot/plane_view.js";
import { knobOf, turnedTerrain } from "../../ui/browser/player/turned_knobs.js";
import { MARGIN, ticks } from "../../ui/browser/shared/axes.js";
import { equal, near, ok, test } from "./harness.js";

const AXES = [{ lo: -2, hi: 2 }, { lo: 0, hi: 10 }];

test("corners of the window are corners of the frame", () => {
  const { point, box, span } = planeView(AXES, 500, 400);
  near([point(-2, 0), point(2, 10)], [[box.left, box.top + box.height], [box.left + box.width, box.top]]);
  equal(span, [4, 10]);
});

test("a pixel comes back as its place, also on a logarithmic axis", () => {
  for (const up of [AXES[1], { lo: 1e-3, hi: 1e3, log: true }]) {
    const { point, data } = planeView([AXES[0], up], 500, 400);
    near(point(...data(123, 45)), [123, 45]);
  }
});

test("a view holds its frame", () => {
  const { holds, box: { left, top, width, height } } = planeView(AXES, 500, 400);
  equal([holds(left, top), holds(left + width, top + height), holds(left - 1, top), holds(left, top + height + 1)], [true, true, false, false]);
});

test("a frame with an aspect keeps it, in every place", () => {
  for (const [width, height] of [[900, 400], [300, 700], [500, 500]]) {
    const { box, point } = planeView(AXES, width, height, { aspect: 0.4 });
    near(box.width / box.height, 0.4);
    const [[x0, y0], [x1, y1]] = [point(0, 0), point(1, 1)];
    near(x1 - x0, y0 - y1); // a unit is as long across as up
    ok(box.left >= MARGIN.left && box.left + box.width <= width - MARGIN.right + 1e-9);
    ok(box.top >= MARGIN.top && box.top + box.height <= height - MARGIN.bottom + 1e-9);
  }
});

test("larger letters have more room", () => {
  const [small, large] = [13, 26].map((text) => planeView(AXES, 500, 400, { text }).box);
  equal([large.left, large.top], [2 * small.left, 2 * small.top]);
});

test("a window grows about its middle until it has the aspect", () => {
  equal(widened([[0, 1], [0, 1]], 2), [[-0.5, 1.5], [0, 1]]);
  equal(widened([[0, 4], [0, 1]], 2), [[0, 4], [-0.5, 1.5]]);
});

test("a logarithmic axis has three ticks at least, and powers of ten are written as such", () => {
  for (const [lo, hi] of [[3e-17, 20], [1e-9, 3], [0.02, 60], [2, 9], [1e-3, 2e3]]) {
    const found = ticks({ lo, hi, log: true }, 2.4);
    ok(found.length >= 3, `${found.length} from ${lo} to ${hi}`);
    ok(found.every(([value]) => value >= lo * 0.999 && value <= hi * 1.001));
  }
  equal(ticks({ lo: 1e-12, hi: 1, log: true }, 4).map(([, words]) => words), ["10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"]);
});

test("only a knob of this surface turns its ground", () => {
  const terrain = {
    has: (name) => name === "kappa",
    withKnobs: (values) => ({ values, seenAs: (window, height) => ({ values, window, height }) }),
  };
  equal([knobOf(terrain, { "surface.kappa": "3" }), knobOf(terrain, { "surface.b": "3" })], ["kappa", null]);
  equal([knobOf(terrain, { steps: "3" }), knobOf(null, { "surface.kappa": "3" }), knobOf(terrain, null)], [null, null, null]);
  equal(turnedTerrain(terrain, { "surface.kappa": "3" }).values, { kappa: 3 });
  equal(turnedTerrain(terrain, { "surface.kappa": "3" }, { window: 1, height: 2 }), { values: { kappa: 3 }, window: 1, height: 2 });
  ok(turnedTerrain(terrain, { steps: "3" }) === terrain);
});
