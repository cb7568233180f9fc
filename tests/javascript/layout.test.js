// Where the three pictures of the stage lie.

import { isAbreast, lowOf } from "../../ui/browser/player/layout.js";
import { equal, near, test } from "./harness.js";

test("the chart stands beside the surface where that makes the surface larger", () => {
  equal(isAbreast(800, 390, 290), true); // a window of 1280 x 720 with its sidebar closed
  equal(isAbreast(790, 570, 290), true); // 1440 x 900
  equal(isAbreast(440, 610, 290), false); // 1440 x 900 beside the sidebar: no room for a chart
  equal(isAbreast(700, 1100, 290), false); // a high window: above the chart is room enough
  equal(isAbreast(645, 560, 446), false); // a lecture: large letters need a wide chart
  equal(isAbreast(700, 0, 290), false); // one below the other, on a phone
});

test("the chart is as high as the style sheet has it", async () => {
  const sheet = document.createElement("style");
  sheet.textContent = await (await fetch("/ui/browser/player/stage.css")).text();
  const stage = document.createElement("div");
  stage.dataset.stage = "";
  document.body.append(sheet, stage);
  try {
    for (const tall of [400, 600, 1000]) {
      stage.style.setProperty("--tall", `${tall}px`);
      near(parseFloat(getComputedStyle(stage).gridTemplateRows.split(" ")[2]), lowOf(tall), 0.01);
    }
  } finally {
    stage.remove();
    sheet.remove();
  }
});
