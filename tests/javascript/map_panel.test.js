// The map as a whole, with a graphics card.

import { MapPanel } from "../../ui/browser/player/plot/map_panel.js";
import { readTerrain } from "../../ui/browser/player/terrain/terrain.js";
import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, near, test } from "./harness.js";
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

test("while a knob is turned the map has half the dots, where the card is slow", async () => {
  const root = document.createElement("div");
  root.innerHTML = '<div data-plot="contour" style="width: 400px; height: 300px"></div>';
  document.body.append(root);
  const panel = new MapPanel(root, () => {});
  const ravine = readTerrain(await given("ravine terrain"));
  const marks = { titles: ["x", "y"], points: [] };
  const show = (terrain) => {
    panel.ground(terrain, marks, false);
    panel.show({ ...raceOver(terrain, [[0, 1], [1, 0]]), runs: [] }, (name) => name, LOOK);
    panel.paint(1, { ...LOOK, focus: "gd", future: true });
    return panel.groundCanvas.width;
  };
  const whole = show(ravine);
  panel.motion.cost = 100;
  equal(show(ravine.withKnobs({ kappa: 7 })), Math.round(panel.view.box.width * panel.sharp * 0.5));
  const [shown, wide] = [panel.groundCanvas.getBoundingClientRect().width, panel.view.box.width];
  near(shown, wide, 0.5); // as large on the screen as ever
  await new Promise((done) => setTimeout(done, 300));
  equal(panel.groundCanvas.width, whole); // and fine again
  panel.motion.cost = 1;
  equal(show(ravine.withKnobs({ kappa: 8 })), whole);
  panel.close();
  root.remove();
});

test("the start that a guess is made from is drawn over its racer", async () => {
  const root = document.createElement("div");
  root.innerHTML = '<div data-plot="contour" style="width: 400px; height: 300px"></div>';
  document.body.append(root);
  const panel = new MapPanel(root, () => {});
  const bowl = readTerrain(unpack(await given("terrains")).parts.bowl);
  const race = raceOver(bowl, [[0, 1], [1, 0]], { snapshots: [] });
  const [x, y] = [race.runs[0].x[0], race.runs[0].y[0]];
  const seen = (from) => {
    panel.ground(bowl, { titles: ["x", "y"], points: [], from }, false);
    panel.show(race, () => "#ff0000", { ...LOOK, paper: "#00ff00" });
    panel.paint(0, { ...LOOK, focus: "gd", future: true });
    const [px, py] = panel.view.point(x, y).map((at) => Math.round(at * panel.sharp));
    return [...panel.heads.getContext("2d").getImageData(px, py, 1, 1).data].slice(0, 3);
  };
  equal(seen(undefined), [255, 0, 0]);
  equal(seen([x, y]), [0, 255, 0]);
  panel.close();
  root.remove();
});
