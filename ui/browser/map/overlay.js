// What is drawn above the cells: known lines and places, the picked cell and its run.

import { DASHES } from "../shared/dashes.js";

export function paintOver(ctx, map) {
  const { view, data, picture, colours, pointer, keyboard, grown, font } = map;
  const { left, top, width, height } = view.box;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.lineJoin = "round";
  for (const line of data.lines) known(ctx, view, line, colours);
  const small = picture.marks.length > 40;
  for (const [x, y, text] of picture.marks) number(ctx, view.point(x, y), text, small, colours, font);
  const [xs, ys] = map.previews.path;
  if (xs) path(ctx, view, xs, ys, grown, colours);
  for (const { x, y, sign } of [...data.spots, ...picture.spots]) (sign === "star" ? star : cross)(ctx, view.point(x, y), colours);
  if (data.picked) diamond(ctx, view.point(...data.picked), colours);
  if (keyboard.cell) frame(ctx, map.edges(keyboard.cell), colours);
  if (pointer.box) zoomBox(ctx, pointer.box, colours);
  ctx.restore();
}

// Twice: a wide line in paper below a thin one in ink is seen on every colour.
function twice(ctx, { ink, paper }, wide, thin, dash) {
  ctx.setLineDash([]);
  ctx.globalAlpha = 0.75;
  ctx.strokeStyle = paper;
  ctx.lineWidth = wide;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.setLineDash(dash);
  ctx.strokeStyle = ink;
  ctx.lineWidth = thin;
  ctx.stroke();
}

function known(ctx, view, { x, y, dash }, colours) {
  ctx.beginPath();
  let pen = false;
  x.forEach((value, k) => {
    const [px, py] = value === null || y[k] === null ? [NaN, NaN] : view.point(value, y[k]);
    if (!Number.isFinite(px + py)) pen = false;
    else if (pen) ctx.lineTo(px, py);
    else {
      ctx.moveTo(px, py);
      pen = true;
    }
  });
  twice(ctx, colours, 4.5, 2, DASHES[dash] ?? []);
}

function path(ctx, view, xs, ys, grown, colours) {
  const last = grown * (xs.length - 1);
  ctx.beginPath();
  let pen = false;
  for (let k = 0; k <= last; k++) {
    const [x, y] = view.point(xs[k], ys[k]);
    if (!Number.isFinite(x + y)) {
      pen = false;
      continue;
    }
    if (pen) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    pen = true;
  }
  twice(ctx, colours, 5, 2.2, []);
  const [x, y] = view.point(xs[Math.floor(last)], ys[Math.floor(last)]);
  if (!Number.isFinite(x + y)) return;
  ctx.beginPath();
  ctx.arc(x, y, 5, 0, 7);
  filled(ctx, colours.ink, colours.paper);
}

function number(ctx, [x, y], text, small, colours, font) {
  const radius = small ? 6 : 10;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 7);
  filled(ctx, colours.paper, colours.ink, 1.4);
  ctx.fillStyle = colours.ink;
  ctx.font = `600 ${small ? 8.5 : 12.5}px ${font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
}

function star(ctx, [x, y], { ink, paper }) {
  ctx.beginPath();
  for (let k = 0; k < 10; k++) {
    const [r, turn] = [k % 2 ? 4.6 : 11, (Math.PI * k) / 5];
    ctx.lineTo(x + r * Math.sin(turn), y - r * Math.cos(turn));
  }
  ctx.closePath();
  filled(ctx, paper, ink, 1.8);
}

function cross(ctx, [x, y], { ink, paper }) {
  const [a, b] = [2.4, 9];
  ctx.beginPath();
  for (const [dx, dy] of [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a],
    [-b, a], [-b, -a], [-a, -a]]) ctx.lineTo(x + dx, y + dy);
  ctx.closePath();
  filled(ctx, paper, ink, 1.8);
}

// The same mark as the start has in the playground.
function diamond(ctx, [x, y], { ink, paper }) {
  ctx.beginPath();
  for (const [dx, dy] of [[0, -9], [9, 0], [0, 9], [-9, 0]]) ctx.lineTo(x + dx, y + dy);
  ctx.closePath();
  filled(ctx, paper, ink, 2.2);
}

function filled(ctx, inside, outside, width = 1.5) {
  ctx.setLineDash([]);
  ctx.fillStyle = inside;
  ctx.fill();
  ctx.strokeStyle = outside;
  ctx.lineWidth = width;
  ctx.stroke();
}

// Around the cell, and never too small to be seen.
function frame(ctx, { left, top, right, bottom }, colours) {
  const [w, h] = [Math.max(11, right - left), Math.max(11, bottom - top)];
  ctx.beginPath();
  ctx.rect((left + right - w) / 2, (top + bottom - h) / 2, w, h);
  twice(ctx, colours, 5, 2, []);
}

function zoomBox(ctx, [[ax, ay], [bx, by]], colours) {
  ctx.beginPath();
  ctx.rect(Math.min(ax, bx), Math.min(ay, by), Math.abs(ax - bx), Math.abs(ay - by));
  twice(ctx, colours, 3.5, 1.5, [5, 4]);
}
