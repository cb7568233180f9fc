// Glossary cards: on hover, focus and tap of a technical word. Never more than one is open; Escape closes.

import { say } from "../shared/words.js";

const MARK = "#term-";
const WAIT = 120; // milliseconds that the pointer rests on a word before its card opens
const GAP = 6; // pixels between a word and its card

export class Cards {
  // `card` is the element that is filled and shown.
  constructor(card) {
    this.card = card;
    this.terms = new Map();
    this.off = new AbortController();
    const on = (event, act) => document.addEventListener(event, act, { signal: this.off.signal, capture: true });
    on("pointerover", (event) => this.over(event));
    on("pointerout", (event) => this.out(event));
    on("focusin", ({ target }) => this.openAt(wordAt(target)));
    on("focusout", () => this.close());
    on("click", (event) => this.click(event));
    on("keydown", (event) => this.key(event));
    addEventListener("scroll", () => this.close(), { signal: this.off.signal, capture: true });
  }

  // `terms`: slug, term, what it says, and the slug of another one.
  know(terms) {
    this.terms = new Map(terms.map((each) => [each.slug, each]));
  }

  over(event) {
    const word = wordAt(event.target);
    if (!word || event.pointerType === "touch") return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.openAt(word), WAIT);
  }

  // The pointer may go from the word to its card.
  out({ relatedTarget }) {
    clearTimeout(this.waiting);
    if (this.word && document.activeElement !== this.word && !this.card.contains(relatedTarget)) {
      this.waiting = setTimeout(() => this.close(), WAIT);
    }
  }

  // A tap opens and closes; the address stays as it is.
  click(event) {
    const word = wordAt(event.target);
    if (!word) return this.card.contains(event.target) || this.close();
    event.preventDefault();
    event.stopPropagation();
    if (this.word === word && this.tapped) return this.close();
    this.openAt(word);
    this.tapped = true;
  }

  key(event) {
    if (event.key !== "Escape" || !this.word) return;
    event.stopPropagation();
    this.close();
  }

  openAt(word) {
    if (!word || word === this.word) return;
    const term = this.terms.get(word.getAttribute("href").slice(MARK.length));
    this.close();
    if (!term) return;
    this.word = word;
    this.fill(term);
    word.setAttribute("aria-describedby", this.card.id);
    this.card.showPopover();
    this.place(word.getBoundingClientRect());
  }

  fill({ term, says, see }) {
    const head = Object.assign(document.createElement("b"), { textContent: term });
    this.card.replaceChildren(head, says);
    const other = this.terms.get(see);
    if (!other) return;
    const more = document.createElement("span");
    more.dataset.see = "";
    more.textContent = say("See also: {term}", { term: other.term });
    this.card.append(more);
  }

  // Below the word, or above it where there is no room.
  place({ left, top, bottom }) {
    const { offsetWidth: wide, offsetHeight: high } = this.card;
    const below = bottom + GAP + high <= innerHeight;
    const x = Math.max(12, Math.min(left, innerWidth - wide - 12));
    Object.assign(this.card.style, { left: `${x}px`, top: `${below ? bottom + GAP : Math.max(8, top - GAP - high)}px` });
  }

  close() {
    clearTimeout(this.waiting);
    this.tapped = false;
    if (!this.word) return;
    this.word.removeAttribute("aria-describedby");
    this.word = null;
    this.card.hidePopover();
  }

  end() {
    this.close();
    this.off.abort();
  }
}

function wordAt(target) {
  return target.closest?.(`a[href^="${MARK}"]`) ?? null;
}
