// The label at the pointer: the closest point of any path in words, else a mark, or the ground.

import { apart, labelPlace } from "../shared/pointer.js";
import { say } from "../shared/words.js";
import { numberOr } from "../shared/written.js";
import { nearest } from "./plot/traces.js";

const NEAR = 9; // pixels
const STILL = 5; // pixels a click may wander

export class HoverLabel {
  constructor(root, panels, pick) {
    this.root = root;
    this.label = root.querySelector("[data-near]");
    this.off = new AbortController();
    const { signal } = this.off;
    for (const panel of panels) {
      const { div } = panel;
      div.addEventListener("pointermove", (event) => this.move(panel, event), { signal });
      div.addEventListener("pointerleave", () => this.hide(), { signal });
      if (panel.name !== "loss") continue; // there a click sets the start
      div.addEventListener("pointerdown", (event) => (this.from = event), { signal, capture: true });
      const up = (event) => this.click(panel, event, pick);
      window.addEventListener("pointerup", up, { signal });
    }
  }

  move(panel, event) {
    if (event.buttons || event.pointerType === "touch") return this.hide();
    this.asked = { panel, x: event.clientX, y: event.clientY };
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (this.asked) this.show(this.asked);
    });
  }

  show({ panel, x, y }) {
    const lines = wordsAt(panel, x, y);
    if (!lines) return this.hide();
    const [first, ...rest] = lines;
    const bold = document.createElement("b");
    bold.textContent = first;
    const below = rest.flatMap((line, k) => (first || k ? [document.createElement("br"), line] : [line]));
    this.label.replaceChildren(...(first ? [bold] : []), ...below);
    const stage = this.root.getBoundingClientRect();
    this.label.hidden = false;
    const { offsetWidth: w, offsetHeight: h } = this.label;
    const [left, top] = labelPlace([x - stage.left, y - stage.top], [w, h], stage.width);
    this.label.style.transform = `translate(${left}px, ${top}px)`;
  }

  hide() {
    this.asked = null;
    if (this.label.hidden) return;
    this.label.hidden = true;
  }

  click(panel, event, pick) {
    const { from } = this;
    if (!from || !panel.div.contains(from.target)) return;
    this.from = null;
    if (apart([from.clientX, from.clientY], [event.clientX, event.clientY]) > STILL) return;
    const found = pointOf(panel, event.clientX, event.clientY);
    if (found) pick(found.run.label);
  }

  close() {
    if (this.frame) cancelAnimationFrame(this.frame);
    this.off.abort();
  }
}

// What is to be said at a place on the screen: lines, the first of them bold where there is one.
function wordsAt(panel, x, y) {
  const found = pointOf(panel, x, y);
  if (found) return words(panel, found.run, found.step);
  if (!panel.words || !panel.view || panel.stale) return null;
  const { left, top } = panel.div.getBoundingClientRect();
  return panel.view.holds(x - left, y - top) ? panel.words(x - left, y - top).words : null;
}

// The run and step closest to a place on the screen, if any is close.
function pointOf(panel, clientX, clientY) {
  if (!panel.view || !panel.race || panel.stale) return null; // stale: not where it is drawn
  const place = panel.div.getBoundingClientRect();
  const [x, y] = [clientX - place.left, clientY - place.top];
  if (!panel.view.holds(x, y)) return null;
  const found = nearest(panel.traces, x, y, NEAR);
  return found && { run: panel.race.runs[found.k], step: found.step };
}

function words(panel, run, step) {
  const { counts } = panel.race;
  const [at, all] = counts ? [run.at[step], run.at[run.steps]] : [step, run.steps];
  const lines = [say("{name}, step {at} of {all}", { name: run.name, at, all })];
  if (panel.name === "loss") {
    const spent = panel.race.bySteps || counts ? "" : say("after {cost}", { cost: told(run.at[step]) });
    return [...lines, ...(spent ? [spent] : []), told(run.value[step])];
  }
  return [...lines, `x ${told(run.x[step])}, y ${told(run.y[step])}`, say("loss {loss}", { loss: told(run.fun[step]) })];
}

const told = (value) => numberOr(say("beyond the plot"), value, 5);
