// How what is taken along is to be: how many times as large, how wide a film is and how long it takes. What
// one chose stays from one menu to the next.

import { say } from "../words.js";

export const chosen = { scale: 2, width: 720, seconds: 8 };
export const SIZES = [1, 2, 3, 4];
const FILMS = [
  ["width", [480, 720, 1080], (n) => say("{n} px", { n })],
  ["seconds", [4, 8, 16], (n) => say("{n} s", { n })],
];

// A row of sizes for the picture, and one of two choices for films.
export function sizeRow() {
  return row(say("Size"), [["scale", SIZES, (n) => `${n}×`]]);
}

export function filmRow() {
  const films = row(say("GIF"), FILMS);
  Object.assign(films, { title: say("How wide a GIF is, and how long a film takes") });
  films.dataset.offer = "";
  return films;
}

function row(name, choices) {
  const group = document.createElement("div");
  group.dataset.choice = "";
  group.append(Object.assign(document.createElement("span"), { textContent: name }));
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", name);
  for (const [fact, values, words] of choices) {
    const buttons = values.map((value) => option(fact, value, words(value)));
    buttons.forEach((button) => button.addEventListener("click", () => {
      chosen[fact] = Number(button.dataset.value);
      buttons.forEach(tell);
    }));
    group.append(...buttons);
  }
  return group;
}

function option(fact, value, textContent) {
  const button = Object.assign(document.createElement("button"), { type: "button", tabIndex: -1, textContent });
  button.setAttribute("role", "menuitemradio");
  Object.assign(button.dataset, { fact, value: String(value) });
  tell(button);
  return button;
}

function tell(button) {
  const { fact, value } = button.dataset;
  button.setAttribute("aria-checked", String(chosen[fact] === Number(value)));
}
