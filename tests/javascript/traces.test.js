// Paths in pixels: their lengths, what is cut far outside, and what is near a pointer.

import { dashes, stroke } from "../../ui/browser/player/plot/lines.js";
import { FAR, lastSeen, nearest, placeAt, trace, within } from "../../ui/browser/player/plot/traces.js";
import { equal, near, ok, pen, test } from "./harness.js";

const of = (points) => trace(points.length, (k) => points[k]);
const GAP = [NaN, NaN];

test("lengths grow along a path, and not across a gap", () => {
  const line = of([[0, 0], [3, 4], GAP, [10, 10], [10, 12]]);
  near(line.lengths, [0, 5, 5, 5, 7]);
  equal([line.far, line.count], [false, 5]);
});

test("a path that leads far away is marked so", () => {
  ok(of([[0, 0], [FAR + 1, 0]]).far);
  ok(!of([[0, 0], [FAR, -FAR]]).far);
});

test("a piece within sight is whole", () => {
  equal(within(0, 0, 10, -10), [0, 1]);
});

test("a piece that leads out of sight is cut where it leaves", () => {
  near(within(0, 0, 4 * FAR, 0), [0, 0.25]);
  near(within(-2 * FAR, 0, 4 * FAR, FAR / 10), [0.25, 0.75]);
  near(within(0, 3 * FAR, 0, -4 * FAR), [0.5, 1]);
});

test("a piece out of sight is none", () => {
  for (const piece of [[0, 2 * FAR, 100, 0], [2 * FAR, 0, 100, 100], [NaN, 0, 1, 1], [0, 0, Infinity, 1]]) {
    const [enter, leave] = within(...piece);
    ok(!(enter < leave), `${piece}`);
  }
});

test("between two steps a place lies between two points", () => {
  const line = of([[0, 0], [10, 20], [30, 20]]);
  equal([placeAt(line, 0), placeAt(line, 1), placeAt(line, 2)], [[0, 0], [10, 20], [30, 20]]);
  near(placeAt(line, 0.25), [2.5, 5]);
  near(placeAt(line, 1.5), [20, 20]);
  equal(placeAt(line, 7), [30, 20]);
});

test("the last step that can be seen", () => {
  equal(lastSeen(of([[0, 0], [1, 1], GAP, GAP]), 3), 1);
  equal(lastSeen(of([[0, 0], [1, 1]]), 1), 1);
  equal(lastSeen(of([GAP, GAP]), 1), 0);
});

test("the nearest point of all paths is found, if one is near", () => {
  const traces = [of([[0, 0], [100, 0]]), of([[0, 50], [101, 3], GAP])];
  equal(nearest(traces, 101, 2, 9), { k: 1, step: 1 });
  equal(nearest(traces, 99, 0, 9), { k: 0, step: 1 });
  equal(nearest(traces, 50, 25, 9), null);
  equal(nearest(traces, 9, 0, 9), null); // exactly as far is not near
});

test("a stroke lifts the pen at a gap and goes on with its dashes", () => {
  const ctx = pen();
  stroke(ctx, of([[0, 0], [3, 4], GAP, [10, 10], [10, 12]]), 1, 4);
  near(ctx.lineDashOffset, 5);
  equal(ctx.drawn.map(([name, ...at]) => [name, at.join()]),
    [["beginPath", ""], ["moveTo", "3,4"], ["moveTo", "10,10"], ["lineTo", "10,12"], ["stroke", ""]]);
});

test("a far stroke is drawn piece by piece, each cut", () => {
  const ctx = pen();
  stroke(ctx, of([[0, 0], [4 * FAR, 0], [4 * FAR, 4 * FAR]]), 0, 2);
  equal(ctx.drawn, [["beginPath"], ["moveTo", 0, 0], ["lineTo", FAR, 0], ["stroke"]]);
});

test("dashes are as wide as the line asks", () => {
  equal([dashes("dash", 2), dashes("solid", 2)], [[6, 6], []]);
});
