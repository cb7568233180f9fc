// Where the three pictures of the stage lie.

import { isAbreast } from "../../ui/browser/player/layout.js";
import { equal, test } from "./harness.js";

test("the chart stands beside the surface where that makes the surface larger", () => {
  equal(isAbreast(800, 390, 290), true); // a window of 1280 x 720 with its sidebar closed
  equal(isAbreast(790, 570, 290), true); // 1440 x 900
  equal(isAbreast(440, 610, 290), false); // 1440 x 900 beside the sidebar: no room for a chart
  equal(isAbreast(700, 1100, 290), false); // a high window: above the chart is room enough
  equal(isAbreast(645, 560, 446), false); // a lecture: large letters need a wide chart
  equal(isAbreast(700, 0, 290), false); // one below the other, on a phone
});
