// Axes as they are drawn: what stands beside the frame, and that nothing there lies over anything else.

import { viewOf } from "../../ui/browser/shared/axes.js";
import { drawAxes } from "../../ui/browser/shared/draw_axes.js";
import { near, ok, test } from "./harness.js";

const LOSS = { lo: 1e-4, hi: 5, log: true, title: "loss" };
const STEPS = { lo: 0, hi: 300, title: "step" };

// -> of the upright title its right end, of each label beside the axis its left end
function drawn(up, text = 13) {
  const ctx = document.createElement("canvas").getContext("2d");
  const labels = [];
  let [title, moved] = [NaN, 0];
  const { fillText, translate } = ctx;
  ctx.translate = (x, y) => {
    moved = x;
    translate.call(ctx, x, y);
  };
  ctx.fillText = (words, x, y, most = Infinity) => {
    if (words === up.title) title = moved + text / 2;
    else if (ctx.textAlign === "right") labels.push(x - Math.min(most, ctx.measureText(words).width));
    fillText.call(ctx, words, x, y);
  };
  drawAxes(ctx, viewOf([STEPS, up], 390, 220, { text }), [STEPS, up], { ink: "#000", faint: "#888", text }, "sans-serif");
  return { title, labels };
}

test("no label of the axis that goes up lies over its title", () => {
  for (const up of [LOSS, { ...LOSS, lo: 1e-9 }, { lo: 0, hi: 0.005, title: "loss" }, { lo: -90000, hi: 90000, title: "loss" }]) {
    for (const text of [13, 22]) {
      const { title, labels } = drawn(up, text);
      ok(labels.length > 2 && title >= text / 2);
      ok(Math.min(...labels) > title, `${Math.min(...labels)} is left of ${title}`);
    }
  }
});

test("beside narrow labels the title stays where it always is", () => {
  near(drawn({ lo: 0, hi: 5, title: "loss" }).title, 58 - 45 + 6.5);
});
