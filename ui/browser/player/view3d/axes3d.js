// The axes of the 3-D view: x and y along the edges of the block that are near, the loss at its left end,
// with ticks and labels that never lie over each other.

import { ticks } from "../../shared/axes.js";
import { say } from "../../shared/words.js";
import { number } from "../../shared/written.js";

const TICK = 5; // pixels
const GAP = 9; // from an axis to its labels

// Pixels that labels beside the block need, where letters are so large.
export function roomFor(text) {
  return { left: 4.8 * text, right: 2 * text, top: 2.1 * text, bottom: 3.5 * text };
}

// `terrain` has bounds and height, `pen` colours and a font.
export function drawAxes3d(ctx, view, terrain, pen) {
  const taken = [];
  for (const axis of axesOf3d(view, terrain, pen.text)) drawAxis(ctx, view, axis, pen, taken);
}

// Each axis: its ends in data, which way its labels stand, its ticks as [place in data, text].
export function axesOf3d(view, { bounds, height }, text) {
  const [[xLow, xHigh], [yLow, yHigh]] = bounds;
  const { back } = view.axes;
  const { top, floor } = view.space;
  const foot = floor * (top || 1);
  const y = back[1] < 0 ? yLow : yHigh;
  const x = back[0] > 0 ? xHigh : xLow;
  const [out, outX] = [back[1] < 0 ? -1 : 1, back[0] > 0 ? 1 : -1];
  const many = (from, to) => Math.max(2, Math.min(6, long(view, from, to) / (4 * text)));
  // An axis that leads away from the eye, with no side of the block seen beside it, has no ticks.
  const seen = (k) => Math.abs(view.eyeInBox[k]) > view.space.sides[k] / 2 + 0.12;
  const marked = (from, to, [lo, hi], place, shown) =>
    shown ? ticks({ lo, hi }, many(from, to)).map(([value, words]) => [place(value), words]) : [];
  const axis = (name, from, to, out, ends, place, shown) => ({ name, from, to, out, ticks: marked(from, to, ends, place, shown) });
  return [
    axis("x", [xLow, y, foot], [xHigh, y, foot], [0, out * (yHigh - yLow), 0], [xLow, xHigh], (v) => [v, y, foot], seen(1)),
    axis("y", [x, yLow, foot], [x, yHigh, foot], [outX * (xHigh - xLow), 0, 0], [yLow, yHigh], (v) => [x, v, foot], seen(0)),
    upright(view, bounds, height, text),
  ];
}

// The loss, at the corner that is furthest left on the screen.
function upright(view, [xs, ys], height, text) {
  const corners = xs.flatMap((x) => ys.map((y) => [x, y]));
  const left = ([x, y]) => view.point(x, y, 0)[0];
  const [x, y] = corners.reduce((best, corner) => (left(corner) < left(best) ? corner : best));
  const [from, to] = [[x, y, 0], [x, y, view.space.top]];
  const pixels = long(view, from, to);
  const places = lossTicks(height, pixels < 3 * text ? 0 : Math.max(2, pixels / (2.6 * text)));
  return {
    name: height.log ? say("loss (log)") : say("loss"), from, to, out: null, upright: true,
    ticks: places.map(([z, text]) => [[x, y, z], text]),
  };
}

// At most `most` losses to be written beside heights, as [height, text]; each stands exactly where it is.
export function lossTicks({ log, low, scale, top }, most) {
  if (!(most >= 2)) return [];
  if (!log) return ticks({ lo: low, hi: low + top }, most).map(([loss, text]) => [loss - low, text]);
  const found = [[0, number(low, 3)]];
  const span = scale * (10 ** top - 1);
  const at = (loss) => Math.log10(1 + (loss - low) / scale);
  const every = Math.max(1, Math.ceil(4 / most));
  for (let e = Math.floor(Math.log10(span)); found.length < 12 && 10 ** e > scale; e -= every) {
    const places = [1, 3].map((digits) => Number((low + 10 ** e).toPrecision(digits)));
    const loss = places.find((value) => value > low && at(value) > 0.09 * top && at(value) <= top);
    if (loss !== undefined) found.push([at(loss), number(loss, 3)]);
  }
  return found;
}

function long(view, from, to) {
  const [[a, b], [c, d]] = [view.point(...from), view.point(...to)];
  return Math.hypot(c - a, d - b);
}

function drawAxis(ctx, view, axis, { ink, faint, font, text: size }, taken) {
  const [from, to] = [view.point(...axis.from), view.point(...axis.to)];
  if (!axis.ticks.length) return;
  Object.assign(ctx, { strokeStyle: faint, fillStyle: ink, lineWidth: 1.2, font: `${size}px ${font}` });
  ctx.setLineDash([]);
  line(ctx, from, to);
  const way = axis.upright ? [-1, 0] : outwards(view, axis);
  for (const [place, words] of axis.ticks) {
    const at = view.point(...place);
    line(ctx, at, beside(at, way, TICK));
    write(ctx, words, beside(at, way, GAP), way, size, taken, view.box);
  }
  if (axis.upright) return void write(ctx, axis.name, [to[0] - 1.8 * size, to[1] - size], [0.4, -1], size, taken, view.box);
  ctx.font = `${size + 1}px ${font}`; // an italic one would be fetched for two letters
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const free = (far) => write(ctx, axis.name, beside(middle, way, far), way, size + 1, taken, view.box);
  [2.3, 3, 3.8].map((lines) => lines * size).some(free);
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
