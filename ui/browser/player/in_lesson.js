// The stage where something comes before the race: a lesson beside it, or the question of a link. While it
// waits for an answer nothing plays; what leads away is hidden (stage.css).

import { Ask } from "./ask/ask.js";

export function beside({ lesson, ask }, stage) {
  const { root, playback } = stage;
  root.toggleAttribute("data-lesson", Boolean(lesson));
  playback.hold(lesson?.held);
  stage.ask ??= new Ask(root, playback, (answer) => stage.tell("said", answer));
  stage.ask.update(ask, Boolean(lesson?.held));
}
