// The map as a whole, with a graphics card.

import { MapPanel } from "../../ui/browser/player/plot/map_panel.js";
import { readTerrain } from "../../ui/browser/player/terrain/terrain.js";
import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, test } from "./harness.js";
import { LOOK, raceOver } from "./terrains.js";

test("a map whose context came back is painted again", async () => {
  const root = document.createElement("div");
  root.innerHTML = '<div data-plot="contour" style="width: 400px; height: 300px"></div>';
  document.body.append(root);
  const panel = new MapPanel(root, () => {});
  const bowl = readTerrain(unpack(await given("terrains")).parts.bowl);
  panel.ground(bowl, { titles: ["x", "y"], points: [] }, false);
  panel.show({ ...raceOver(bowl, [[0, 1], [1, 0]]), runs: [] }, (name) => name, LOOK);
  let drawn = 0;
  const { draw } = panel.painter;
  panel.painter.draw = (...facts) => (drawn++, draw.apply(panel.painter, facts));
  const paint = () => panel.paint(1, { ...LOOK, focus: "gd", future: true });
  paint();
  paint();
  equal(drawn, 1);
  panel.groundCanvas.dispatchEvent(new Event("webglcontextrestored")); // empty, as far as anybody knows
  paint();
  equal(drawn, 2);
  panel.close();
  root.remove();
});
