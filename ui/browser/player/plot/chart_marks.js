// Lines through the chart that say where something was expected, each with its words.

import { dashes } from "./lines.js";

const ROW = 18; // pixels between the words of two lines
const GAP = 5;

// `marks`: `x`, a place on the axis, or `y`, a value; `words`, and the `dash` of the line.
export function drawChartMarks(ctx, view, marks, { ink, paper }) {
  for (const { upright, place, dash } of seen(view, marks)) {
    const { left, top, width, height } = view.box;
    line(ctx, upright ? [place, top, place, top + height] : [left, place, left + width, place], dash, ink, paper);
  }
}

// Their words, which no curve covers.
export function drawMarkWords(ctx, view, marks, look, font) {
  const { left, top, width } = view.box;
  for (const { upright, place, row, words: said } of seen(view, marks)) {
    words(ctx, said, upright ? [place, top + ROW * (row + 0.7)] : [left + width, place - ROW / 2], view.box, look, font);
  }
}

// Those that lie in what is shown, each with its place in pixels.
function seen(view, marks) {
  const { left, top, width, height } = view.box;
  const placed = marks.map((each, row) => {
    const upright = each.x !== undefined;
    return { ...each, row, upright, place: view.point(each.x ?? 1, each.y ?? 1)[upright ? 0 : 1] };
  });
  return placed.filter(({ upright, place }) => (upright ? place >= left && place <= left + width : place >= top && place <= top + height));
}

function line(ctx, [ax, ay, bx, by], dash, ink, paper) {
  ctx.beginPath();
  ctx.moveTo(ax, ay);
  ctx.lineTo(bx, by);
  for (const [colour, wide, pattern] of [[paper, 5, []], [ink, 2, dashes(dash, 2)]]) {
    ctx.setLineDash(pattern);
    ctx.lineWidth = wide;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

// Beside the line, on the side where there is room.
function words(ctx, said, [x, y], { left, width }, { ink, paper, text }, font) {
  ctx.font = `600 ${text}px ${font}`;
  ctx.textBaseline = "middle";
  const before = x + GAP + ctx.measureText(said).width > left + width;
  ctx.textAlign = before ? "right" : "left";
  const at = x + (before ? -GAP : GAP);
  ctx.lineWidth = 4;
  ctx.lineJoin = "round";
  ctx.strokeStyle = paper;
  ctx.strokeText(said, at, y);
  ctx.fillStyle = ink;
  ctx.fillText(said, at, y);
}
