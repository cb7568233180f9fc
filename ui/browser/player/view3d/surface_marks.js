// The marks of the 3-D view, on a canvas above the ground: where everyone is, how a path ended, minima and
// critical points. What the ground hides is faint.

import { mark } from "../plot/marks.js";
import { lastSeen, placeAt } from "../plot/traces.js";

const HIDDEN = 0.28; // how strongly hidden marks are drawn
const SIGNS = { star, cross, hourglass, triangle, "triangle-up": triangle, hexagon };

// Heads, or the marks of the ends, of all runs at a position in steps.
export function paintHeads(ctx, { race, places, hides, colours, paper, size }, position) {
  race.runs.forEach((run, k) => {
    const trace = places.traces[k];
    const ended = position >= run.steps;
    const at = ended ? lastSeen(trace, run.steps) : position;
    ctx.globalAlpha = hides(...places.at(k, at)) ? HIDDEN : 1;
    const name = ended ? run.mark : "circle";
    mark(ctx, name, ...placeAt(trace, at), size * (ended ? 0.95 : 1.1), colours(run.colour), paper);
    ctx.globalAlpha = 1;
  });
}

// Marks of the ground: paper inside, ink around. `marks` have x, y, z, sign.
export function paintMarks(ctx, { view, marks, hides, ink, paper, size }) {
  for (const { x, y, z, sign } of marks) {
    const [px, py] = view.point(x, y, z);
    if (!Number.isFinite(px + py)) continue;
    ctx.globalAlpha = hides(x, y, z) ? HIDDEN : 1;
    ctx.beginPath();
    (SIGNS[sign] ?? hexagon)(ctx, px, py, size * 1.35);
    ctx.setLineDash([]);
    ctx.lineJoin = "round";
    ctx.lineWidth = 4.5;
    ctx.strokeStyle = paper;
    ctx.stroke();
    ctx.fillStyle = paper;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = ink;
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
}

function corners(ctx, x, y, places) {
  places.forEach(([u, v], k) => (k ? ctx.lineTo(x + u, y + v) : ctx.moveTo(x + u, y + v)));
  ctx.closePath();
}

function around(count, radius, first = -Math.PI / 2) {
  return Array.from({ length: count }, (_, k) => {
    const turn = first + (2 * Math.PI * k) / count;
    const far = typeof radius === "function" ? radius(k) : radius;
    return [far * Math.cos(turn), far * Math.sin(turn)];
  });
}

function star(ctx, x, y, r) {
  corners(ctx, x, y, around(10, (k) => (k % 2 ? 0.45 * r : 1.1 * r)));
}

function hexagon(ctx, x, y, r) {
  corners(ctx, x, y, around(6, 0.9 * r));
}

function triangle(ctx, x, y, r) {
  corners(ctx, x, y, around(3, r));
}

function hourglass(ctx, x, y, r) {
  corners(ctx, x, y, [[-0.8 * r, -0.9 * r], [0.8 * r, -0.9 * r], [-0.8 * r, 0.9 * r], [0.8 * r, 0.9 * r]]);
}

function cross(ctx, x, y, r) {
  const a = 0.3 * r;
  const arms = [[a, a], [r, a], [r, -a], [a, -a], [a, -r], [-a, -r], [-a, -a], [-r, -a], [-r, a], [-a, a], [-a, r], [a, r]];
  corners(ctx, x, y, arms);
}
