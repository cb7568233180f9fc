// What a pointer does on the map: a click picks a cell, a drag or the wheel zooms.

import { apart, labelPlace } from "../shared/pointer.js";
import { boxShares, wheelFactor } from "../shared/zoom.js";

const STILL = 5; // pixels a click may wander
const TWICE = 260; // milliseconds between the clicks of a double click, which shows all again

export class Pointer {
  constructor(map) {
    this.map = map;
    this.off = new AbortController();
    const { signal } = this.off;
    const { field, root } = map;
    const on = (name, act, more) => field.addEventListener(name, act, { signal, ...more });
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", () => this.forget());
    on("pointerleave", () => this.hide());
    on("wheel", (event) => this.wheel(event), { passive: false });
    this.tip = root.querySelector("[data-tip]");
  }

  place(event) {
    const { left, top } = this.map.field.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  // -- pressing -----------------------------------------------------------------------------

  press(event) {
    if (!event.isPrimary || event.button !== 0) return;
    const at = this.place(event);
    if (!this.map.view?.holds(...at)) return;
    this.map.keyboard.leave(); // the keys' cell gives way to the pointer
    this.from = { at, id: event.pointerId, touch: event.pointerType === "touch" };
    if (!this.from.touch) this.map.field.setPointerCapture(event.pointerId);
  }

  move(event) {
    const at = this.place(event);
    if (this.from && !this.from.touch) {
      if (!this.map.fixed && (this.box || apart(this.from.at, at) > STILL)) {
        this.box = [this.from.at, at];
        this.hide();
        this.map.schedule();
      }
      return;
    }
    if (event.pointerType !== "touch") this.show(at);
  }

  release(event) {
    const { from, box } = this;
    this.forget();
    if (!from) return;
    if (box) return this.map.zoom(...boxShares(this.map.view, box));
    const at = this.place(event);
    if (apart(from.at, at) > STILL) return;
    const cell = this.map.cellAt(...at);
    if (!cell) return;
    clearTimeout(this.picking);
    if (this.last && event.timeStamp - this.last < TWICE) {
      this.last = null;
      this.map.whole();
      return;
    }
    this.last = event.timeStamp;
    // Where a double click would mean something, one click waits for the other.
    if (this.map.data.zoomed) this.picking = setTimeout(() => this.map.pick(cell), TWICE);
    else this.map.pick(cell);
  }

  forget() {
    this.from = null;
    if (this.box) this.map.schedule();
    this.box = null;
  }

  // The wheel scrolls the page until the map was clicked, or with Ctrl (a pinch on a touchpad).
  wheel(event) {
    if (document.activeElement !== this.map.field && !event.ctrlKey && !event.metaKey) return;
    const at = this.place(event);
    if (!this.map.view?.holds(...at)) return;
    event.preventDefault();
    this.map.scale(wheelFactor(event.deltaY), this.map.view.shares(...at));
  }

  // -- the label ----------------------------------------------------------------------------

  show(at) {
    const cell = this.map.cellAt(...at);
    if (!cell) return this.hide();
    this.at = at;
    this.tip.textContent = this.map.words(cell).join("\n");
    this.tip.hidden = false;
    const { offsetWidth: w, offsetHeight: h } = this.tip;
    const [left, top] = labelPlace(at, [w, h], this.map.field.clientWidth);
    this.tip.style.transform = `translate(${left}px, ${top}px)`;
  }

  // Other cells may lie under a pointer that rests.
  refresh() {
    if (this.at) this.show(this.at);
  }

  hide() {
    this.at = null;
    this.tip.hidden = true;
  }

  close() {
    clearTimeout(this.picking);
    this.off.abort();
  }
}
