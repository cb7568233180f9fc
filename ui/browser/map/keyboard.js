// The buttons of the map: “Zoom in”, “Zoom out”, “Whole map”; and its keys: arrows walk
// from cell to cell, Enter picks, + and - zoom.

import { cellWith, middleOf, walked } from "./cells.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const FAR = 10; // cells at a time, with Shift

export class Keyboard {
  constructor(map) {
    this.map = map;
    this.cell = null;
    this.off = new AbortController();
    const { signal } = this.off;
    const { field, root } = map;
    this.here = root.querySelector("[data-here]");
    field.addEventListener("keydown", (event) => this.key(event), { signal });
    field.addEventListener("blur", () => this.leave(), { signal });
    const acts = {
      in: () => this.scale(0.5),
      out: () => this.scale(2),
      whole: () => map.whole(),
    };
    const click = ({ target }) => acts[target.closest("button")?.dataset.do]?.();
    root.querySelector("[data-tools]").addEventListener("click", click, { signal });
  }

  // About the cell one is on, else about the middle.
  scale(factor) {
    if (!this.cell) return this.map.scale(factor, [0.5, 0.5]);
    const { left, right, top, bottom } = this.map.edges(this.cell);
    this.map.scale(factor, this.map.view.shares((left + right) / 2, (top + bottom) / 2));
  }

  key(event) {
    if (!this.map.picture || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = this.action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  action({ key, shiftKey }) {
    if (WAYS[key]) return () => this.walk(WAYS[key], shiftKey ? FAR : 1);
    if (key === "Enter" || key === " ") return () => this.cell && this.map.pick(this.cell);
    if (key === "+" || key === "=") return () => this.scale(0.5);
    if (key === "-") return () => this.scale(2);
    if (key === "0" || key === "Escape") return () => this.map.whole();
    return null;
  }

  walk(way, count) {
    this.cell = this.cell ? walked(this.map.picture, this.cell, way, count) : this.first();
    if (!this.cell) return; // the middle of what is seen has no picture yet
    this.keep();
    this.here.textContent = this.map.words(this.cell).join(", ");
    this.map.schedule();
  }

  // Keys begin at the cell that was picked, or in the middle.
  first() {
    const { box, point } = this.map.view;
    const picked = this.map.data.picked ? this.map.cellAt(...point(...this.map.data.picked)) : null;
    return picked ?? this.map.cellAt(box.left + box.width / 2, box.top + box.height / 2);
  }

  // A finer picture has other cells: the one at the same place, in numbers, is the same.
  keep() {
    const { picture } = this.map;
    this.shares = middleOf(picture, this.cell);
    this.of = picture.id;
  }

  refresh() {
    const { picture } = this.map;
    if (!this.cell || this.of === picture.id) return;
    this.cell = cellWith(picture, this.shares);
    this.of = picture.id;
  }

  leave() {
    if (!this.cell) return;
    this.cell = null;
    this.here.textContent = "";
    this.map.schedule();
  }

  close() {
    this.off.abort();
  }
}
