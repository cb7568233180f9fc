// One step of the focused racer, line by line, with its numbers: see viz/inspect.py.
// Everything is text; nothing that came from elsewhere becomes markup.

import { aloud, inNumbers, inSymbols, number, said } from "./formulas.js";
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
    this.heading = make("h3", { class: "inspect-heading" });
    this.moved = make("p", { class: "inspect-moved" });
    this.ground = make("p", { class: "inspect-ground" });
    this.ended = make("p", { class: "inspect-ended" });
    this.count = make("span", { class: "inspect-count" });
    const buttons = [
      ["Line before", "↑", -1],
      ["Next line", "↓", 1],
    ].map(([label, sign, move]) => {
      const button = make("button", { type: "button", "aria-label": label, title: label }, sign);
      button.addEventListener("click", press(move), { signal });
      return button;
    });
    this.walker = make("div", { class: "inspect-walk", role: "group", "aria-label": "Line by line" });
    this.walker.append(...buttons, this.count);
    this.walker.addEventListener("keydown", (event) => this.key(event), { signal });
    this.head = make("div", { class: "inspect-columns", "aria-hidden": "true" });
    for (const name of ["", "x", "y"]) this.head.append(make("span", {}, name));
    this.list = make("ol", { class: "inspect-lines" });
    this.note = make("p", { class: "inspect-note" });
    this.voice = make("p", { class: "inspect-voice", "aria-live": "polite" });
    this.box = make("section", { class: "inspect", "aria-label": "This step, line by line" });
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
    this.note.textContent = primes ? "′ marks a value before the step." : "";
    this.paint();
  }

  line({ name, of, tree, pieces }) {
    const item = make("li", {});
    if (pieces) {
      const words = make("span", { class: "inspect-words" });
      item.append(words);
      return { item, words };
    }
    const { symbols } = this.run;
    const spoken = `${said(name, symbols)} is ${aloud(tree, symbols)}`;
    const rule = make("span", { class: "inspect-rule", role: "math", "aria-label": spoken });
    rule.textContent = `${symbols[name] ?? name} = ${inSymbols(tree, symbols)}`;
    const values = make("span", { class: "inspect-values", "data-of": of });
    item.append(rule, values);
    const made = (of === "both" ? ["x", "y"] : of === "one" ? ["x"] : [of]).map((c) => {
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
    if (!playing && this.run) this.speaking = setTimeout(() => this.say(this.sentence()), QUIET);
  }

  paint() {
    if (!this.run || this.closed) return;
    this.painted = performance.now();
    const { run } = this;
    const k = Math.min(this.step, run.steps);
    this.box.dataset.step = String(k);
    this.heading.textContent = k ? `Step ${k} of ${run.steps} — ${run.name}` : `Start — ${run.name}`;
    this.moved.textContent = this.position(k);
    this.ground.textContent = `Ground here: ${this.groundWords(k)}.`;
    this.ended.textContent = k === run.steps ? run.message : "";
    this.list.toggleAttribute("data-before", k === 0);
    run.lines.forEach((line, index) => this.fill(line, this.cells[index], k));
    this.choose();
  }

  fill(line, { words, values }, k) {
    if (words) {
      words.textContent = this.told(line, k);
      return;
    }
    for (const { c, sum, result } of values) {
      const value = k ? number(this.result(line, c, k)) : "";
      const numbers = k ? inNumbers(line.tree, c, k, this.run) : "";
      sum.textContent = numbers === value ? "" : numbers;
      result.textContent = value && (numbers === value ? value : ` = ${value}`);
    }
  }

  result({ name, of }, c, k) {
    const key = name === "x" ? c : of === "both" ? `${name}_${c}` : name;
    return this.run.values[key]?.[k];
  }

  // A line in words, filled in.
  told({ pieces }, k) {
    return pieces
      .map((piece) => {
        if (typeof piece === "string") return piece;
        const [name, choices] = piece;
        const value = this.run.values[name]?.[k] ?? this.run.knobs[name];
        if (!k) return "…";
        return choices.length ? choices[value] ?? "–" : number(value);
      })
      .join("");
  }

  position(k) {
    const { x, y, fun } = this.run.values;
    const loss = `loss ${number(fun[k])}`;
    if (!k) return `x ${number(x[0])}, y ${number(y[0])}, ${loss}`;
    const from = (values) => `${number(values[k - 1])} → ${number(values[k])}`;
    return `x ${from(x)}, y ${from(y)}, loss ${from(fun)}`;
  }

  groundWords(k) {
    const { ground, low, high, angle } = this.run.values;
    const axis = (turn) => {
      const [u, v] = [Math.cos(turn), Math.sin(turn)];
      const side = u < -1e-9 || (Math.abs(u) <= 1e-9 && v < 0) ? -1 : 1;
      return `(${[u, v].map((w) => number(Math.round(side * w * 100) / 100 + 0)).join(", ")})`;
    };
    const facts = { kappa: () => number(high[k] / low[k], 3), high: () => axis(angle[k]),
      low: () => axis(angle[k] + Math.PI / 2) };
    const words = this.run.words[ground[k]].replace(/\{(\w+)\}/g, (_, name) => facts[name]());
    if (!Number.isFinite(low[k])) return words;
    return `${words}; curvatures λ₁ = ${number(low[k], 4)}, λ₂ = ${number(high[k], 4)}`;
  }

  // One sentence for somebody who listens.
  sentence() {
    const { run } = this;
    const k = Math.min(this.step, run.steps);
    const { x, y, fun, grad_x: gx, grad_y: gy } = run.values;
    const short = (value) => number(value, 3);
    const slope = gx ? `, gradient ${short(Math.hypot(gx[k], gy[k]))}` : "";
    const facts = `loss ${short(fun[k])}${slope}; ${this.groundWords(k).split(";")[0]}`;
    if (!k) return `Start: x ${short(x[0])}, y ${short(y[0])}, ${facts}.`;
    const from = (values) => `from ${short(values[k - 1])} to ${short(values[k])}`;
    const end = k === run.steps ? ` ${run.message}` : "";
    return `Step ${k}: x ${from(x)}, y ${from(y)}, ${facts}.${end}`;
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
    this.say(this.chosen < 0 ? "All lines" : this.lineAloud());
  }

  choose() {
    const many = this.cells.length;
    this.count.textContent = this.chosen < 0 ? `all ${many} lines` : `line ${this.chosen + 1} of ${many}`;
    this.cells.forEach(({ item }, index) => {
      if (index === this.chosen) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
  }

  lineAloud() {
    const line = this.run.lines[this.chosen];
    const k = Math.min(this.step, this.run.steps);
    if (line.pieces) return this.told(line, k);
    const values = this.cells[this.chosen].values.map(({ c }) => {
      const value = number(this.result(line, c, k));
      return line.of === "both" ? `${value} in ${c}` : value;
    });
    const { symbols } = this.run;
    const rule = `${said(line.name, symbols)} is ${aloud(line.tree, symbols)}`;
    return k ? `${rule}: ${values.join(", ")}` : rule;
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
