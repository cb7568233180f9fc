// The key to the arrows of a step, below the map: which there are, each with its kind of line.

import { KEY } from "./step_arrows.js";

export class ArrowKey {
  constructor(element) {
    this.element = element;
  }

  show(names) {
    const shown = names.join();
    if (shown === this.shown) return;
    this.shown = shown;
    const words = names.map((name) => {
      const word = document.createElement("span");
      word.style.setProperty("--line", KEY[name].line);
      word.textContent = KEY[name].words;
      return word;
    });
    this.element.replaceChildren(...words);
  }
}
