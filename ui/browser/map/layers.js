// The layers of a map: its canvases, one above the other, and how they become a file.

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

export function save(layers, paper, name) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [layers[0].canvas.width, layers[0].canvas.height];
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of layers) ctx.drawImage(layer.canvas, 0, 0);
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}
