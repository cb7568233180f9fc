// One race in a page of its own: the stage, told what the page holds.

import { remember } from "./grounds.js";
import { show } from "./stage.js";

// `data`: the ground, and by racer what the stage is sent when that one is looked at.
export async function start({ first, ground, stages }, unzip) {
  remember(await unzip(ground));
  const parentElement = document.getElementById("stage");
  const see = async (label) => {
    const data = await unzip(stages[label] ?? stages[first]);
    show({ parentElement, data, setTriggerValue: (what, value) => what === "focus" && stages[value] && see(value) });
  };
  await see(first);
}
