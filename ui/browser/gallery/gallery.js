// The gallery: groups of cards, each with a picture, a title and a sentence. One is picked, or several
// are ticked on and off. What the server sends is described in ../shared/wire.md, “gallery”.

import { isDark } from "../shared/theme.js";
import { unpack } from "../shared/wire.js";
import { say } from "../shared/words.js";
import { neighbour } from "./neighbours.js";

const galleries = new WeakMap();

export function show({ parentElement: parent, data, setTriggerValue }) {
  let gallery = galleries.get(parent);
  if (!gallery) {
    gallery = new Gallery(parent, unpack(data));
    galleries.set(parent, gallery);
  }
  gallery.tell = setTriggerValue;
  return () => {
    gallery.off.abort();
    galleries.delete(parent);
  };
}

// It is shown anew whenever it opens; meanwhile only the visitor changes what is ticked, and an
// answer to an earlier tick must not undo a later one.
class Gallery {
  constructor(parent, data) {
    this.root = parent.querySelector("[data-gallery]");
    this.count = this.root.querySelector("[data-count]");
    this.probe = this.root.querySelector("[data-probe]");
    this.data = data;
    this.chosen = new Set(data.chosen);
    this.off = new AbortController();
    const { signal } = this.off;
    this.root.setAttribute("aria-label", data.words);
    this.cards = new Map();
    const groups = data.groups.map((group) => this.group(group));
    this.root.querySelector("[data-groups]").replaceChildren(...groups);
    this.root.addEventListener("keydown", (event) => this.walk(event), { signal });
    this.probe.addEventListener("transitionend", () => this.paint(), { signal });
    this.paint();
    this.mark();
  }

  // Below the title of a dialog there is that of the page.
  group({ title, cards }) {
    const rank = this.root.closest("[role=dialog]") ? "h3" : "h2";
    const section = element("section");
    const list = element("div", "cards");
    list.append(...cards.map((card) => this.card(card)));
    section.append(element(rank, null, title), list);
    return section;
  }

  card(card) {
    const button = element("button", "card");
    button.type = "button";
    button.dataset.card = card.name;
    const picture = element("img");
    picture.loading = "lazy"; // has to be said before the address
    picture.alt = "";
    [picture.width, picture.height] = this.data.size;
    const tick = element("span", "tick");
    tick.setAttribute("aria-hidden", "true");
    button.append(picture, element("span", "title", card.title), element("span", "says", card.says), tick);
    button.addEventListener("click", () => this.pick(card.name), { signal: this.off.signal });
    this.cards.set(card.name, { card, button, picture });
    return button;
  }

  // The pictures of the theme the page is in.
  paint() {
    const theme = isDark(this.probe) ? "dark" : "light";
    for (const { card, picture } of this.cards.values()) {
      const address = new URL(card[theme], document.baseURI).href;
      if (picture.src !== address) picture.src = address;
    }
  }

  // Which ones are chosen, and whether there is room for more.
  mark() {
    const { chosen, count } = this;
    const { most } = this.data;
    const full = most > 0 && chosen.size >= most;
    for (const [name, { button }] of this.cards) {
      const on = chosen.has(name);
      button.setAttribute(most ? "aria-pressed" : "aria-current", String(on));
      button.toggleAttribute("aria-disabled", false);
      if (full && !on) button.setAttribute("aria-disabled", "true");
    }
    if (most) count.textContent = say("{n} ticked; at most {most} race.", { n: chosen.size, most });
  }

  pick(name) {
    const { chosen } = this;
    const { most } = this.data;
    if (!most) {
      chosen.clear();
      chosen.add(name);
    } else if (!chosen.delete(name)) {
      if (chosen.size >= most) return;
      chosen.add(name);
    }
    this.mark();
    this.tell("pick", { names: [...chosen] });
  }

  walk(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const buttons = [...this.cards.values()].map(({ button }) => button);
    const from = buttons.indexOf(event.target);
    if (from < 0) return;
    const boxes = buttons.map((button) => button.getBoundingClientRect());
    const to = neighbour(boxes, from, event.key);
    if (to === null) return;
    event.preventDefault();
    buttons[to].focus();
  }
}

function element(kind, data, text) {
  const made = document.createElement(kind);
  if (data) made.dataset[data] = "";
  if (text) made.textContent = text;
  return made;
}
