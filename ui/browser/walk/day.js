// Painting by day: the ground with its contour lines, the minima, and other ways down.

import { DASHES } from "../shared/dashes.js";
import { drawn } from "../shared/svg.js";

const INK = "#0b1220";
const PAPER = "#fdfeff";

// The ground as a picture of so many dots: `height` from 0 to 1 on a grid, NaN where undefined.
export function groundPicture(height, [columns, rows], levels, stops, width, tall) {
  const picture = new ImageData(width, tall);
  const pixels = new Uint32Array(picture.data.buffer);
  const at = (px, py) => heightAt(height, columns, rows, (px + 0.5) / width, 1 - (py + 0.5) / tall);
  let below = new Float32Array(width).map((_, px) => at(px, -1));
  for (let py = 0; py < tall; py++) {
    const row = new Float32Array(width).map((_, px) => at(px, py));
    for (let px = 0; px < width; px++) {
      const band = Math.floor(row[px] * levels);
      const edge = band !== Math.floor(below[px] * levels) || (px > 0 && band !== Math.floor(row[px - 1] * levels));
      pixels[py * width + px] = colour(stops, row[px], edge);
    }
    below = row;
  }
  return picture;
}

// Between the points of the grid, linear both ways.
export function heightAt(height, columns, rows, x, y) {
  const [fx, fy] = [clamp(x) * (columns - 1), clamp(y) * (rows - 1)];
  const [i, j] = [Math.min(columns - 2, Math.floor(fx)), Math.min(rows - 2, Math.floor(fy))];
  const [a, b] = [fx - i, fy - j];
  const k = j * columns + i;
  const low = height[k] * (1 - a) + height[k + 1] * a;
  return low * (1 - b) + (height[k + columns] * (1 - a) + height[k + columns + 1] * a) * b;
}

const clamp = (v) => Math.min(1, Math.max(0, v));

// A pixel as ImageData has it, darker on a contour line; grey where there is no height.
function colour(stops, share, edge) {
  if (Number.isNaN(share)) return 0xff808080;
  const at = clamp(share) * (stops.length - 1);
  const k = Math.min(stops.length - 2, Math.floor(at));
  const [r, g, b] = stops[k].map((v, c) => (v + (stops[k + 1][c] - v) * (at - k)) * (edge ? 0.72 : 1));
  return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
}

export function rgb(hex) {
  return [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
}

// Ways of others, each a line with its own colour and dash over a pale halo, and a mark where it ends.
export function paintWays(ctx, view, paths, dark) {
  for (const { points, colour: both, dash } of paths) {
    ctx.beginPath();
    points.forEach((at, k) => ctx[k ? "lineTo" : "moveTo"](...view.pixel(at)));
    ctx.lineJoin = "round";
    stroke(ctx, dark ? INK : PAPER, 5.5, []);
    stroke(ctx, both[dark ? 1 : 0], 2.6, DASHES[dash] ?? []);
    const [x, y] = view.pixel(points.at(-1));
    ctx.beginPath();
    ctx.rect(x - 5, y - 5, 10, 10);
    ctx.fillStyle = both[dark ? 1 : 0];
    ctx.fill();
    stroke(ctx, dark ? INK : PAPER, 1.5, []);
  }
}

export function paintMinima(ctx, view, minima) {
  for (const at of minima) {
    const [x, y] = view.pixel(at);
    ctx.beginPath();
    for (let k = 0; k < 10; k++) {
      const [r, turn] = [k % 2 ? 4 : 10, (Math.PI * k) / 5 - Math.PI / 2];
      ctx[k ? "lineTo" : "moveTo"](x + r * Math.cos(turn), y + r * Math.sin(turn));
    }
    ctx.closePath();
    ctx.fillStyle = PAPER;
    ctx.fill();
    stroke(ctx, INK, 1.5, []);
  }
}

function stroke(ctx, colour, width, dash) {
  ctx.setLineDash(dash);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
  ctx.setLineDash([]);
}

// The line of a way for its entry in a list.
export function lineSample({ colour: both, dash }, dark) {
  const line = { x1: 0, y1: 5, x2: 38, y2: 5, stroke: both[dark ? 1 : 0], "stroke-width": 3 };
  const svg = drawn("svg", { width: 38, height: 10, "aria-hidden": true });
  svg.append(drawn("line", { ...line, "stroke-dasharray": (DASHES[dash] ?? []).join(" ") }));
  return svg;
}
