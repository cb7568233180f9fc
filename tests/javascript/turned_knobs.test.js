// The ground while a slider is turned: what the server then says of it is drawn only where it differs.

import { turnedTerrain } from "../../ui/browser/player/turned_knobs.js";
import { readTerrain } from "../../ui/browser/player/terrain/terrain.js";
import { equal, given, ok, test } from "./harness.js";

const ASKED = { "surface.kappa": "7" };

test("a confirmed ground is the one that is shown", async () => {
  const terrain = readTerrain(await given("ravine terrain"));
  const shown = turnedTerrain(terrain, ASKED);
  equal(shown.knobs.kappa, 7);
  const { bounds: window, height } = shown;
  const said = { window, height: { ...height, top: height.top * (1 + 1e-9) } };
  ok(turnedTerrain(terrain, ASKED, said, shown) === shown);
});

test("another height, another window or a later knob is drawn", async () => {
  const terrain = readTerrain(await given("ravine terrain"));
  const shown = turnedTerrain(terrain, ASKED);
  const { bounds: window, height } = shown;
  const others = [
    [{ window, height: { ...height, top: height.top * 1.01 } }, ASKED],
    [{ window, height: { ...height, log: !height.log } }, ASKED],
    [{ window: [window[0], [0, 1]], height }, ASKED],
    [{ window, height }, { "surface.kappa": "8" }],
  ];
  for (const [said, asked] of others) {
    const made = turnedTerrain(terrain, asked, said, shown);
    ok(made !== shown);
    equal([made.bounds, made.height, made.knobs.kappa], [said.window, said.height, Number(asked["surface.kappa"])]);
  }
});
