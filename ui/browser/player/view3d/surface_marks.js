// The marks of the 3-D view, on a canvas above the ground: where everyone is, how a path ended, minima and
// critical points. What the ground hides is faint.

import { badge, shapeOf } from "../plot/map_marks.js";
import { mark } from "../plot/marks.js";
import { lastSeen, placeAt } from "../plot/traces.js";

const HIDDEN = 0.28; // how strongly hidden marks are drawn

// Heads, or the marks of the ends, of all runs at a position in steps.
export function paintHeads(ctx, { race, places, hides, colours, paper, size }, position) {
  race.runs.forEach((run, k) => {
    const trace = places.traces[k];
    const ended = position >= run.steps;
    const at = ended ? lastSeen(trace, run.steps) : position;
    ctx.globalAlpha = hides(...places.at(k, at)) ? HIDDEN : 1;
    mark(ctx, ended ? run.mark : "circle", ...placeAt(trace, at), size, colours(run.colour), paper);
    ctx.globalAlpha = 1;
  });
}

// Marks of the ground: paper inside, ink around. `marks` have kind, x, y, z.
export function paintMarks(ctx, { view, marks, hides, ink, paper }) {
  ctx.lineJoin = "round";
  for (const { kind, x, y, z } of marks) {
    const place = view.point(x, y, z);
    if (!place.every(Number.isFinite)) continue;
    ctx.globalAlpha = hides(x, y, z) ? HIDDEN : 1;
    badge(ctx, place, shapeOf(kind), ink, paper);
    ctx.globalAlpha = 1;
  }
}
