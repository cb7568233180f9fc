// Keys of the lecture view: those of a presenter's remote, and arrows. Each presses the button that does it,
// so a step can do no more by keys than by hand.

const KEYS = { PageDown: "on", ArrowRight: "on", PageUp: "back", ArrowLeft: "back", Escape: "leave" };
// Where one key does several things in turn, the first button that is there is pressed.
const BUTTONS = {
  on: ["lesson-reveal", "lesson-next"],
  back: ["lesson-back"],
  leave: ["lesson-leave"],
};

export class LectureKeys {
  constructor() {
    this.off = new AbortController();
    addEventListener("keydown", (event) => this.key(event), { signal: this.off.signal });
  }

  update(lecturing) {
    this.lecturing = Boolean(lecturing);
    document.documentElement.toggleAttribute("data-lecturing", this.lecturing);
    document.querySelector("[data-stage]")?.player?.layout.changed(); // letters of another size
  }

  key(event) {
    const act = KEYS[event.key];
    if (event.key === "f" && this.lecturing && !act) this.fill();
    if (!this.lecturing || !act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const own = event.target.closest?.("input, select, textarea, [role=slider], [data-stage]");
    if (own && event.key.startsWith("Arrow")) return;
    const button = BUTTONS[act].map((name) => document.querySelector(`.st-key-${name} button:not(:disabled)`)).find(Boolean);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  // The whole screen, and back.
  fill() {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    else document.documentElement.requestFullscreen?.().catch(() => {}); // a frame may forbid it
  }

  close() {
    this.update(false);
    this.off.abort();
  }
}
