// The axes of a map or a scatter plot, drawn on a canvas: frame, ticks, labels and titles.

import { TEXT, scaleOf, ticks } from "./axes.js";

const GAP = 8; // pixels between a label and the frame
const TITLE = 9; // between the middle of the upright title and a label
const EDGE = 8; // from there to the edge of the picture, at least

// `text`: the size of letters; `grid`: whether lines go across the frame.
export function drawAxes(ctx, view, axes, { ink, faint, text = TEXT, grid = false }, font) {
  const { left, top, width, height } = view.box;
  const [across, up] = axes;
  ctx.strokeStyle = faint;
  ctx.fillStyle = ink;
  const times = text / TEXT;
  ctx.font = `${text}px ${font}`;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  let free = -Infinity; // what is left of the last label's right end
  for (const [value, words] of ticks(across, Math.max(2, width / (80 * times)))) {
    const x = left + scaleOf(across).to(value) * width;
    tick(ctx, x, top + height, 0, 5);
    if (grid) gridLine(ctx, [x, top], [x, top + height]);
    const half = ctx.measureText(words).width / 2;
    if (x - half < free) continue;
    ctx.fillText(words, x, top + height + 8 * times);
    free = x + half + 8;
  }
  ctx.fillText(across.title, left + width / 2, top + height + 26 * times);
  drawUp(ctx, view.box, up, times, grid);
}

// The axis that goes up: its title stands to the left of the widest label.
function drawUp(ctx, { left, top, width, height }, up, times, grid) {
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  const labels = up.title ? ticks(up, Math.max(2, height / (55 * times))) : [];
  const widest = Math.max(0, ...labels.map(([, words]) => ctx.measureText(words).width));
  const at = Math.max(EDGE * times, Math.min(left - 45 * times, left - GAP - widest - TITLE * times));
  for (const [value, words] of labels) {
    const y = top + (1 - scaleOf(up).to(value)) * height;
    tick(ctx, left, y, -5, 0);
    if (grid) gridLine(ctx, [left, y], [left + width, y]);
    ctx.fillText(words, left - GAP, y, left - GAP - at - TITLE * times); // narrower rather than over the title
  }
  ctx.save();
  ctx.translate(at, top + height / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.textAlign = "center";
  ctx.fillText(up.title, 0, 0, height + 2 * top); // narrower letters rather than a cut title
  ctx.restore();
}

function tick(ctx, x, y, dx, dy) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + dx, y + dy);
  ctx.stroke();
}

function gridLine(ctx, from, to) {
  ctx.globalAlpha = 0.28;
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.globalAlpha = 1;
}
