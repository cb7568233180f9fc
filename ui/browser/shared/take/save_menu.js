// The button “Take away” and its menu: the picture as PNG or SVG, and what the link of a page gives.

import { chosen, sizeRow } from "./choices.js";

export class SaveMenu {
  // `save(kind, scale)` saves it as png or svg, so many times as large.
  constructor(root, save) {
    this.button = root.querySelector("[data-view=save]");
    this.menu = root.querySelector("[data-save-menu]");
    this.menu.append(sizeRow());
    this.off = new AbortController();
    const on = (target, event, act) => target.addEventListener(event, act, { signal: this.off.signal });
    on(this.button, "click", () => this.open(this.menu.hidden));
    on(this.button, "keydown", (event) => event.key === "ArrowDown" && this.take(event, () => this.open(true)));
    on(this.menu, "keydown", (event) => this.key(event));
    on(this.menu, "focusout", (event) => this.left(event.relatedTarget));
    on(this.menu, "click", ({ target }) => {
      const item = target.closest("[role=menuitem]");
      if (!item) return;
      this.shut();
      if (item.dataset.save) save(item.dataset.save, chosen.scale);
    });
  }

  get items() {
    return [...this.menu.querySelectorAll("[role^=menuitem]")];
  }

  // What the link of what is seen gives, where it has one; see take_away.js for the `source`. Most never
  // need the code of that.
  async offer(source) {
    if (!source.takes && !this.offering) return;
    this.offering ??= import("./take_away.js");
    (await this.offering).offer(this.menu, source);
  }

  open(on) {
    this.menu.hidden = !on;
    this.button.setAttribute("aria-expanded", String(on));
    if (on) this.menu.querySelector("[role=menuitem]")?.focus(); // links alone may still be on their way
  }

  // Closed, with the button in focus again.
  shut() {
    this.open(false);
    this.button.focus();
  }

  left(to) {
    if (!this.menu.contains(to) && to !== this.button) this.open(false);
  }

  key(event) {
    const { items } = this;
    const at = items.indexOf(document.activeElement);
    const go = (to) => () => items[(to + items.length) % items.length].focus();
    const acts = {
      ArrowDown: go(at + 1), ArrowRight: go(at + 1), ArrowUp: go(at - 1), ArrowLeft: go(at - 1), Home: go(0), End: go(items.length - 1), Escape: () => this.shut(),
    };
    if (acts[event.key]) this.take(event, acts[event.key]);
    else event.stopPropagation(); // letters and the space bar belong to the menu
  }

  // The race has the arrows elsewhere.
  take(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  close() {
    this.off.abort();
  }
}
