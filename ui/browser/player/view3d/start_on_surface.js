// The start of the race in the 3-D view: a click or a tap on the surface sets it, and its mark can be
// dragged over the surface.

import { TWICE } from "../plot/zoom_and_pan.js";

const STILL = 4; // pixels a click may wander; a drag turns the view

export class StartOnSurface {
  // `surface` is the 3-D view; `start` the marker on the map: the keys, the words and the sending are all
  // its.
  constructor(root, surface, start) {
    this.surface = surface;
    this.start = start;
    this.element = root.querySelector("[data-start-solid]");
    this.off = new AbortController();
    const listen = (target, event, act, more) =>
      target.addEventListener(event, act, { signal: this.off.signal, ...more });
    listen(surface.div, "pointerdown", (event) => this.press(event), { capture: true });
    listen(window, "pointermove", (event) => this.wander(event), { capture: true });
    listen(window, "pointerup", (event) => this.release(event), { capture: true });
    listen(window, "pointercancel", () => (this.pressed = null));
    listen(this.element, "pointerdown", (event) => this.grab(event));
    listen(this.element, "pointermove", (event) => this.drag(event));
    listen(this.element, "pointerup", () => this.drop());
    listen(this.element, "pointercancel", () => this.drop());
    start.follow = () => this.place();
  }

  // What is at a place of the window: a point of the plane, or null.
  at(clientX, clientY) {
    const { left, top } = this.surface.div.getBoundingClientRect();
    return this.surface.pick(clientX - left, clientY - top);
  }

  // The mark, where the start is; faint behind a hill.
  place() {
    const { surface, start } = this;
    const z = surface.view && start.at ? surface.over(...start.at) : NaN;
    const [x, y] = z === z ? surface.view.point(...start.at, z) : [NaN, NaN];
    this.element.hidden = !this.dragging && !(z === z && surface.view.holds(x, y));
    if (this.element.hidden) return;
    this.element.style.transform = `translate(${x}px, ${y}px)`;
    this.element.toggleAttribute("data-behind", !this.dragging && surface.hides(...start.at, z));
  }

  // -- a click ----------------------------------------------------------------------------------

  press(event) {
    const other = !event.isPrimary || event.button !== 0 || this.start.fixed;
    this.pressed = other ? null : { x: event.clientX, y: event.clientY };
  }

  wander({ clientX, clientY }) {
    const { pressed } = this;
    if (pressed && Math.hypot(clientX - pressed.x, clientY - pressed.y) >= STILL) this.pressed = null;
  }

  release(event) {
    this.wander(event);
    const { pressed } = this;
    this.pressed = null;
    if (!pressed) return;
    const at = this.at(pressed.x, pressed.y);
    if (!at) return;
    if (this.surface.turned) this.wait(at, event.timeStamp);
    else this.start.set(at, false);
  }

  // Where the view was turned, a double click turns it back: there one click waits for the other.
  wait(at, now) {
    clearTimeout(this.clicking);
    const twice = this.clicked && now - this.clicked < TWICE;
    this.clicked = twice ? null : now;
    if (!twice) this.clicking = setTimeout(() => this.start.set(at, false), TWICE);
  }

  // -- a drag of the mark -------------------------------------------------------------------------

  grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.element.setPointerCapture(event.pointerId);
    const { left, top, width, height } = this.element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    this.dragging = { dx: x - event.clientX, dy: y - event.clientY, moved: false };
    this.start.held = true;
  }

  drag(event) {
    if (!this.dragging) return;
    const { dx, dy } = this.dragging;
    const at = this.at(event.clientX + dx, event.clientY + dy);
    if (!at) return; // beside the surface the start stays where it was
    this.dragging.moved = true;
    this.start.set(at, true);
  }

  drop() {
    const moved = this.dragging?.moved;
    this.dragging = null;
    this.start.held = false;
    if (moved) this.start.send(this.start.at, false);
  }

  close() {
    clearTimeout(this.clicking);
    this.off.abort();
  }
}
