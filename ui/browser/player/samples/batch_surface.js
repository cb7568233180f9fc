// Another surface on the map, below plotly's picture of the ground: colours and contours of a coarse
// grid of heights, which glides from one to the next. plotly's own colours step back meanwhile; its
// thin contours, marks, axes and labels stay.

import { fit } from "../../shared/canvas.js";

const GLIDE = 70; // milliseconds in which most of the way is gone
const DONE = 1e-3; // of the height of the ground: closer than that is there
const SPARSE = 2; // contours are so many times as far apart as the ground's
const MOST = 40; // contours through one cell

export class Relief {
  constructor(panel, look) {
    this.panel = panel;
    this.look = look;
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
    if (this.theme !== theme || this.relief !== facts.relief) this.colour(facts.relief, colours);
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
    let left = 0;
    let jumped = false;
    for (let k = 0; k < one.length; k++) {
      const before = this.heights[k];
      const wanted = share ? one[k] * (1 - share) + two[k] * share : one[k];
      const away = wanted - before;
      const near = Number.isFinite(away); // there is no way into a hole, or out of it
      this.heights[k] = near ? before + part * away : wanted;
      if (near) left = Math.max(left, Math.abs(away));
      else jumped ||= !Object.is(this.heights[k], before);
    }
    this.gliding = part < 1 && left > DONE * top;
    if (this.gliding) this.look();
    return jumped || left > 0;
  }

  // 256 colours, for heights from 0 to the ground's highest.
  colour({ scale }, colours) {
    const stops = scale.map(([share, colour]) => [share, rgb(colours(colour))]);
    this.palette = Array.from({ length: 256 }, (_, k) => {
      const share = k / 255;
      const next = Math.max(1, stops.findIndex(([at]) => at >= share));
      const [[from, a], [to, b]] = [stops[next - 1], stops[next]];
      const part = (share - from) / (to - from);
      return a.map((value, c) => Math.round(value * (1 - part) + b[c] * part));
    });
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

// Marching squares: all contours at multiples of `every`, added to the path.
function contours(heights, side, every, at, ctx) {
  for (let y = 0; y < side - 1; y++) {
    for (let x = 0; x < side - 1; x++) {
      const k = y * side + x;
      const [a, b, c, d] = [heights[k], heights[k + 1], heights[k + side + 1], heights[k + side]];
      if (!Number.isFinite(a + b + c + d)) continue;
      const low = Math.ceil(Math.min(a, b, c, d) / every);
      const high = Math.min(low + MOST, Math.floor(Math.max(a, b, c, d) / every));
      for (let level = low; level <= high; level++) cross(ctx, at, x, y, [a, b, c, d], level * every);
    }
  }
}

const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];

function cross(ctx, at, x, y, values, level) {
  let down = false;
  for (let k = 0; k < 4; k++) {
    const [from, to] = [values[k], values[(k + 1) % 4]];
    if (from < level === to < level) continue;
    const share = (level - from) / (to - from);
    const [[fromX, fromY], [toX, toY]] = [CORNERS[k], CORNERS[(k + 1) % 4]];
    const point = at(x + fromX + share * (toX - fromX), y + fromY + share * (toY - fromY));
    if (down) ctx.lineTo(...point);
    else ctx.moveTo(...point);
    down = !down;
  }
}

function rgb(colour) {
  const number = parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
