// What surrounds the question in a lesson's file: heading, text of the step, the way on, and the table at
// its end. The words of a lesson are HTML of our own.

import { say } from "../shared/words.js";
import { number } from "../shared/written.js";
import { NOTHING } from "../shared/written.js";
import { SHOWN, chosen, placeIn, verdict } from "./answers.js";

// An element: what it says is text, unless it is given as `html`.
export function made(name, { html, ...facts } = {}, ...inner) {
  const element = Object.assign(document.createElement(name), facts);
  if (html !== undefined) element.innerHTML = html;
  element.append(...inner);
  return element;
}

export function button(words, name, act, off = false) {
  const holder = made("div", { className: `st-key-${name}` });
  const pressed = made("button", { type: "button", textContent: words, disabled: off });
  pressed.addEventListener("click", act);
  holder.append(pressed);
  return holder;
}

// The lesson's name and the switch of its language.
export function head({ facts, words, tongues }) {
  const { lang } = document.documentElement;
  const place = document.querySelector("[data-head]");
  const name = made("p", { textContent: say("Lesson {n}: {title}", { n: facts.number, title: words.title }) });
  const choose = made("nav", { ariaLabel: say("Language") });
  for (const [tag, own] of Object.entries(tongues)) {
    const one = made("button", { type: "button", lang: tag, textContent: own });
    one.setAttribute("aria-pressed", String(tag === lang));
    one.addEventListener("click", () => speak(tag));
    choose.append(one);
  }
  place.replaceChildren(name, choose);
}

// The modules know the words they were loaded with, so the page is loaded anew.
function speak(tag) {
  const asked = new URLSearchParams(location.hash.slice(1));
  asked.set("lang", tag);
  location.hash = asked;
  location.reload();
}

export function foot({ facts }) {
  const place = document.querySelector("[data-foot]");
  place.replaceChildren(`${say("This lesson in the app:")} `, made("a", { href: facts.app, textContent: facts.app }));
}

export function text({ words, told, now }) {
  const place = document.querySelector("[data-text]");
  const parts = [made("h1", { textContent: words.question, tabIndex: -1 })];
  if (now) parts.push(made("h2", { textContent: told.title, tabIndex: -1 }), made("p", { html: told.says }));
  place.replaceChildren(...parts);
}

export function way(lesson) {
  const { step, end, answered } = lesson;
  const place = document.querySelector("[data-way]");
  const parts = [button(say("Back"), "lesson-back", () => lesson.go(step - 1), step === 1)];
  if (step < end) {
    const on = button(step < end - 1 ? say("Next") : say("The end"), "lesson-next", () => lesson.go(step + 1));
    on.firstChild.toggleAttribute("data-primary", answered);
    parts.push(made("span", { textContent: say("{n} of {all}", { n: step, all: end - 1 }) }), on);
  }
  place.replaceChildren(...parts);
}

// -- the end ----------------------------------------------------------------------------------------

// What was predicted and what happened, a row a question.
export function table({ facts, words, said }) {
  const rows = facts.steps.flatMap(({ ask }, k) => (ask ? [{ ask, k, told: words.steps[k], answer: said[k] }] : []));
  const right = rows.filter(({ ask, answer }) => verdict(ask, answer)?.right);
  const line = (cells, what) => made("tr", {}, ...cells.map((words) => made(what, { textContent: words })));
  const titles = [say("Question"), say("Your prediction"), say("What happened"), say("As predicted")];
  const body = rows.map(({ ask, k, told, answer }) => {
    const yes = verdict(ask, answer)?.right ? say("yes") : NOTHING;
    return line([`${k + 1}. ${told.title}`, inWords(ask, told, answer), told.happened, yes], "td");
  });
  return made("section", {},
    made("h2", { textContent: say("What you predicted, and what happened") }),
    made("table", {}, made("thead", {}, line(titles, "th")), made("tbody", {}, ...body)),
    made("p", { textContent: say("{right} of {all} came as predicted.", { right: right.length, all: rows.length }) }),
  );
}

// An answer in words.
export function inWords(ask, told, answer) {
  if (!answer || answer === SHOWN) return NOTHING;
  const words = {
    choose: () => told.bare[chosen(answer)],
    estimate: () => `${number(Number(answer), 3)}${told.unit}`,
    point: () => placeWords(placeIn(answer)),
    goal: () => say("reached"),
  };
  return words[ask.kind]();
}

export const placeWords = ([x, y]) => `(${number(x, 3)}, ${number(y, 3)})`;
