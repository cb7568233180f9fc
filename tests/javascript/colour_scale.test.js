// The scale below the map: it keeps clear of the title of the axis.

import { drawColourScale } from "../../ui/browser/player/plot/colour_scale.js";
import { equal, ok, test } from "./harness.js";

const LOOK = { ink: "#000000", faint: "#888888", text: 13, dark: false };

// Where its words begin and how wide its strip is, in a frame so wide; null where nothing is drawn.
function drawn(width, low, high, title = "x") {
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = `${LOOK.text}px sans-serif`;
  const found = { left: Infinity, strip: null, right: -Infinity, half: ctx.measureText(title).width / 2 };
  ctx.fillText = (words, x) => {
    const wide = ctx.measureText(words).width;
    const left = ctx.textAlign === "right" ? x - wide : x;
    Object.assign(found, { left: Math.min(found.left, left), right: Math.max(found.right, left + wide) });
  };
  ctx.fillRect = (left, top, wide) => (found.strip = wide);
  const terrain = { height: { low, top: 1 }, lossAt: () => high, colours: { light: ["#000000", "#ffffff"] } };
  drawColourScale(ctx, { box: { left: 50, top: 0, width, height: 200 }, axes: [{ title }] }, terrain, LOOK, "sans-serif");
  return found.strip === null ? null : found;
}

test("the scale ends with the frame and stays right of its middle", () => {
  for (const [low, high, title] of [[0, 14.3, "x"], [0.00208, 182000, "component 1"], [-0.000123, 1.23e-9, "x"]]) {
    for (const width of [240, 330, 420, 800]) {
      const found = drawn(width, low, high, title);
      if (!found) continue;
      ok(found.left >= 50 + width / 2 + found.half + 11, `${width}: ${found.left}`);
      ok(Math.abs(found.right - 50 - width) < 1);
      ok(found.strip >= 36 && found.strip <= 96);
    }
  }
});

test("it is whole where there is room, shorter where there is less, and then not there", () => {
  equal([drawn(800, 0, 14).strip, drawn(200, 0, 14)], [96, null]);
  const { strip } = drawn(330, 0, 14);
  ok(strip < 96 && strip >= 36, String(strip));
});
