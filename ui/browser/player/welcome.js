// Three invitations for who comes for the first time: play, drag the start, try another surface.

const PULSE = 2400; // milliseconds that what is meant shows itself

export class Welcome {
  constructor(root, playback) {
    this.root = root;
    this.playback = playback;
    this.element = root.querySelector("[data-welcome]");
    this.off = new AbortController();
    this.element.addEventListener("click", ({ target }) => this.act(target.closest("button")?.dataset.try), {
      signal: this.off.signal,
    });
  }

  show(wanted) {
    this.element.hidden = !wanted;
    this.root.toggleAttribute("data-welcomes", Boolean(wanted));
  }

  act(what) {
    if (what === "play") {
      this.playback.go(0);
      this.playback.play();
    }
    if (what === "start") this.point(this.root.querySelector("[data-start]"));
    if (what === "surface") this.openSurfaces();
  }

  point(element) {
    element.focus();
    element.dataset.pulse = "";
    setTimeout(() => delete element.dataset.pulse, PULSE);
  }

  // The menu of surfaces is Streamlit's, in a sidebar that may be closed.
  openSurfaces() {
    const menu = () => document.querySelector("[data-testid=stSidebar] [class*=st-key-w-surface] input");
    document.querySelector("[data-testid=stExpandSidebarButton]")?.click(); // there while it is closed
    setTimeout(() => {
      menu()?.scrollIntoView({ block: "center" });
      menu()?.focus();
    }, 300);
  }

  close() {
    this.off.abort();
  }
}
