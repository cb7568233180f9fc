// Zooming a plot with two axes: a drag makes a box, the wheel with Ctrl zooms about the pointer, a drag
// with Shift moves what is seen, two fingers do both, a double click shows all again.

import { apart } from "../../shared/pointer.js";
import { boxShares, scaled, wheelFactor } from "../../shared/zoom.js";

const STILL = 5; // pixels a click may wander
export const TWICE = 300; // milliseconds between the clicks of a double click

export class ZoomAndPan {
  constructor(panel, root) {
    this.panel = panel;
    this.off = new AbortController();
    this.fingers = new Map();
    const on = (target, event, act, more) =>
      target.addEventListener(event, act, { signal: this.off.signal, ...more });
    const { div } = panel;
    on(div, "pointerdown", (event) => this.press(event));
    on(div, "pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) on(div, end, (event) => this.release(event));
    on(div, "wheel", (event) => this.wheel(event), { passive: false });
    on(root.querySelector(`[data-tools=${panel.name}]`), "click", (event) => this.click(event));
    this.box = document.createElement("div");
    this.box.dataset.zoomBox = "";
    this.box.hidden = true;
    div.append(this.box);
  }

  click({ target }) {
    const act = target.closest("button")?.dataset.zoom;
    if (act === "in") this.scale(0.5);
    if (act === "out") this.scale(2);
    if (act === "whole") this.panel.see(null);
  }

  scale(factor, [x, y] = [0.5, 0.5]) {
    this.panel.zoom([scaled(factor, x), scaled(factor, y)]);
  }

  place(event) {
    const { left, top } = this.panel.div.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  press(event) {
    if (event.button !== 0 || !this.panel.view) return;
    const at = this.place(event);
    if (!this.panel.view.holds(...at)) return;
    if (event.pointerType === "touch") {
      this.fingers.set(event.pointerId, at);
      return;
    }
    this.from = { at, shift: event.shiftKey, seen: this.panel.shown };
    this.panel.div.setPointerCapture(event.pointerId);
  }

  move(event) {
    const at = this.place(event);
    if (this.fingers.has(event.pointerId)) return this.pinch(event.pointerId, at);
    if (!this.from || apart(this.from.at, at) <= STILL) return;
    if (this.from.shift) this.pan(this.from.at, at);
    else this.drawBox(this.from.at, at);
  }

  // -- a box ----------------------------------------------------------------------------------------

  drawBox(from, to) {
    const { left, top, width, height } = this.panel.view.box;
    const inside = ([x, y]) => [clamp(x, left, left + width), clamp(y, top, top + height)];
    this.drawn = [inside(from), inside(to)];
    const [[ax, ay], [bx, by]] = this.drawn;
    this.box.hidden = false;
    Object.assign(this.box.style, {
      left: `${Math.min(ax, bx)}px`,
      top: `${Math.min(ay, by)}px`,
      width: `${Math.abs(ax - bx)}px`,
      height: `${Math.abs(ay - by)}px`,
    });
  }

  release(event) {
    this.fingers.delete(event.pointerId);
    const { from, drawn } = this;
    this.from = this.drawn = null;
    this.box.hidden = true;
    if (!from || event.type === "pointercancel") return;
    if (drawn) return this.panel.zoom(boxShares(this.panel.view, drawn));
    if (from.shift && apart(from.at, this.place(event)) > STILL) return;
    const twice = this.last && event.timeStamp - this.last < TWICE;
    this.last = twice ? null : event.timeStamp;
    if (twice && this.panel.seen) this.panel.see(null);
  }

  // -- moving what is seen ------------------------------------------------------------------------

  pan(from, to) {
    const { view } = this.panel;
    const [[ax, ay], [bx, by]] = [view.shares(...from), view.shares(...to)];
    this.from.at = to;
    this.panel.zoom([[ax - bx, 1 + ax - bx], [ay - by, 1 + ay - by]]);
  }

  // Two fingers: what is below them stays below them.
  pinch(id, at) {
    const before = [...this.fingers.values()];
    this.fingers.set(id, at);
    const after = [...this.fingers.values()];
    if (after.length !== 2) return;
    const factor = apart(...before) / Math.max(1, apart(...after));
    const { view } = this.panel;
    const [from, to] = [before, after].map(([[ax, ay], [bx, by]]) => view.shares((ax + bx) / 2, (ay + by) / 2));
    this.panel.zoom([0, 1].map((k) => [from[k] - to[k] * factor, from[k] + (1 - to[k]) * factor]));
  }

  // The wheel alone scrolls the page; with Ctrl (as a pinch on a touchpad comes) it zooms.
  wheel(event) {
    const { view } = this.panel;
    const at = this.place(event);
    if (!view?.holds(...at) || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.scale(wheelFactor(event.deltaY), view.shares(...at));
  }

  close() {
    this.off.abort();
    this.box.remove();
  }
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
