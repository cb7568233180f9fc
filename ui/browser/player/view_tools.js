// The tools of the view: buttons above the pictures and keys, the help for these, and a short note.

import { SaveMenu } from "../shared/take/save_menu.js";

const NOTE = 2600; // milliseconds that a note stays

export class ViewTools {
  // `acts`: what the keys and buttons do, by name.
  constructor(root, acts) {
    this.root = root;
    this.acts = acts;
    this.help = root.querySelector("[data-keys-help]");
    this.helpButton = root.querySelector("[data-view=keys]");
    this.noteElement = root.querySelector("[data-note]");
    this.off = new AbortController();
    const { signal } = this.off;
    root.querySelector("[data-view=link]").addEventListener("click", () => acts.link(), { signal });
    this.saving = new SaveMenu(root, (kind, scale) => acts.save(kind, scale));
    this.helpButton.addEventListener("click", () => this.toggleHelp(), { signal });
    root.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("select, input:not([type=range]):not([type=checkbox]), textarea")) return;
    const act = this.root.hasAttribute("data-lesson") ? null : this.actOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  actOf(key) {
    const { acts } = this;
    const keys = {
      f: acts.lecture, s: acts.swap, h: acts.unseen, "?": () => this.toggleHelp(),
      "+": () => acts.zoom(0.5), "=": () => acts.zoom(0.5), "-": () => acts.zoom(2), 0: () => acts.zoom(null),
      Escape: this.help.hidden ? acts.leave : () => this.toggleHelp(),
    };
    return keys[key.length === 1 ? key.toLowerCase() : key];
  }

  toggleHelp() {
    this.help.hidden = !this.help.hidden;
    this.helpButton.setAttribute("aria-expanded", String(!this.help.hidden));
  }

  // A few words, for a moment.
  note(words) {
    clearTimeout(this.noting);
    this.noteElement.textContent = words;
    this.noteElement.hidden = false;
    this.noting = setTimeout(() => (this.noteElement.hidden = true), NOTE);
  }

  close() {
    clearTimeout(this.noting);
    this.saving.close();
    this.off.abort();
  }
}
