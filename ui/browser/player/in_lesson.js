// The stage beside a lesson: the page leads. While it waits for an answer nothing plays; what leads away
// from the lesson is hidden (stage.css).

export function beside(lesson, { root, playback }) {
  root.toggleAttribute("data-lesson", Boolean(lesson));
  playback.hold(lesson?.held);
}
