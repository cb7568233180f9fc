// The legend above the plots: every racer's line, name and result. A click on the name picks the one
// that is explained; one on the line hides it or shows it again, a double click all others. A lamp tells
// what is bound to go wrong.

import { say } from "../shared/words.js";
import { AdviceNote } from "./advice_note.js";
import { dashes } from "./plot/lines.js";
import { drawn } from "../shared/svg.js";

const TWICE = 350; // milliseconds between the clicks of a double click

export class Legend {
  constructor(root, pick, hidden) {
    this.element = root.querySelector("[data-legend]");
    this.pick = pick;
    this.hidden = hidden;
    this.note = new AdviceNote(root);
  }

  // `step`: up to which step it may be told how a run ended; `advice`: sentences by label.
  update({ runs }, focus, colours, step = Infinity, advice = {}) {
    const ended = (run) => step >= run.steps;
    const wordsOf = (run) => (ended(run) ? run.words : "");
    this.advice = Object.fromEntries(runs.filter(ended).map(({ label }) => [label, advice[label]]));
    const facts = runs.map((r) => [
      r.label, wordsOf(r), colours(r.colour), this.hidden.has(r.label), this.advice[r.label],
    ]);
    const key = JSON.stringify([facts, focus]);
    if (key === this.key) return;
    this.key = key;
    this.runs = runs;
    const kept = this.element.contains(document.activeElement) ? document.activeElement.dataset : {};
    this.element.replaceChildren(...runs.map((run) => this.entry(run, wordsOf(run), run.label === focus, colours)));
    const again = [...this.element.querySelectorAll("button")];
    again.find((e) => ["run", "shows", "advice"].every((name) => e.dataset[name] === kept[name]))?.focus();
    this.note.keep(again.map((each) => each.dataset.advice));
  }

  entry(run, words, focused, colours) {
    const entry = document.createElement("span");
    entry.dataset.entry = "";
    const name = button("run", run.label, focused, say("Explain {name}", run));
    name.append(words ? `${run.name} – ${words}` : run.name);
    name.addEventListener("click", () => this.pick(run.label));
    entry.append(this.line(run, colours(run.colour)), name);
    const advice = this.advice[run.label];
    if (advice) entry.append(this.note.lamp(run, advice));
    return entry;
  }

  close() {
    this.note.close();
  }

  line(run, colour) {
    const shown = !this.hidden.has(run.label);
    const title = shown
      ? say("Hide {name} (double click or Shift: only this one)", run)
      : say("Show {name} (double click or Shift: only this one)", run);
    const made = button("shows", run.label, shown, title);
    made.setAttribute("aria-label", say("Show {name}", run));
    made.append(swatch(run, colour));
    made.addEventListener("click", (event) => {
      const { last } = this;
      this.last = { label: run.label, time: event.timeStamp };
      const twice = last?.label === run.label && event.timeStamp - last.time < TWICE;
      if (twice || !event.shiftKey) this.hidden.toggle(run.label); // the second undoes the first
      if (twice || event.shiftKey) this.hidden.solo(run.label, this.runs);
    });
    return made;
  }
}

function button(kind, label, pressed, title) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset[kind] = label;
  made.setAttribute("aria-pressed", String(pressed));
  made.title = title;
  return made;
}

function swatch(run, colour) {
  const svg = drawn("svg", { width: 34, height: 10, "aria-hidden": true });
  const dash = dashes(run.dash, 2.5).join(" ");
  const line = { d: "M0 5H34", stroke: colour, "stroke-width": 3, "stroke-dasharray": dash };
  const fill = "var(--st-background-color)";
  const ring = { cx: 17, cy: 5, r: 4, stroke: colour, "stroke-width": 1.6, fill };
  svg.append(drawn("path", line), drawn("circle", ring));
  return svg;
}
