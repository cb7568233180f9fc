// The axes of the 3-D view: what they say, and that no label lies over another or outside of the picture.

import { axesOf3d, drawAxes3d, lossTicks, roomFor } from "../../ui/browser/player/view3d/axes3d.js";
import { boxOf, viewOf } from "../../ui/browser/player/view3d/camera.js";
import { equal, near, numberIn, ok, test } from "./harness.js";
import { LOOK, terrainOf } from "./terrains.js";

const SIZE = [620, 420];
const terrain = terrainOf((x, y) => x * x + y * y, [[-2, 2], [-1, 3]], 13);
const seen = (azimuth, elevation, text = 13) =>
  viewOf({ azimuth, elevation, distance: 1 }, SIZE, boxOf(terrain.bounds, 13, false), roomFor(text));

// A pen that notes texts and where they stand: [text, left, upper, right, lower].
function notes(size) {
  const texts = [];
  const nothing = () => {};
  return {
    texts, measureText: (text) => ({ width: 0.6 * size * text.length }), setLineDash: nothing, beginPath: nothing,
    moveTo: nothing, lineTo: nothing, stroke: nothing,
    fillText: (text, x, y) => texts.push([text, x, y - size / 2, x + 0.6 * size * text.length, y + size / 2]),
  };
}

test("labels lie neither over each other nor outside, wherever the camera stands and however large they are", () => {
  let most = 0;
  for (let azimuth = -180; azimuth < 180; azimuth += 7) {
    for (const elevation of [5, 30, 60, 88]) {
      for (const text of [13, 20]) {
        const pen = notes(text);
        drawAxes3d(pen, seen(azimuth, elevation, text), terrain, { ...LOOK, text, font: "sans-serif" });
        most = Math.max(most, pen.texts.length);
        pen.texts.forEach(([word, left, upper, right, lower], k) => {
          ok(left >= 0 && upper >= 0 && right <= SIZE[0] && lower <= SIZE[1], `${word} is outside`);
          const over = pen.texts.slice(k + 1).find(([, a, b, c, d]) => left < c && right > a && upper < d && lower > b);
          ok(!over, `${word} lies over ${over?.[0]}`);
        });
      }
    }
  }
  ok(most >= 12, `at most ${most} labels`);
});

test("from where both sides of the block are seen, every axis has its name and three ticks at least", () => {
  for (const azimuth of [-25, -65, 45, 155]) {
    const pen = notes(13);
    const view = seen(azimuth, 42);
    drawAxes3d(pen, view, terrain, { ...LOOK, font: "sans-serif" });
    const words = pen.texts.map(([word]) => word);
    ok(["x", "y", "loss"].every((name) => words.includes(name)), String(words));
    equal(axesOf3d(view, terrain, 13).map(({ ticks }) => ticks.length >= 3), [true, true, true]);
  }
});

test("x and y stand at the edges that are near, the loss at the left", () => {
  const [x, y, loss] = axesOf3d(seen(-25, 42), terrain, 13);
  equal([x.from[1], y.from[0]], [-1, -2]);
  const [far, turned] = axesOf3d(seen(155, 42), terrain, 13);
  equal([far.from[1], turned.from[0]], [3, 2]);
  const view = seen(-25, 42);
  const left = Math.min(...[-2, 2].flatMap((a) => [-1, 3].map((b) => view.point(a, b, 0)[0])));
  near(view.point(...loss.from)[0], left);
});

test("an axis that leads away from the eye has no ticks, nor a loss seen from above", () => {
  equal(axesOf3d(seen(0, 30), terrain, 13).map(({ ticks }) => ticks.length > 0), [true, false, true]);
  equal(axesOf3d(seen(-25, 88), terrain, 13)[2].ticks, []);
});

test("a loss stands at exactly the height it has", () => {
  const plain = lossTicks({ log: false, low: -3.2, scale: 1, top: 10 }, 5);
  for (const [height, words] of plain) near(height, numberIn(words) + 3.2);
  ok(plain.length >= 3);
  const log = { log: true, low: 0.37, scale: 0.02, top: 4 };
  const found = lossTicks(log, 6);
  ok(found.length >= 3);
  for (const [height, words] of found) near(height, Math.log10(1 + (numberIn(words) - 0.37) / 0.02), 1e-2);
  ok(found.slice(1).every(([, words]) => words.replace(/[0.]/g, "").length === 1), "round ones");
  equal(lossTicks(log, 0), []);
});
