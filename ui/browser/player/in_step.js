// Two stages side by side go in step: the first one leads, its bar plays both, and the keys of either are the
// same. What is zoomed on one map is on the other one, where both have one ground.

import { say } from "../shared/words.js";

const stages = new Map(); // by side

// `pair`: the side of this stage, the steps of the longer race, and whether both are on the `same` ground.
export function keepStep(pair, stage) {
  if (!pair) return;
  const { root, playback, unseen } = stage;
  root.dataset.pair = pair.side;
  root.setAttribute("aria-label", say("Race {side}", { side: pair.side.toUpperCase() }));
  playback.least = pair.steps;
  stage.same = pair.same;
  stage.both = () => bothOf(stage);
  if (stages.get(pair.side) !== stage) {
    stages.set(pair.side, stage);
    unseen.addEventListener("change", () => each(stage, (other) => hideFuture(other, unseen.checked)));
    stage.panels.contour.onSee = (sides) => each(stage, (other) => seeThere(other, stage, sides));
  }
  const [first, second] = ["a", "b"].map((side) => stages.get(side));
  if (!lives(first) || !lives(second)) return;
  second.playback.follow(first.playback);
}

// Both stages, the first one first: what is saved of one is saved of both.
function bothOf(stage) {
  const both = ["a", "b"].map((side) => stages.get(side));
  return both.every(lives) ? both : [stage];
}

const lives = (stage) => stage && !stage.closed && stage.root.isConnected;

function each(stage, act) {
  for (const other of stages.values()) if (other !== stage && lives(other)) act(other);
}

function hideFuture(other, hidden) {
  if (other.unseen.checked === hidden) return;
  other.unseen.checked = hidden;
  other.schedule();
}

function seeThere(other, stage, sides) {
  const { contour } = other.panels;
  if (stage.same && JSON.stringify(contour.seen) !== JSON.stringify(sides)) contour.see(sides);
}
