// The axes of maps: from numbers to pixels and back, and ticks.

import { MARGIN, scaleOf, ticks, viewOf } from "../../ui/browser/shared/axes.js";
import { equal, near, numberIn, ok, test } from "./harness.js";

const LINEAR = { lo: -2, hi: 6 };
const LOG = { lo: 1e-4, hi: 100, log: true };

test("shares run from 0 to 1", () => {
  for (const axis of [LINEAR, LOG]) near([scaleOf(axis).to(axis.lo), scaleOf(axis).to(axis.hi)], [0, 1]);
  near(scaleOf(LINEAR).to(0), 0.25);
  near(scaleOf(LOG).to(0.1), 0.5);
});

test("a share comes back as its number", () => {
  for (const axis of [LINEAR, LOG]) {
    for (const share of [-0.3, 0, 0.123, 0.5, 1, 1.7]) near(scaleOf(axis).to(scaleOf(axis).from(share)), share);
  }
});

test("a view has room for the ticks", () => {
  const { box } = viewOf([LINEAR, LOG], 500, 400);
  equal(box, { left: 58, top: 8, width: 432, height: 348 });
  equal(viewOf([LINEAR, LOG], 10, 10).box, { left: 58, top: 8, width: 1, height: 1 });
});

test("the lower left corner is where both axes begin", () => {
  const view = viewOf([LINEAR, LOG], 500, 400);
  near(view.point(LINEAR.lo, LOG.lo), [MARGIN.left, 400 - MARGIN.bottom]);
  near(view.point(LINEAR.hi, LOG.hi), [500 - MARGIN.right, MARGIN.top]);
});

test("a pixel comes back as its place", () => {
  const view = viewOf([LINEAR, LOG], 500, 400);
  for (const pixel of [[58, 8], [100, 300], [490, 356]]) {
    near(view.point(...view.data(...view.shares(...pixel))), pixel, 1e-12);
  }
});

test("a view holds its edges and nothing beyond", () => {
  const view = viewOf([LINEAR, LOG], 500, 400);
  const held = [[58, 8], [490, 356], [57.9, 100], [490.1, 100], [100, 7.9], [100, 356.1]];
  equal(held.map((at) => view.holds(...at)), [true, true, false, false, false, false]);
});

test("ticks are round, few and inside", () => {
  for (const [lo, hi] of [[-2, 6], [0, 1], [1e-9, 2e-9], [3.13, 3.17], [-5e6, 4e6], [99.9, 100.1]]) {
    const found = ticks({ lo, hi }, 6);
    ok(found.length >= 2 && found.length <= 7, `${found.length} from ${lo} to ${hi}`);
    for (const [value, text] of found) {
      const edge = 1e-6 * (hi - lo);
      ok(value >= lo - edge && value <= hi + edge, `${value}`);
      near(numberIn(text), value, 1e-7);
    }
  }
});

test("ticks of a logarithmic axis are powers of ten, or 1, 2 and 5 of these", () => {
  const values = (lo, hi) => ticks({ lo, hi, log: true }, 5).map(([value]) => value);
  equal(values(1, 100), [1, 2, 5, 10, 20, 50, 100]);
  equal(values(1e-4, 10), [1e-4, 1e-3, 0.01, 0.1, 1, 10]);
  ok(values(1e-12, 1e12).length <= 8);
});

test("a narrow logarithmic axis has ticks like a linear one", () => {
  equal(ticks({ lo: 10, hi: 14, log: true }, 5).map(([value]) => value), [10, 11, 12, 13, 14]);
});
