// Walking in the dark: what places tell, how planes are coloured, and where a pixel lies on the map.

import { heightAt } from "../../ui/browser/walk/day.js";
import {
  acrossPlane, crossings, downhill, lowestOf, merged, placesOf, rangeOf, shareOf, steepness,
} from "../../ui/browser/walk/felt.js";
import { mapView, within } from "../../ui/browser/walk/map_view.js";
import { equal, near, test } from "./harness.js";

const at = (loss, gx = 0, gy = 0, aspect = 1) => placesOf(Float32Array.of(0.5, 0.5, loss, gx, gy, Math.hypot(gx, gy)), aspect)[0];

test("a place is read from six numbers, steep by the shorter side", () => {
  const place = at(2, 4, 0, 2);
  equal([place.x, place.loss, place.slope], [0.5, 2, 4]);
  equal(place.steep, 2);
  equal(at(2, 0, 4, 2).steep, 4);
  equal(at(2, 4, 0, 0.5).steep, 4);
});

test("the lowest place is the first of equal ones, and none without a loss", () => {
  equal(lowestOf([at(3), at(1), at(1), at(NaN)]), 1);
  equal(lowestOf([at(NaN)]), -1);
});

test("losses have their place between the lowest and the highest promised", () => {
  const range = rangeOf([at(1, 2, 0), at(9, 10, 0)], 0.1);
  near(range.low, 0.9, 1e-6);
  near(range.high, 10, 1e-6);
  equal([shareOf(range.low, range), shareOf(range.high, range), shareOf(99, range)], [0, 1, 1]);
  const shares = [1, 2, 5, 9].map((loss) => shareOf(loss, range));
  equal([...shares].sort((a, b) => a - b), shares);
  equal(rangeOf([at(NaN)], 0.1), { low: 0, high: 1 });
  equal(rangeOf([at(4)], 0.1), { low: 4, high: 5 });
});

test("a plane rises along its slope and is level without one", () => {
  const range = { low: 0, high: 4 };
  const across = acrossPlane(at(2, 3, 4), 0.2, range, 3);
  near(across[0], shareOf(1, range), 1e-6);
  near(across[2], shareOf(3, range), 1e-6);
  equal(new Set(acrossPlane(at(2), 0.2, range, 5)).size, 1);
});

test("steeper planes cross more levels, but never too many", () => {
  const range = { low: 0, high: 4 };
  const count = (slope, most = 99) => crossings(at(2, slope, 0), 0.2, range, 24, most).length;
  equal(count(0), 0);
  equal(count(9) > count(3), true);
  equal(count(9, 4) <= 4, true);
  equal(crossings(at(2, 9, 0), 0.2, range, 24, 99).every((v) => v >= -1 && v <= 1), true);
});

test("downhill is one of eight ways, as the map lies", () => {
  equal([[-1, 0], [-1, -1], [0, -1], [1, 0], [0, 1], [1, 1]].map(([x, y]) => downhill(at(0, x, y), 1)), [0, 1, 2, 4, 6, 5]);
  equal(downhill(at(0), 1), -1);
  equal(downhill(at(0, NaN, NaN), 1), -1);
});

test("arrows are longer where it is steeper", () => {
  const places = [at(0, 100, 0), at(0, 1, 0), at(0)];
  equal(steepness(places[0].steep, places), 1);
  near(steepness(places[1].steep, places), 1 / 3, 1e-6);
  equal(steepness(0, places), 0);
});

test("what the server has not heard of yet stays, what it took back does not", () => {
  const [a, b, c] = [[0.1, 0.1], [0.2, 0.2], [0.3, 0.3]];
  equal(merged([a, b, c], [a, b], 1), [a, b, c]);
  equal(merged([a, b, c], [a], 3), [a]);
  equal(merged([a, b], [a, c], 1), [a, c]);
});

test("pixels and places lead back to each other, whole and closer", () => {
  for (const about of [null, [0.9, 0.02]]) {
    const view = mapView(640, 400, 1.5, about);
    for (const place of [[0, 0], [1, 1], [0.3, 0.8]]) {
      view.place(view.pixel(place)).forEach((v, k) => near(v, place[k], 1e-12));
    }
  }
  const whole = mapView(640, 400, 1.5, null);
  equal([whole.width, whole.height, whole.pixel([0, 1])], [600, 400, [20, 0]]);
  const closer = mapView(640, 400, 1.5, [0.5, 0.5]);
  equal(closer.pixel([0.5, 0.5]), [320, 200]);
  equal(closer.width / whole.width, closer.times);
  equal(within([-1, 0.4]), [0, 0.4]);
});

test("the ground between the points of its grid is linear, from below", () => {
  const grid = Float32Array.of(0, 1, 2, 3, 4, 5);
  equal(heightAt(grid, 3, 2, 0, 0), 0);
  equal(heightAt(grid, 3, 2, 1, 1), 5);
  equal(heightAt(grid, 3, 2, 0.25, 0.5), 2);
  equal(heightAt(grid, 3, 2, 2, -1), 2);
});
