// Where the next step goes: a click goes there at once, arrow keys move the aim and Enter goes.

import { apart } from "../shared/pointer.js";
import { within } from "./map_view.js";

const STILL = 6; // pixels a click may wander
const [COARSE, FINE] = [1 / 50, 1 / 500]; // of the shorter side of what is seen
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Aim {
  constructor(walk) {
    this.walk = walk;
    this.place = null;
    const { field, root, off } = walk;
    const on = (name, act) => field.addEventListener(name, act, { signal: off.signal });
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", () => (this.from = null));
    on("pointerleave", () => this.point(null));
    on("keydown", (event) => this.key(event));
    on("blur", () => this.point(null));
    this.button = root.querySelector("[data-do=closer]");
    this.button.addEventListener("click", () => this.closer(), { signal: off.signal });
  }

  at(event) {
    const { left, top } = this.walk.field.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  // The place under a pixel; null beside the map.
  placeAt(pixel) {
    const place = this.walk.view?.place(pixel);
    return place?.every((v) => v >= 0 && v <= 1) ? place : null;
  }

  press(event) {
    if (event.isPrimary && event.button === 0) this.from = this.at(event);
  }

  move(event) {
    if (event.pointerType !== "touch") this.point(this.placeAt(this.at(event)));
  }

  release(event) {
    const { from } = this;
    this.from = null;
    const place = this.placeAt(this.at(event));
    if (from && place && apart(from, this.at(event)) <= STILL) this.walk.step(place);
  }

  point(place) {
    this.place = place;
    this.walk.schedule();
  }

  key(event) {
    const { key, shiftKey } = event;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const place = this.place ?? this.walk.steps.at(-1);
    if (WAYS[key]) this.point(this.moved(place, WAYS[key], shiftKey ? FINE : COARSE));
    else if (key === "Enter" || key === " ") this.walk.step(place);
    else if (key.toLowerCase() === "z") this.closer();
    else return;
    event.preventDefault();
  }

  moved([x, y], [dx, dy], share) {
    const { width, height, times } = this.walk.view;
    const far = (share * Math.min(width, height)) / times;
    return within([x + (dx * far) / width, y + (dy * far) / height]);
  }

  closer() {
    this.walk.look(!this.walk.closer);
    this.refresh();
  }

  refresh() {
    this.button.setAttribute("aria-pressed", String(Boolean(this.walk.closer)));
  }
}
