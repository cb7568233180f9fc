// Colours of the dark theme put in the place of the light ones.

import { swap } from "../../ui/browser/shared/theme.js";
import { equal, ok, test } from "./harness.js";

const DARK = { "#ffffff": "#000000", "#c2410c": "#fb923c" };

test("every colour is swapped, however deep, and nothing else", () => {
  const value = { line: { color: "#c2410c", width: 2 }, list: ["#ffffff", "circle", null, true], n: 1 };
  equal(swap(value, DARK), { line: { color: "#fb923c", width: 2 }, list: ["#000000", "circle", null, true], n: 1 });
});

test("what was given stays as it is", () => {
  const value = { colour: "#ffffff" };
  swap(value, DARK);
  equal(value, { colour: "#ffffff" });
});

test("plain numbers are not copied", () => {
  const numbers = new Float32Array([1, 2]);
  ok(swap({ numbers }, DARK).numbers === numbers);
});
