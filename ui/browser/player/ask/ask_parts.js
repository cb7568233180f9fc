// What a question is answered with: choices, numbers on a slider; and the words and buttons beside them.

import { say } from "../../shared/words.js";

let made = 0; // questions, so that the choices of each are a group of their own

// One of several answers, each `[answer, words]`.
export function choices(question, offered, chosen) {
  const list = document.createElement("div");
  list.dataset.choices = "";
  list.setAttribute("role", "radiogroup");
  list.setAttribute("aria-label", question);
  const name = `ask-${made++}`;
  for (const [answer, words] of offered) {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name, value: answer });
    radio.addEventListener("change", () => chosen(answer));
    label.append(radio, ` ${words}`);
    list.append(label);
  }
  return list;
}

// One of many numbers, `stops`, as they are written. Where the slider begins is no answer yet.
export function numbers(question, stops, unit, chosen) {
  const around = document.createElement("div");
  around.dataset.acts = "";
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: stops.length - 1, step: 1, value: 0 });
  slider.setAttribute("aria-label", question);
  const shown = document.createElement("output");
  const tell = () => {
    shown.textContent = `${stops[slider.value]} ${unit}`;
    slider.setAttribute("aria-valuetext", shown.textContent);
  };
  slider.addEventListener("input", () => {
    tell();
    chosen(stops[slider.value]);
  });
  tell();
  shown.textContent = say("Move the slider");
  around.append(slider, shown);
  return around;
}

export function button(words, act) {
  const element = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  element.addEventListener("click", act);
  return element;
}

export function paragraph(words, name = "") {
  const element = Object.assign(document.createElement("p"), { textContent: words });
  if (name) element.dataset[name] = "";
  return element;
}
