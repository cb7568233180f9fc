// The canvases of a map, one above the other, and how they become a file.

import { fit } from "../shared/canvas.js";

export class Sheet {
  constructor(canvas) {
    this.canvas = canvas;
  }

  // As large as its place, in dots of the screen.
  size(width, height) {
    this.sharp = fit([this.canvas], width, height).sharp;
  }

  // A clean sheet, to be drawn on in CSS pixels.
  begin() {
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    return ctx;
  }
}

export function save(sheets, paper, name) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [sheets[0].canvas.width, sheets[0].canvas.height];
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  for (const sheet of sheets) ctx.drawImage(sheet.canvas, 0, 0);
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}
