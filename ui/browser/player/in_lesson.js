// The stage beside something else: a lesson, the question of a link, another stage. While an answer is waited
// for nothing plays; what leads away is hidden (stage.css).

import { Ask } from "./ask/ask.js";
import { keepStep } from "./in_step.js";

export function beside({ lesson, ask, pair }, stage) {
  const { root, playback } = stage;
  root.toggleAttribute("data-lesson", Boolean(lesson));
  keepStep(pair, stage);
  playback.hold(lesson?.held);
  stage.ask ??= new Ask(root, playback, (answer) => stage.tell("said", answer));
  stage.ask.update(ask, Boolean(lesson?.held));
}
