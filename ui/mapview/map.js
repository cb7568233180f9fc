// The map: cells in colours and patterns, and above them what is known of them. The server hears
// of a cell or a view that somebody picked.

import { drawAxes, short, side, viewOf } from "./axes.js";
import { unpack } from "./binary.js";
import { Pointer } from "./pointer.js";
import { paintOver } from "./overlay.js";
import { coloursOf, follow, painted, pattern, soon } from "./pictures.js";
import { Side } from "./side.js";
import { isDark } from "./theme.js";

const maps = new WeakMap();
const GROWING = 900; // milliseconds a new path takes to be drawn

export function show({ parentElement: parent, data, setTriggerValue }) {
  let map = maps.get(parent);
  if (!map) {
    map = new MapView(parent);
    maps.set(parent, map);
  }
  map.tell = setTriggerValue;
  map.update(unpack(data));
  return () => {
    map.close();
    maps.delete(parent);
  };
}

class MapView {
  constructor(parent) {
    this.root = parent.querySelector("[data-map]");
    this.problem = parent.querySelector("[data-problem]");
    this.field = this.root.querySelector("[data-field]");
    this.base = this.root.querySelector("[data-base]");
    this.over = this.root.querySelector("[data-over]");
    this.level = this.root.querySelector("[data-level]");
    this.probe = this.root.querySelector("[data-probe]");
    this.off = new AbortController();
    this.turn = 0;
    this.side = new Side(this.root);
    this.pointer = new Pointer(this);
    const { signal } = this.off;
    this.resizing = new ResizeObserver(() => this.schedule(true));
    this.resizing.observe(this.field);
    this.probe.addEventListener("transitionend", () => this.schedule(true), { signal });
    window.addEventListener("resize", () => this.schedule(true), { signal }); // also another zoom
  }

  update(data) {
    const before = this.data;
    this.data = data;
    this.axes = data.axes;
    this.field.setAttribute("aria-label", data.words);
    if (!before || before.trip !== data.trip) this.grow();
    if (before) this.schedule(true);
    else this.unfollow = follow(data.map, (picture) => this.fill(picture));
  }

  // Another picture, of the same cells or of others.
  fill(picture) {
    this.picture = picture;
    try {
      this.pointer.refresh();
      this.level.textContent = picture.level;
      this.draw();
      this.problem.textContent = "";
      this.root.dataset.drawn = String(++this.turn);
      this.root.dataset.picture = picture.id;
      this.root.dataset.cells = String(picture.size[0]);
    } catch (error) {
      console.warn(error);
      this.problem.textContent = "The map could not be drawn in this browser.";
    }
  }

  // What is drawn in light colours, in the colours of the theme.
  get colours() {
    const dark = isDark(this.probe);
    const { ink, paper, faint, dark: swap } = this.data;
    const of = (name) => (dark ? (swap[name] ?? name) : name);
    return { dark, ink: of(ink), paper: of(paper), faint: of(faint) };
  }

  schedule(all) {
    this.all ||= all;
    if (this.scheduled || !this.picture) return;
    this.scheduled = true;
    soon(() => {
      this.scheduled = false;
      if (this.closed) return;
      if (this.all) this.draw();
      else this.drawOver();
    });
  }

  draw() {
    this.all = false;
    this.size();
    const ctx = this.begin(this.base);
    const { colours } = this;
    drawCells(ctx, this.picture, this.view, this.sharp, colours.dark);
    drawAxes(ctx, this.view, this.axes, colours, this.font);
    this.side.update(this.picture, this.data, colours, this.font);
    this.drawOver();
  }

  drawOver() {
    paintOver(this.begin(this.over), this);
  }

  size() {
    const [width, height] = [this.field.clientWidth, this.field.clientHeight];
    this.sharp = window.devicePixelRatio || 1;
    for (const canvas of [this.base, this.over]) {
      const [w, h] = [Math.round(width * this.sharp), Math.round(height * this.sharp)];
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w;
        canvas.height = h;
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
    }
    this.view = viewOf(this.axes, width, height);
    this.font = getComputedStyle(this.field).fontFamily;
  }

  begin(canvas) {
    const ctx = canvas.getContext("2d");
    ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    return ctx;
  }

