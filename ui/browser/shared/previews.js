// Previews: pictures ahead of the app. While a start is dragged or a slider of the sidebar is turned,
// the race or the map is fetched by its link and drawn at once; what the app says later replaces it.
// Without an answer (a static edition has no server) nothing is lost but the picture in between.

import { answered } from "./live.js";

const STALE = 1500; // milliseconds after which a preview that nobody confirmed is taken back

export class Previews {
  // `draw(bytes, asked)` shows a preview, `undo()` what the app said last. `turned(asked)` is told at
  // once what is asked for, where that is a slider: by its key in the link, its number.
  constructor(route, draw, undo, turned = null) {
    this.route = route;
    this.draw = draw;
    this.undo = undo;
    this.onTurn = turned;
    this.works = true;
    this.said = 0; // how often the app spoke: an older preview is dropped
    this.observer = new MutationObserver((changes) => this.turned(changes));
    this.off = new AbortController();
    const { signal } = this.off;
    addEventListener("pointerdown", () => (this.down = true), { signal, capture: true });
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => (this.down = false), { signal, capture: true });
    }
  }

  // The app spoke: its link, and by the key of each slider that of the fact in the link (where it is
  // another one) and the number.
  update({ link, sliders }) {
    this.said++;
    this.works = true; // the server speaks, whatever became of a request before
    this.link = link;
    this.sliders = new Map(
      Object.entries(sliders).map(([widget, fact]) => {
        const [key, value] = Array.isArray(fact) ? fact : [widget, fact];
        return [className(widget), { key, value }];
      }),
    );
    clearTimeout(this.taking);
    this.wanted = this.asked = null;
    this.shown = false;
    // Beside a lesson the sliders lie among its text.
    const sidebar = document.querySelector(".st-key-live, [data-testid=stSidebar]");
    if (!sidebar || sidebar === this.watched) return;
    this.watched = sidebar;
    this.observer.disconnect();
    this.observer.observe(sidebar, { subtree: true, attributeFilter: ["aria-valuetext"] });
  }

  // A slider of Streamlit's says its number before it tells the app.
  turned(changes) {
    for (const { target } of changes) {
      if (target !== document.activeElement) continue; // moved by the app, not by hand
      const holder = target.closest("[class*=st-key-w-]");
      const name = [...(holder?.classList ?? [])].find((each) => each.startsWith("st-key-w-"));
      const slider = this.sliders.get(name);
      const value = target.getAttribute("aria-valuetext");
      const question = `${name}=${value}`;
      if (!slider || Number.isNaN(Number(value)) || question === this.asked) continue;
      this.asked = question;
      if (Number(value) === slider.value) this.back();
      else this.follow({ [slider.key]: value });
    }
  }

  follow(changes) {
    if (this.onTurn?.(changes)) {
      this.shown = true; // something is ahead of the app
      this.expire();
    }
    this.ask(changes);
  }

  // Ask for the race with these facts changed; of several questions only the last one counts.
  async ask(changes) {
    this.wanted = changes;
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.wanted && this.works && !this.closed) {
        const { said } = this;
        const asked = this.wanted;
        const query = new URLSearchParams({ ...this.link, ...asked });
        this.wanted = null;
        const bytes = await this.fetched(query);
        if (!bytes || said !== this.said || this.closed) continue;
        this.shown = true;
        await this.draw(bytes, asked);
        if (this.shown && !this.closed) this.expire();
      }
    } finally {
      this.asking = false;
    }
  }

  async fetched(query) {
    try {
      return await answered(this.route, query);
    } catch {
      this.works = false;
      return null;
    }
  }

  expire() {
    clearTimeout(this.taking);
    this.taking = setTimeout(() => (this.down ? this.expire() : this.back()), STALE);
  }

  // As the app said last, whatever was asked since.
  back() {
    this.said++;
    this.wanted = null;
    if (!this.shown) return;
    this.shown = false;
    clearTimeout(this.taking);
    this.undo();
  }

  close() {
    this.closed = true;
    clearTimeout(this.taking);
    this.observer.disconnect();
    this.off.abort();
  }
}

// How Streamlit makes a class of a widget's key.
function className(key) {
  return `st-key-w-${key.replace(/[^a-zA-Z0-9_-]/g, "-")}`;
}
