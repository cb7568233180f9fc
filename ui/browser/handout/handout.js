// A link to be handed out: its copies, its code for phones, and a live preview in a frame of this page. What
// the server sends is described in ../shared/wire.md, “handout”.

import { addressOf, frameOf, pageOf } from "../shared/take/take_away.js";
import { copied } from "../shared/clipboard.js";
import { unpack } from "../shared/wire.js";
import { say, sayAll } from "../shared/words.js";

const REST = 700; // milliseconds without a change until the preview follows: each is a visit of its own
const LEAST = 420; // pixels
const shown = new WeakMap();

export function show({ parentElement: parent, data }) {
  const there = shown.get(parent) ?? new Handout(parent);
  shown.set(parent, there);
  there.update(unpack(data));
  return () => {
    there.close();
    shown.delete(parent);
  };
}

class Handout {
  constructor(parent) {
    sayAll(parent);
    this.root = parent.querySelector("[data-handout]");
    const one = (selector) => this.root.querySelector(selector);
    this.said = one("[data-said]");
    this.frame = one("[data-preview]");
    this.image = one("[data-image]");
    this.look = "page";
    this.off = new AbortController();
    const { signal } = this.off;
    for (const button of this.root.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", () => this.copy(button.dataset.copy), { signal });
    }
    for (const input of this.root.querySelectorAll("input")) {
      input.addEventListener("focus", () => input.select(), { signal });
    }
    for (const button of this.root.querySelectorAll("[data-look]")) {
      button.addEventListener("click", () => this.looks(button.dataset.look), { signal });
    }
    const code = (there) => one("[data-phone]").toggleAttribute("data-none", !there);
    this.image.addEventListener("load", () => code(true), { signal });
    this.image.addEventListener("error", () => code(false), { signal });
    addEventListener("message", (event) => this.fit(event), { signal });
  }

  update({ link, title }) {
    this.page = pageOf(link);
    this.text("link", this.page);
    this.text("frame", frameOf(this.page));
    this.frame.title = say("Preview: {title}", { title });
    this.image.alt = say("QR code of the link");
    this.image.src = addressOf("qr.svg", link);
    this.root.querySelector("[data-length]").textContent = say("{n} characters", { n: this.page.length });
    this.root.querySelector("[data-open]").href = this.page;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.preview(), this.frame.src ? REST : 0);
  }

  text(name, words) {
    this.root.querySelector(`[data-text=${name}]`).value = words;
  }

  looks(how) {
    this.look = how;
    for (const button of this.root.querySelectorAll("[data-look]")) {
      button.setAttribute("aria-pressed", String(button.dataset.look === how));
    }
    this.preview();
  }

  preview() {
    const url = new URL(this.page);
    const language = new URLSearchParams(location.search).get("lang");
    if (language) url.searchParams.set("lang", language); // for who looks here: the link has none
    if (this.look === "frame") url.searchParams.set("embed", "true");
    const href = url.href.replaceAll("%7E", "~");
    if (this.frame.src === href) return;
    this.frame.style.height = "";
    // A frame that goes elsewhere leaves an entry in the history of this page; a new one does not.
    const next = this.frame.cloneNode();
    next.src = href;
    this.frame.replaceWith(next);
    this.frame = next;
  }

  // A page in a frame tells how high it is.
  fit({ source, data: told }) {
    if (source !== this.frame.contentWindow || told?.subject !== "lti.frameResize" || !(told.height > 0)) return;
    this.frame.style.height = `${Math.max(LEAST, Math.min(4000, told.height))}px`;
  }

  async copy(name) {
    const input = this.root.querySelector(`[data-text=${name}]`);
    if (await copied(input.value)) return void (this.said.textContent = say("It is copied."));
    input.select();
    this.said.textContent = say("It is selected: copy it with your keyboard.");
  }

  close() {
    clearTimeout(this.waiting);
    this.off.abort();
  }
}
