// How the pictures share the stage: which one is large, how large it is, and the lecture view.

const SIDE = [0.3, 0.75]; // the large picture's share of the width
const MOST = 0.58; // of the width, where nobody moved the divider
const NARROW = 900; // pixels: a phone that shows the picture alone
const BESIDE = 0.56; // of what the large picture leaves, for the small one where the chart stands beside it
const CHART = 290; // pixels a chart needs there
// What stays from one stage to the next: how somebody likes to see it.
const liked = { large: "contour", share: null };

export class Layout {
  // `changed` is called when type and lines have another size.
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
    this.divider = root.querySelector("[data-divider]");
    this.lectureButton = root.querySelector("[data-view=lecture]");
    this.off = new AbortController();
    const on = (target, event, act) => target.addEventListener(event, act, { signal: this.off.signal });
    on(root.querySelector("[data-view=swap]"), "click", () => this.swap());
    on(this.lectureButton, "click", () => this.lecture(!this.lecturing));
    on(this.divider, "pointerdown", (event) => this.divider.setPointerCapture(event.pointerId));
    on(this.divider, "pointermove", (event) => event.buttons && this.drag(event.clientX));
    on(this.divider, "dblclick", () => this.widen(null));
    on(this.divider, "keydown", (event) => this.key(event));
    on(document, "fullscreenchange", () => this.leftFullScreen());
    this.resizing = new ResizeObserver(() => this.fit());
    this.resizing.observe(root);
    root.dataset.large = liked.large;
  }

  get lecturing() {
    return this.root.hasAttribute("data-lecture");
  }

  // Sizes of letters and lines: larger in a lecture.
  get sizes() {
    if (!this.lecturing && !("lecturing" in document.documentElement.dataset)) return { text: 13, thick: 1 };
    return { text: this.root.clientWidth > NARROW ? 20 : 16, thick: 1.7 };
  }

  // The map is to be so many times as wide as it is high; null where it takes any shape.
  shape(aspect) {
    if (aspect === this.aspect) return;
    this.aspect = aspect;
    if (aspect) this.root.style.setProperty("--aspect", aspect.toFixed(3));
    else this.root.style.removeProperty("--aspect");
    this.fit();
  }

  // A map drawn to scale gets as much width as its height lets it use; the 3-D view has the rest.
  fit() {
    const { clientWidth } = this.root;
    const tall = this.root.querySelector("[data-divider]").clientHeight;
    const { text } = this.sizes;
    const [across, up] = [(68 * text) / 13, (52 * text) / 13]; // room for the axes
    const wanted = this.aspect && liked.large === "contour" ? (tall - up) * this.aspect + across : Infinity;
    const share = liked.share ?? Math.max(SIDE[0], Math.min(MOST, wanted / Math.max(1, clientWidth)));
    this.root.style.setProperty("--wide", `${clientWidth}px`);
    this.root.style.setProperty("--large", `${(100 * share).toFixed(2)}%`);
    this.root.toggleAttribute("data-abreast", isAbreast(clientWidth * (1 - share), tall, (CHART * text) / 13));
    this.divider.setAttribute("aria-valuenow", String(Math.round(100 * share)));
  }

  swap() {
    liked.large = liked.large === "contour" ? "surface" : "contour";
    this.root.dataset.large = liked.large;
    this.fit();
    this.changed();
  }

  drag(clientX) {
    const { left, width } = this.root.getBoundingClientRect();
    this.widen((clientX - left) / width);
  }

  widen(share) {
    liked.share = share === null ? null : Math.max(SIDE[0], Math.min(SIDE[1], share));
    this.fit();
  }

  key(event) {
    const way = { ArrowLeft: -0.03, ArrowRight: 0.03 }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    this.widen(Number(this.divider.getAttribute("aria-valuenow")) / 100 + way);
  }

  // -- the lecture view ---------------------------------------------------------------------------

  lecture(on, fullScreen = true) {
    this.root.toggleAttribute("data-lecture", on);
    this.lectureButton.setAttribute("aria-pressed", String(on));
    if (on && fullScreen) this.root.requestFullscreen?.().catch(() => {}); // a frame may forbid it
    if (!on && document.fullscreenElement) document.exitFullscreen().catch(() => {});
    this.fit();
    this.changed();
  }

  leftFullScreen() {
    if (!document.fullscreenElement && this.lecturing) this.lecture(false);
  }

  close() {
    this.off.abort();
    this.resizing.disconnect();
  }
}

// How high the chart is below it: --low of stage.css.
export function lowOf(tall) {
  return Math.max(226, 0.38 * tall + 16);
}

// Whether the small picture is larger with the chart beside it than above the chart: in what room the large
// one leaves, `wide` and `tall`.
export function isAbreast(wide, tall, chart) {
  const above = tall - lowOf(tall);
  return tall > 0 && (1 - BESIDE) * wide >= chart && Math.min(BESIDE * wide, tall) > 1.05 * Math.min(wide, above);
}
