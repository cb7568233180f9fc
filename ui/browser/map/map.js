// The map: cells in colours and patterns, and above them what is known of them. The server hears
// of a cell or a view that somebody picked. What it sends is described in ../shared/wire.md, “map”.

import { viewOf } from "../shared/axes.js";
import { drawAxes } from "../shared/draw_axes.js";
import { soon } from "../shared/next_frame.js";
import { isDark } from "../shared/theme.js";
import { unpack } from "../shared/wire.js";
import { say, sayAll } from "../shared/words.js";
import { cellAt, edges, words } from "./cells.js";
import { Keyboard } from "./keyboard.js";
import { Layer } from "./layers.js";
import { Legend } from "./legend.js";
import { paintOver } from "./overlay.js";
import { drawCells } from "./paint_cells.js";
import { growPath } from "./path_growth.js";
import { follow } from "./pictures.js";
import { Pointer } from "./pointer.js";
import { SliderPreviews } from "./slider_previews.js";
import { saveMap } from "./take_map.js";
import { SaveMenu } from "../shared/take/save_menu.js";
import { sourceOf } from "../shared/take/sheet.js";
import { loadStyles } from "../shared/stylesheets.js";
import { narrowed, scaled } from "../shared/zoom.js";

const maps = new WeakMap();
const MENU = new URL("../shared/take/save_menu.css", import.meta.url);
const REST = 180; // milliseconds without zooming before the cells are computed

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
    sayAll(parent);
    this.root = parent.querySelector("[data-map]");
    this.problem = parent.querySelector("[data-problem]");
    this.field = this.root.querySelector("[data-field]");
    this.base = new Layer(this.root.querySelector("[data-base]"));
    this.over = new Layer(this.root.querySelector("[data-over]"));
    this.level = this.root.querySelector("[data-level]");
    this.probe = this.root.querySelector("[data-probe]");
    this.off = new AbortController();
    this.turn = 0;
    this.legend = new Legend(this.root);
    this.pointer = new Pointer(this);
    loadStyles(MENU.href);
    this.saving = new SaveMenu(this.root, (kind, scale) => this.picture && saveMap(this, kind, scale));
    this.source = sourceOf(this, (words) => (this.level.textContent = words));
    this.keyboard = new Keyboard(this);
    this.previews = new SliderPreviews(this);
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
    this.root.toggleAttribute("data-small", data.small);
    this.field.setAttribute("aria-label", data.words);
    this.saving.offer(this.source);
    const trip = this.previews.update(data) || before?.trip;
    if (trip !== data.trip || !before) this.grow();
    if (before) this.schedule(true);
    else this.unfollow = follow(data.map, (picture) => this.fill(picture));
  }

  // Another picture from the app, of the same cells or of others.
  fill(picture) {
    if (this.previews.holds(picture)) return;
    this.previews.picture = null;
    this.put(picture);
  }

  put(picture) {
    this.picture = picture;
    try {
      this.keyboard.refresh();
      this.level.textContent = picture.level;
      this.draw();
      this.problem.textContent = "";
      this.root.dataset.drawn = String(++this.turn);
      if (this.previews.picture) return;
      this.root.dataset.picture = picture.id;
      this.root.dataset.cells = String(picture.size[0]);
    } catch (error) {
      console.warn(error);
      this.problem.textContent = say("The map could not be drawn in this browser.");
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
    const ctx = this.base.begin();
    const { colours } = this;
    drawCells(ctx, this.picture, this.view, this.base.sharp, colours.dark);
    drawAxes(ctx, this.view, this.axes, colours, this.font);
    this.legend.update(this.picture, this.data, colours, this.font);
    this.pointer.refresh();
    this.drawOver();
  }

  drawOver() {
    paintOver(this.over.begin(), this);
  }

  // The whole map at once; the canvases follow its place on the page.
  size() {
    const [width, height] = [this.field.clientWidth, this.field.clientHeight];
    for (const layer of [this.base, this.over]) layer.size(width, height);
    this.view = viewOf(this.axes, width, height);
    this.font = getComputedStyle(this.field).fontFamily;
  }

  // A new run is drawn from its start.
  grow() {
    this.stop?.();
    this.stop = growPath((share) => {
      this.grown = share;
      if (this.picture && this.view && !this.closed) this.drawOver();
    });
  }

  // -- cells --------------------------------------------------------------------------------

  cellAt(px, py) {
    return this.view && this.picture ? cellAt(this.picture, this.view, px, py) : null;
  }

  edges(cell) {
    return edges(this.picture, this.view, cell);
  }

  words(cell) {
    return words(this.picture, cell);
  }

  pick(cell) {
    this.tell("pick", { ...cell, picture: this.picture.id });
  }

  // -- the view -----------------------------------------------------------------------------

  // Whether all there is is seen already.
  get fixed() {
    return this.axes.every((axis) => axis.fixed);
  }

  // Look at a part, given in shares of what is seen; the cells there are computed anew.
  zoom(across, up) {
    const sides = !this.fixed && narrowed(this.axes, this.data.limits, [across, up]);
    if (!sides) return;
    this.axes = this.axes.map((axis, i) => ({ ...axis, lo: sides[i][0], hi: sides[i][1] }));
    this.draw();
    clearTimeout(this.asking);
    this.asking = setTimeout(() => !this.closed && this.tell("zoom", { sides }), REST);
  }

  // So many times as much, about a place given in shares.
  scale(factor, [cx, cy]) {
    this.zoom(scaled(factor, cx), scaled(factor, cy));
  }

  whole() {
    if (this.fixed) return;
    if (!this.data.zoomed) {
      this.axes = this.data.axes;
      this.draw();
    }
    clearTimeout(this.asking);
    this.tell("zoom", { sides: null });
  }

  // What is drawn over the cells where the map is saved: without what only a hand that holds it sees.
  get seen() {
    const { data, picture, previews } = this;
    return { data, picture, previews, grown: 1, pointer: {}, keyboard: {} };
  }

  close() {
    this.closed = true;
    this.unfollow?.();
    this.previews.close();
    this.off.abort();
    this.resizing.disconnect();
    this.pointer.close();
    this.keyboard.close();
    this.saving.close();
    this.stop?.();
    clearTimeout(this.asking);
  }
}
