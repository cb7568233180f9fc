// The layers of a map: its canvases, one above the other.

import { fit } from "../shared/canvas.js";

export class Layer {
  constructor(canvas) {
    this.canvas = canvas;
  }

  // As large as its place, in dots of the screen.
  size(width, height) {
    this.sharp = fit([this.canvas], width, height).sharp;
  }

  // A clean canvas, to be drawn on in CSS pixels.
  begin() {
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    return ctx;
  }
}
