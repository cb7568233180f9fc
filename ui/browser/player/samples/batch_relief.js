// The relief of a mini-batch: its surface on the map, below plotly's picture of the ground, as colours
// and contours of a coarse grid of heights, which glides from one to the next. plotly's own colours
// step back meanwhile; its thin contours, marks, axes and labels stay.

import { fit } from "../../shared/canvas.js";
import { contours, nearer, palette } from "./heights.js";

const GLIDE = 70; // milliseconds in which most of the way is gone
const DONE = 1e-3; // of the height of the ground: closer than that is there
const SPARSE = 2; // contours are so many times as far apart as the ground's

export class Relief {
  constructor(panel, redraw) {
    this.panel = panel;
    this.redraw = redraw;
    this.canvas = document.createElement("canvas");
    this.canvas.dataset.relief = "";
    this.canvas.setAttribute("aria-hidden", "true");
    this.image = document.createElement("canvas");
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
  }

  // `target` has two grids of heights and the share of the way between them; null leaves what is
  // there, unless it is not wanted at all.
  show(target, wanted, facts, { colours, data, race }) {
    const shown = wanted && Boolean(target ?? this.heights);
    this.panel.div.toggleAttribute("data-relieved", shown);
    if (!wanted || !this.place()) return this.clear();
    if (!target) return;
    const moved = this.glide(target, facts.relief.top);
    const theme = colours(data.ink);
    if (!moved && this.drawnView === this.panel.view && this.theme === theme) return;
    if (this.theme !== theme || this.relief !== facts.relief) this.palette = palette(facts.relief.scale, colours);
    Object.assign(this, { theme, relief: facts.relief, drawnView: this.panel.view });
    this.draw(facts.relief, race.window, theme);
  }

  // One picture nearer to the target; whether anything moved.
  glide({ one, two, share, side }, top) {
    const now = performance.now();
    const first = !this.heights || this.side !== side;
    if (first) this.heights = new Float32Array(side * side);
    this.side = side;
    const past = this.gliding ? Math.min(100, now - this.last) : 16;
    const part = first || this.calm.matches ? 1 : 1 - Math.exp(-past / GLIDE);
    this.last = now;
    const { left, jumped } = nearer(this.heights, one, two, share, part);
    this.gliding = part < 1 && left > DONE * top;
    if (this.gliding) this.redraw();
    return jumped || left > 0;
  }

  draw({ top, every }, [[xLow, xHigh], [yLow, yHigh]], ink) {
    const { view } = this.panel;
    const ctx = this.begin();
    const { box } = view;
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.width, box.height);
    ctx.clip();
    const [left, bottom] = view.point(xLow, yLow);
    const [right, upper] = view.point(xHigh, yHigh);
    const cells = this.side - 1;
    const [wide, tall] = [(right - left) / cells, (bottom - upper) / cells];
    this.paintImage(top);
    // A grid's point is the middle of its pixel.
    ctx.drawImage(this.image, left - wide / 2, upper - tall / 2, wide * this.side, tall * this.side);
    ctx.beginPath();
    contours(this.heights, this.side, SPARSE * every, (x, y) => [left + x * wide, bottom - y * tall], ctx);
    ctx.strokeStyle = ink;
    ctx.globalAlpha = 0.75;
    ctx.lineWidth = 1.1;
    ctx.stroke();
    ctx.restore();
    this.canvas.dataset.pictures = String(Number(this.canvas.dataset.pictures ?? 0) + 1);
  }

  paintImage(top) {
    const { side, palette, heights } = this;
    this.image.width = this.image.height = side;
    const ctx = this.image.getContext("2d");
    const picture = ctx.createImageData(side, side);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const height = heights[row * side + column];
        const at = 4 * ((side - 1 - row) * side + column);
        if (!Number.isFinite(height)) continue;
        const share = Math.max(0, Math.min(1, height / top));
        picture.data.set(palette[Math.round(255 * share)], at);
        picture.data[at + 3] = 255;
      }
    }
    ctx.putImageData(picture, 0, 0);
  }

  begin() {
    const { div } = this.panel;
    const { sharp } = fit([this.canvas], div.clientWidth, div.clientHeight);
    const ctx = this.canvas.getContext("2d");
    ctx.save();
    ctx.setTransform(sharp, 0, 0, sharp, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    return ctx;
  }

  // Below plotly's picture, whose own background is clear.
  place() {
    const stack = this.panel.div.querySelector(".svg-container");
    if (stack && this.canvas.parentNode !== stack) stack.prepend(this.canvas);
    return Boolean(stack && this.panel.view);
  }

  clear() {
    this.heights = this.drawnView = null;
    this.gliding = false;
    this.canvas.remove();
  }

  close() {
    this.clear();
    this.panel.div.removeAttribute("data-relieved");
  }
}
