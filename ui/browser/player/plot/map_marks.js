// What is marked on the map: critical points by kind, the probe's cross, the chord, and in a lesson the
// start and where somebody said the run would end, in ink on paper.

import { apart } from "../../shared/pointer.js";
import { dashes } from "./lines.js";

const NEAR = 10; // pixels

const SHAPES = {
  minimum: star(10, 4.4, 5),
  maximum: [[0, -9], [8.5, 7], [-8.5, 7]],
  saddle: [[-7, -8], [7, -8], [-7, 8], [7, 8]],
  degenerate: star(8, 8, 3),
};

const DIAMOND = [[0, -9], [9, 0], [0, 9], [-9, 0]];

export function drawMarks(ctx, view, { points, chord, probe, guess }, { ink, paper }) {
  const { left, top, width, height } = view.box;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.lineJoin = "round";
  if (chord) drawChord(ctx, view, chord, ink, paper);
  if (probe) drawProbe(ctx, view, probe, ink, paper);
  for (const { kind, x, y } of points) badge(ctx, view.point(x, y), SHAPES[kind], ink, paper);
  if (guess) drawGuess(ctx, view.point(guess.x, guess.y), ink, paper);
  ctx.restore();
}

// The start of a race, at a pixel.
export function drawStart(ctx, place, { ink, paper }) {
  badge(ctx, place, DIAMOND, ink, paper);
}

// The mark of a kind of critical point at a pixel.
export function badge(ctx, [px, py], shape, ink, paper) {
  ctx.beginPath();
  (shape ?? SHAPES.degenerate).forEach(([dx, dy], k) => ctx[k ? "lineTo" : "moveTo"](px + dx, py + dy));
  ctx.closePath();
  ctx.setLineDash([]);
  ctx.lineWidth = 4.5;
  ctx.strokeStyle = paper;
  ctx.stroke();
  ctx.fillStyle = paper;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = ink;
  ctx.stroke();
}

export function shapeOf(kind) {
  return SHAPES[kind];
}

// What is said of the mark at a pixel, or null.
export function markAt(view, { points, probe, guess }, px, py) {
  const near = ({ x, y }) => apart(view.point(x, y), [px, py]) < NEAR;
  const found = [...points, ...[probe, guess].filter(Boolean)].find(near);
  return found ? { words: found.words } : null;
}

function drawProbe(ctx, view, { x, y, arms }, ink, paper) {
  for (const { ends, dash } of arms) {
    line(ctx, ends.map(([a, b]) => view.point(a, b)), dash, 2.5, ink, paper);
  }
  const [px, py] = view.point(x, y);
  ctx.beginPath();
  ctx.arc(px, py, 3.5, 0, 2 * Math.PI);
  ctx.fillStyle = ink;
  ctx.fill();
}

function drawChord(ctx, view, chord, ink, paper) {
  const ends = chord.map(([x, y]) => view.point(x, y));
  line(ctx, ends, "dash", 2, ink, paper);
  ends.forEach(([px, py], k) => {
    ctx.beginPath();
    ctx.arc(px, py, 9, 0, 2 * Math.PI);
    ctx.fillStyle = paper;
    ctx.fill();
    ctx.strokeStyle = ctx.fillStyle = ink;
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.font = "600 12px sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText("AB"[k], px, py + 0.5);
  });
}

// A ring with a question mark.
function drawGuess(ctx, [px, py], ink, paper) {
  ctx.beginPath();
  ctx.arc(px, py, 11, 0, 2 * Math.PI);
  ctx.fillStyle = paper;
  ctx.fill();
  ctx.setLineDash([]);
  ctx.lineWidth = 2.2;
  ctx.strokeStyle = ctx.fillStyle = ink;
  ctx.stroke();
  ctx.font = "700 14px sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText("?", px, py + 0.5);
}

// In ink upon a wider line of paper.
function line(ctx, [[ax, ay], [bx, by]], dash, width, ink, paper) {
  ctx.beginPath();
  ctx.moveTo(ax, ay);
  ctx.lineTo(bx, by);
  for (const [colour, wide, pattern] of [[paper, width + 3, []], [ink, width, dashes(dash, width)]]) {
    ctx.setLineDash(pattern);
    ctx.lineWidth = wide;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

// Corners at two radii in turn; the first one is up.
function star(far, near, points) {
  return Array.from({ length: 2 * points }, (_, k) => {
    const [radius, turn] = [k % 2 ? near : far, (Math.PI * k) / points];
    return [radius * Math.sin(turn), -radius * Math.cos(turn)];
  });
}
