// What is bound to go wrong with a racer's settings: a small lamp in the legend, which tells it.

import { drawn } from "../shared/svg.js";
import { say } from "../shared/words.js";

const LAMP = "M9 21h6v-2H9zm3-19a7 7 0 0 0-4 12.700V17h8v-2.300A7 7 0 0 0 12 2zm2 11.700-.9.600V15h-2.200v-.7l-.9-.6a5 5 0 1 1 4 0z";

export class AdviceNote {
  constructor(root) {
    this.root = root;
    this.note = root.querySelector("[data-advice-note]");
    this.off = new AbortController();
    const { signal } = this.off;
    root.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
    root.addEventListener("pointerdown", (event) => this.press(event), { signal });
  }

  // The lamp of a racer of whom there is something to say.
  lamp(run, sentences) {
    const made = document.createElement("button");
    const svg = drawn("svg", { viewBox: "0 0 24 24", width: 16, height: 16, "aria-hidden": true });
    svg.append(drawn("path", { d: LAMP, fill: "currentColor" }));
    Object.assign(made, { type: "button", title: sentences.join(" ") });
    made.dataset.advice = run.label;
    made.setAttribute("aria-label", say("Advice on {name}", run));
    made.setAttribute("aria-expanded", String(this.label === run.label));
    made.append(svg);
    made.addEventListener("click", () => this.tell(this.label === run.label ? null : run, sentences));
    if (this.label === run.label) this.write(run, sentences); // it may say something else by now
    return made;
  }

  // What is said while its lamp is there; null for nothing.
  tell(run, sentences = []) {
    this.label = run?.label ?? null;
    for (const lamp of this.root.querySelectorAll("[data-advice]")) {
      lamp.setAttribute("aria-expanded", String(lamp.dataset.advice === this.label));
    }
    this.note.hidden = !run;
    if (run) this.write(run, sentences);
  }

  write(run, sentences) {
    const words = `${run.name}: ${sentences.join(" ")}`;
    if (this.note.textContent !== words) this.note.textContent = words;
  }

  key(event) {
    if (event.key !== "Escape" || !this.label) return;
    event.preventDefault();
    event.stopPropagation();
    this.tell(null);
  }

  press({ target }) {
    if (this.label && !target.closest("[data-advice], [data-advice-note]")) this.tell(null);
  }

  // Whose lamp went, of him nothing is said any more.
  keep(labels) {
    if (this.label && !labels.includes(this.label)) this.tell(null);
  }

  close() {
    this.off.abort();
  }
}
