// The axes of the 3-D view: x and y along the edges of the block that are near, the loss at its left end,
// with ticks and labels that never lie over each other.

import { short, ticks } from "../../shared/axes.js";

const TICK = 5; // pixels
const GAP = 9; // from an axis to its labels
const TITLE = 30; // and to its name
const APART = 62; // pixels between two labels at least
export const ROOM = { left: 64, right: 26, top: 26, bottom: 46 }; // for labels beside the block

// `terrain` has bounds and height, `pen` colours and a font.
export function drawAxes3d(ctx, view, terrain, pen) {
  const taken = [];
  for (const axis of axesOf3d(view, terrain)) drawAxis(ctx, view, axis, pen, taken);
}

// Each axis: its ends in data, which way its labels stand, its ticks as [place in data, text].
export function axesOf3d(view, { bounds, height }) {
  const [[xLow, xHigh], [yLow, yHigh]] = bounds;
  const { back } = view.axes;
  const { top, floor } = view.space;
  const foot = floor * (top || 1);
  const y = back[1] < 0 ? yLow : yHigh;
  const x = back[0] > 0 ? xHigh : xLow;
  const [out, outX] = [back[1] < 0 ? -1 : 1, back[0] > 0 ? 1 : -1];
  const many = (from, to) => Math.max(2, Math.min(6, long(view, from, to) / APART));
  const across = { name: "x", from: [xLow, y, foot], to: [xHigh, y, foot], out: [0, out * (yHigh - yLow), 0] };
  const along = { name: "y", from: [x, yLow, foot], to: [x, yHigh, foot], out: [outX * (xHigh - xLow), 0, 0] };
  // An axis that leads away from the eye, with no side of the block seen beside it, has no ticks.
  const [hiddenX, hiddenY] = [1, 0].map((k) => Math.abs(view.eyeInBox[k]) < view.space.sides[k] / 2 + 0.12);
  across.ticks = ticks({ lo: xLow, hi: xHigh }, many(across.from, across.to)).filter(() => !hiddenX).map(([v, text]) => [[v, y, foot], text]);
  along.ticks = ticks({ lo: yLow, hi: yHigh }, many(along.from, along.to)).filter(() => !hiddenY).map(([v, text]) => [[x, v, foot], text]);
  return [across, along, upright(view, bounds, height)];
}

// The loss, at the corner that is furthest left on the screen.
function upright(view, [xs, ys], height) {
  const corners = xs.flatMap((x) => ys.map((y) => [x, y]));
  const left = ([x, y]) => view.point(x, y, 0)[0];
  const [x, y] = corners.reduce((best, corner) => (left(corner) < left(best) ? corner : best));
  const [from, to] = [[x, y, 0], [x, y, view.space.top]];
  const pixels = long(view, from, to);
  const places = lossTicks(height, pixels < 40 ? 0 : Math.max(2, pixels / 34));
  return {
    name: height.log ? "loss (log)" : "loss", from, to, out: null, upright: true,
    ticks: places.map(([z, text]) => [[x, y, z], text]),
  };
}

// At most `most` losses to be written beside heights, as [height, text]; each stands exactly where it is.
export function lossTicks({ log, low, scale, top }, most) {
  if (!(most >= 2)) return [];
  if (!log) return ticks({ lo: low, hi: low + top }, most).map(([loss, text]) => [loss - low, text]);
  const found = [[0, short(low, 3)]];
  const span = scale * (10 ** top - 1);
  const every = Math.max(1, Math.ceil(4 / most));
  for (let e = Math.floor(Math.log10(span)); found.length < 12 && 10 ** e > scale; e -= every) {
    const loss = Number((low + 10 ** e).toPrecision(3));
    const height = Math.log10(1 + (loss - low) / scale);
    if (loss > low && height > 0.09 * top) found.push([height, short(loss, 3)]);
  }
  return found;
}

function long(view, from, to) {
  const [[a, b], [c, d]] = [view.point(...from), view.point(...to)];
  return Math.hypot(c - a, d - b);
}

function drawAxis(ctx, view, axis, { ink, faint, font, size }, taken) {
  const [from, to] = [view.point(...axis.from), view.point(...axis.to)];
  if (!axis.ticks.length) return;
  ctx.strokeStyle = faint;
  ctx.fillStyle = ink;
  ctx.lineWidth = 1.2;
  ctx.setLineDash([]);
  line(ctx, from, to);
  const way = axis.upright ? [-1, 0] : outwards(view, axis);
  ctx.font = `${size}px ${font}`;
  for (const [place, text] of axis.ticks) {
    const at = view.point(...place);
    line(ctx, at, beside(at, way, TICK));
    write(ctx, text, beside(at, way, GAP), way, size, taken, view.box);
  }
  ctx.font = `italic ${size + 1}px ${font}`;
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  if (axis.upright) {
    ctx.font = `${size}px ${font}`;
    write(ctx, axis.name, [to[0] - 24, to[1] - size], [0.4, -1], size, taken, view.box);
  } else {
    for (const far of [TITLE, TITLE + 10, TITLE + 20]) {
      if (write(ctx, axis.name, beside(middle, way, far), way, size + 1, taken, view.box)) break;
    }
  }
}

// The direction away from the block, on the screen.
function outwards(view, { from, to, out }) {
  const middle = from.map((value, k) => (value + to[k]) / 2);
  const [a, b] = view.point(...middle);
  const [c, d] = view.point(...middle.map((value, k) => value + 0.05 * out[k]));
  // Away from the axis itself: labels of a steep axis stand beside it, those of a flat one below.
  const [[p, q], [r, s]] = [view.point(...from), view.point(...to)];
  const size = Math.hypot(r - p, s - q) || 1;
  const [u, v] = [-(s - q) / size, (r - p) / size];
  const side = u * (c - a) + v * (d - b) < 0 ? -1 : 1;
  return [side * u, side * v];
}

function beside([x, y], [u, v], far) {
  return [x + u * far, y + v * far];
}

// A text at a place, on the side that `way` points to, unless something stands there. -> whether
function write(ctx, text, [x, y], [u, v], size, taken, { width, height }) {
  const wide = ctx.measureText(text).width;
  const left = x - wide / 2 + (u * wide) / 2;
  const upper = y - size / 2 + (v * size) / 2;
  const box = [left - 3, upper - 1, left + wide + 3, upper + size + 1];
  if (box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height) return false;
  if (taken.some(([a, b, c, d]) => box[0] < c && box[2] > a && box[1] < d && box[3] > b)) return false;
  taken.push(box);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, left, upper + size / 2);
  return true;
}

function line(ctx, [x, y], [toX, toY]) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}