  // A new run is drawn from its start; whoever wants less motion sees it at once.
  grow() {
    this.grown = 1;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) return;
    const began = performance.now();
    const step = (now) => {
      if (this.closed || this.growing !== began) return;
      this.grown = Math.min(1, Math.max(0, (now - began) / GROWING));
      if (this.picture && this.view) this.drawOver();
      if (this.grown < 1) requestAnimationFrame(step);
    };
    this.growing = began;
    this.grown = 0;
    requestAnimationFrame(step);
  }

  // -- cells --------------------------------------------------------------------------------

  // The cell at a place on the map, or null.
  cellAt(px, py) {
    if (!this.picture || !this.view?.holds(px, py)) return null;
    const [a, b] = this.view.data(...this.view.shares(px, py));
    const [columns, rows] = this.picture.size;
    const [x, y] = this.picture.axes.map(side);
    const column = Math.min(columns - 1, Math.floor(x.to(a) * columns));
    const row = Math.min(rows - 1, Math.floor(y.to(b) * rows));
    return column >= 0 && row >= 0 ? { column, row } : null;
  }

  // Its edges on the map: left, top, right, bottom.
  edges({ column, row }) {
    const [columns, rows] = this.picture.size;
    const [x, y] = this.picture.axes.map(side);
    const [left, bottom] = this.view.point(x.from(column / columns), y.from(row / rows));
    const [right, top] = this.view.point(x.from((column + 1) / columns), y.from((row + 1) / rows));
    return { left, top, right, bottom };
  }

  words({ column, row }) {
    const { size, axes, kinds, label, steps, fun } = this.picture;
    const k = row * size[0] + column;
    const at = axes.flatMap((axis, i) => {
      if (!axis.name) return [];
      const share = ([column, row][i] + 0.5) / size[i];
      return [`${axis.name} ${short(side(axis).from(share))}`];
    });
    const count = steps(k);
    const lines = [at.join(", "), kinds[label[k]].said, `${count} step${count === 1 ? "" : "s"}`];
    return [...lines, `loss ${short(fun(k), 2)}`];
  }

  pick(cell) {
    this.tell("pick", { ...cell, picture: this.picture.id });
  }

  // -- the view -----------------------------------------------------------------------------

  // Look at a part, given in shares of what is seen; the cells there are computed anew.
  zoom([x0, x1], [y0, y1]) {
    const { limits } = this.data;
    const sides = this.axes.map((axis, i) => {
      if (axis.fixed) return [axis.lo, axis.hi];
      const [from, to] = (i ? [y0, y1] : [x0, x1]).map(side(axis).from);
      return [Math.max(limits[i][0], from), Math.min(limits[i][1], to)];
    });
    const wide = sides.every(([lo, hi]) => hi - lo > 2e-6 && hi - lo > 1e-8 * Math.max(Math.abs(lo), Math.abs(hi)));
    if (!wide || !sides.flat().every(Number.isFinite)) return;
    this.axes = this.axes.map((axis, i) => ({ ...axis, lo: sides[i][0], hi: sides[i][1] }));
    this.draw();
    clearTimeout(this.asking);
    this.asking = setTimeout(() => !this.closed && this.tell("zoom", { sides }), 180);
  }

  whole() {
    if (!this.data.zoomed) {
      this.axes = this.data.axes;
      this.draw();
    }
    clearTimeout(this.asking);
    this.tell("zoom", { sides: null });
  }

  save() {
    const { width, height } = this.base;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    const ctx = canvas.getContext("2d");
    ctx.fillStyle = this.colours.paper;
    ctx.fillRect(0, 0, width, height);
    ctx.drawImage(this.base, 0, 0);
    ctx.drawImage(this.over, 0, 0);
    canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${this.data.file}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  }

  close() {
    this.closed = true;
    this.unfollow?.();
    this.off.abort();
    this.resizing.disconnect();
    this.pointer.close();
    clearTimeout(this.asking);
  }
}

// The picture where its own axes put it: while a finer or nearer one is computed that is not all
// of what is seen.
function drawCells(ctx, picture, view, sharp, dark) {
  const { dots, masks } = painted(picture, dark);
  const { left, top, width, height } = view.box;
  const [x, y] = picture.axes.map(side);
  const [x0, y1] = view.point(x.from(0), y.from(0));
  const [x1, y0] = view.point(x.from(1), y.from(1));
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.imageSmoothingEnabled = (x1 - x0) * sharp < dots.width; // only where there are fewer pixels
  ctx.drawImage(dots, x0, y0, x1 - x0, y1 - y0);
  for (const { pattern: name, kind, mask } of masks) {
    const layer = document.createElement("canvas");
    layer.width = Math.round(width * sharp);
    layer.height = Math.round(height * sharp);
    const pen = layer.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.drawImage(mask, (x0 - left) * sharp, (y0 - top) * sharp, (x1 - x0) * sharp, (y1 - y0) * sharp);
    pen.globalCompositeOperation = "source-in";
    pen.fillStyle = pattern(pen, name, coloursOf(picture.kinds[kind], dark)[0], sharp);
    pen.fillRect(0, 0, layer.width, layer.height);
    ctx.drawImage(layer, left, top, width, height);
  }
  ctx.restore();
}
