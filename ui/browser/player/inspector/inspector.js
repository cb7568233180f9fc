// The inspector: one step of the focused racer, line by line, with its numbers. Everything is text;
// nothing that came from elsewhere becomes markup.

import { say } from "../../shared/words.js";
import { inNumbers, inSymbols, number } from "./formulas.js";
import { groundWords, lineAloud, position, ruleAloud, sentence, told, valueOf } from "./step_words.js";
import { readInspect } from "./worked_lines.js";

const OFTEN = 130; // ms between two pictures of a race that plays
const QUIET = 700; // ms of rest before a step is read aloud
let sheet = null;

// Show a run below `root`. `inspect`: what the server sent, or what `readInspect` made of it.
// -> { update(inspect), show(step, playing), close() }
export function mountInspector(root, inspect) {
  if (!sheet?.isConnected) {
    sheet = make("link", { rel: "stylesheet", href: new URL("./inspector.css", import.meta.url).href });
    document.head.append(sheet);
  }
  const inspector = new Inspector(root);
  inspector.update(inspect);
  return inspector;
}

class Inspector {
  constructor(root) {
    this.root = root;
    this.step = 0;
    this.playing = false;
    this.chosen = -1; // a line, or all of them
    this.painted = 0;
    this.off = new AbortController();
    const { signal } = this.off;
    const press = (move) => () => this.walk(move);
    this.heading = make("h2", { class: "inspect-heading" });
    this.moved = make("p", { class: "inspect-moved" });
    this.ground = make("p", { class: "inspect-ground" });
    this.ended = make("p", { class: "inspect-ended" });
    this.count = make("span", { class: "inspect-count" });
    const buttons = [
      [say("Line before"), "↑", -1],
      [say("Next line"), "↓", 1],
    ].map(([label, sign, move]) => {
      const button = make("button", { type: "button", "aria-label": label, title: label }, sign);
      button.addEventListener("click", press(move), { signal });
      return button;
    });
    this.walker = make("div", { class: "inspect-walk", role: "group", "aria-label": say("Line by line") });
    this.walker.append(...buttons, this.count);
    this.walker.addEventListener("keydown", (event) => this.key(event), { signal });
    this.head = make("div", { class: "inspect-columns", "aria-hidden": "true" });
    for (const name of ["", "x", "y"]) this.head.append(make("span", {}, name));
    this.list = make("ol", { class: "inspect-lines" });
    this.note = make("p", { class: "inspect-note" });
    this.voice = make("p", { class: "inspect-voice", "aria-live": "polite" });
    this.box = make("section", { class: "inspect", "aria-label": say("This step, line by line") });
    const top = make("div", { class: "inspect-top" });
    top.append(this.heading, this.walker);
    this.box.append(top, this.moved, this.ground, this.head, this.list, this.note, this.ended, this.voice);
    root.append(this.box);
  }

  // Another run, or the same with other numbers; the line looked at stays.
  update(inspect) {
    this.run = inspect instanceof Uint8Array ? readInspect(inspect) : inspect;
    this.box.hidden = !this.run;
    clearTimeout(this.speaking);
    if (!this.run) return;
    if (this.chosen >= this.run.lines.length) this.chosen = -1;
    this.cells = this.run.lines.map((line) => this.line(line));
    this.list.replaceChildren(...this.cells.map(({ item }) => item));
    const primes = JSON.stringify(this.run.lines).includes("'");
    this.note.textContent = primes ? say("′ marks a value before the step.") : "";
    this.paint();
  }

  line(line) {
    const { name, of, tree, pieces, columns } = line;
    const item = make("li", {});
    if (pieces) {
      const words = make("span", { class: "inspect-words" });
      item.append(words);
      return { item, words };
    }
    const { symbols } = this.run;
    const spoken = ruleAloud(this.run, line);
    const rule = make("span", { class: "inspect-rule", role: "math", "aria-label": spoken });
    rule.textContent = `${symbols[name] ?? name} = ${inSymbols(tree, symbols)}`;
    const values = make("span", { class: "inspect-values", "data-of": of });
    item.append(rule, values);
    const made = columns.map((c) => {
      const cell = make("span", { class: "inspect-value", "data-c": of === "one" ? "" : c });
      const [tag, sum, result] = [make("i", {}), make("span", {}), make("b", {})];
      tag.textContent = of === "one" ? "" : `${c}: `;
      cell.append(tag, sum, result);
      values.append(cell);
      return { c, sum, result };
    });
    return { item, values: made };
  }

  // While a race plays, not every step is shown, and none is read aloud.
  show(step, playing = false) {
    if (step === this.step && playing === this.playing) return;
    Object.assign(this, { step, playing });
    clearTimeout(this.late);
    clearTimeout(this.speaking);
    const wait = this.painted + OFTEN - performance.now();
    if (playing && wait > 0) this.late = setTimeout(() => this.paint(), wait);
    else this.paint();
    if (!playing && this.run) this.speaking = setTimeout(() => this.say(sentence(this.run, this.at)), QUIET);
  }

  // The step shown: of a shorter run, its last.
  get at() {
    return Math.min(this.step, this.run.steps);
  }

  paint() {
    if (!this.run || this.closed) return;
    this.painted = performance.now();
    const { run } = this;
    const k = this.at;
    this.box.dataset.step = String(k);
    this.heading.textContent = k
      ? say("Step {at} of {all} — {name}", { at: k, all: run.steps, name: run.name })
      : say("Start — {name}", run);
    this.moved.textContent = position(run, k);
    this.ground.textContent = say("Ground here: {ground}.", { ground: groundWords(run, k) });
    this.ended.textContent = k === run.steps ? run.message : "";
    this.list.toggleAttribute("data-before", k === 0);
    run.lines.forEach((line, index) => this.fill(line, this.cells[index], k));
    this.choose();
  }

  fill(line, { words, values }, k) {
    if (words) {
      words.textContent = told(this.run, line, k);
      return;
    }
    for (const { c, sum, result } of values) {
      const value = k ? number(valueOf(this.run, line, c, k)) : "";
      const numbers = k ? inNumbers(line.tree, c, k, this.run) : "";
      sum.textContent = numbers === value ? "" : numbers;
      result.textContent = value && (numbers === value ? value : ` = ${value}`);
    }
  }

  say(text) {
    if (!this.closed) this.voice.textContent = text;
  }

  // From all lines to the first, and so on, and back to all of them.
  walk(move) {
    const many = this.run.lines.length + 1;
    this.chosen = ((this.chosen + 1 + move + many) % many) - 1;
    this.choose();
    clearTimeout(this.speaking);
    this.say(this.chosen < 0 ? say("All lines") : lineAloud(this.run, this.run.lines[this.chosen], this.at));
  }

  choose() {
    const many = this.cells.length;
    this.count.textContent = this.chosen < 0
      ? say("all {all} lines", { all: many })
      : say("line {at} of {all}", { at: this.chosen + 1, all: many });
    this.cells.forEach(({ item }, index) => {
      if (index === this.chosen) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
  }

  key(event) {
    const move = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.walk(move);
  }

  close() {
    this.closed = true;
    clearTimeout(this.late);
    clearTimeout(this.speaking);
    this.off.abort();
    this.box.remove();
  }
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}
