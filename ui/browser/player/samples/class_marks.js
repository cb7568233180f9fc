// The marks of the classes of samples, on a canvas and in words.

import { drawn } from "../../shared/svg.js";

export function shape(ctx, name, x, y, r) {
  ctx.beginPath();
  if (name === "square") ctx.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
  else if (name === "triangle") corners(ctx, [[x, y - 1.2 * r], [x + 1.1 * r, y + 0.8 * r], [x - 1.1 * r, y + 0.8 * r]]);
  else if (name === "diamond") corners(ctx, [[x, y - 1.3 * r], [x + 1.1 * r, y], [x, y + 1.3 * r], [x - 1.1 * r, y]]);
  else ctx.arc(x, y, r, 0, 2 * Math.PI);
}

export function corners(ctx, points) {
  ctx.beginPath();
  points.forEach(([x, y], k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.closePath();
}

const SHAPES = {
  circle: "M1 6a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
  square: "M1.5 1.5h9v9h-9z",
  triangle: "M6 .5 11.5 10.5H.5z",
  diamond: "M6 0 11 6 6 12 1 6z",
};

export function classEntry({ name, mark }, colour) {
  const word = document.createElement("span");
  const svg = drawn("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": true });
  svg.append(drawn("path", { d: SHAPES[mark] ?? SHAPES.circle, fill: colour }));
  word.append(svg, name);
  return word;
}
