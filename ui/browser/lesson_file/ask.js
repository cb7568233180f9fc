// The question of a step in a lesson's file: first the prediction; once it is made, the question again.

import { say } from "../shared/words.js";
import { number } from "../shared/written.js";
import { REACHED, SHOWN, letter } from "./answers.js";
import { button, inWords, made, placeWords } from "./parts.js";

// -> what stands there
export function ask(lesson) {
  const { now, told, answered } = lesson;
  if (!now.ask) return [];
  const question = made("p", { html: `<b>${told.question}</b>` });
  if (answered) return [question, ...waiting(lesson)];
  const asks = { choose, estimate, point, goal };
  return asks[now.ask.kind](lesson, question);
}

// While the race is on: what was answered.
function waiting({ now, told, answer }) {
  if (answer === SHOWN || now.ask.kind === "goal") return [];
  const words = say("Your prediction: {place}", { place: inWords(now.ask, told, answer) });
  return [made("div", { className: "st-key-lesson-waiting" }, made("p", { textContent: words }))];
}

// The buttons below a prediction; `answer()` is empty where nothing was chosen yet.
function commit(lesson, answer) {
  const mine = button(say("That is my prediction"), "lesson-commit", () => lesson.answers(answer()), !answer());
  mine.firstChild.toggleAttribute("data-primary", true);
  return made("div", { className: "buttons" }, mine, button(say("Just show me"), "lesson-shown", () => lesson.answers(SHOWN)));
}

function choose(lesson, question) {
  let picked = "";
  const buttons = commit(lesson, () => picked);
  const field = made("fieldset", {}, made("legend", { html: question.innerHTML }));
  lesson.told.choices.forEach((words, k) => {
    const input = made("input", { type: "radio", name: "choice", value: letter(k) });
    input.addEventListener("change", () => {
      picked = input.value;
      buttons.querySelector("button").disabled = false;
    });
    field.append(made("label", {}, input, made("span", { html: words })));
  });
  return [field, buttons];
}

// A slider of round numbers; what stands where it begins was not chosen.
function estimate(lesson, question) {
  const { stops } = lesson.now.ask;
  const slider = made("input", { type: "range", min: 0, max: stops.length - 1, step: 1, value: 0 });
  const shown = made("output");
  const buttons = commit(lesson, () => (Number(slider.value) ? String(stops[slider.value]) : ""));
  const tell = () => {
    const words = `${number(stops[slider.value], 3)}${lesson.told.unit}`;
    shown.textContent = words;
    slider.setAttribute("aria-valuetext", words);
    buttons.querySelector("button").disabled = !Number(slider.value);
  };
  slider.addEventListener("input", tell);
  tell();
  return [made("label", { className: "estimate" }, question, slider, shown), buttons];
}

function point(lesson, question) {
  const { guess } = lesson;
  const hint = guess
    ? say("Your prediction: {place}", { place: placeWords(guess) })
    : say("Click on the map, or move the ring there with the arrow keys.");
  return [question, made("p", { textContent: hint }), commit(lesson, () => guess?.join("_") ?? "")];
}

// Nothing can be turned in a file: a few settings are prepared, and one of them reaches the goal.
function goal(lesson, question) {
  const { tries } = lesson.now.ask;
  const field = made("fieldset", {}, made("legend", { textContent: say("Try a setting:") }));
  lesson.told.tries.forEach((words, k) => {
    const { reached, ...race } = tries[k];
    const mine = lesson.shown?.stage === race.stage;
    const one = button(words, `lesson-try-${k}`, () => tried(lesson, race, reached));
    one.firstChild.setAttribute("aria-pressed", String(mine));
    field.append(one);
  });
  const missed = lesson.shown ? [made("p", { className: "note", html: lesson.told.feedback[1] })] : [];
  const solved = tries.find(({ reached }) => reached);
  const given = button(say("Show me"), "lesson-solved", () => tried(lesson, solved, true, SHOWN));
  return [question, field, ...missed, given];
}

function tried(lesson, { stage, ground }, reached, answer = REACHED) {
  if (reached) lesson.answers(answer);
  lesson.see({ stage, ground });
}
