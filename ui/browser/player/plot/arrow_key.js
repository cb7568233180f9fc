// The key to the arrows of a step, below the map: which there are, in their colours.

import { KEY } from "./step_arrows.js";

export class ArrowKey {
  constructor(element) {
    this.element = element;
  }

  show(names, colours, ink) {
    const colourOf = (name) => colours(KEY[name][0] ?? ink);
    const shown = names.map((name) => colourOf(name) + name).join();
    if (shown === this.shown) return;
    this.shown = shown;
    const words = names.map((name) => {
      const word = document.createElement("span");
      word.style.setProperty("--colour", colourOf(name));
      word.textContent = KEY[name][1];
      return word;
    });
    this.element.replaceChildren(...words);
  }
}
