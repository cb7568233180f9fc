// The axes of a map or a scatter plot, drawn on a canvas: frame, ticks, labels and titles.

import { scaleOf, ticks } from "./axes.js";

export function drawAxes(ctx, view, axes, { ink, faint }, font) {
  const { left, top, width, height } = view.box;
  const [across, up] = axes;
  ctx.strokeStyle = faint;
  ctx.fillStyle = ink;
  ctx.font = `13px ${font}`;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  let free = -Infinity; // what is left of the last label's right end
  for (const [value, text] of ticks(across, Math.max(2, width / 80))) {
    const x = left + scaleOf(across).to(value) * width;
    tick(ctx, x, top + height, 0, 5);
    const half = ctx.measureText(text).width / 2;
    if (x - half < free) continue;
    ctx.fillText(text, x, top + height + 8);
    free = x + half + 8;
  }
  ctx.fillText(across.title, left + width / 2, top + height + 26);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  if (up.title) {
    for (const [value, text] of ticks(up, Math.max(2, height / 60))) {
      const y = top + (1 - scaleOf(up).to(value)) * height;
      tick(ctx, left, y, -5, 0);
      ctx.fillText(text, left - 8, y);
    }
  }
  ctx.save();
  ctx.translate(13, top + height / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.textAlign = "center";
  ctx.fillText(up.title, 0, 0);
  ctx.restore();
}

function tick(ctx, x, y, dx, dy) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + dx, y + dy);
  ctx.stroke();
}
