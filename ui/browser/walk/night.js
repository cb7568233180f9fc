// Painting by night: around each place where one stood the plane that loss and slope make there, and the
// way one went.

import { acrossPlane, crossings, rangeOf, SIGHT, steepness } from "./felt.js";

const LAMP = "#ffe7b0";
export const DARK = "#070b14";
const LEVELS = 24;
const MOST_LINES = 9;
const STOPS = 24;
const LARGER = 2.5; // lanterns, at most, where one looks closer

// `colours`: of the ground from low to high, as CSS has them; `lit`: whether it is day.
export function paintNight(ctx, view, { places, pending, aim, slopes, lit, colours, font }) {
  const radius = (SIGHT * Math.min(view.width, view.height) * Math.min(view.times, LARGER)) / view.times;
  const range = rangeOf(places, slopes ? SIGHT : 0);
  frame(ctx, view);
  if (!lit) {
    glow(ctx, view, places.at(-1), radius);
    for (const place of places) lantern(ctx, view, place, radius, range, colours, slopes);
  }
  if (!lit) way(ctx, view, [...places.map(({ x, y }) => [x, y]), ...pending]);
  places.forEach((place, k) => stone(ctx, view, place, k, places, { radius, slopes, font }));
  for (const at of pending) ring(ctx, view.pixel(at), 5, [2, 3]);
  if (aim) cross(ctx, view.pixel(aim), radius);
}

// Where the window ends, with its tenths: a map in the dark still has an edge.
function frame(ctx, view) {
  const [[left, bottom], [right, top]] = [view.pixel([0, 0]), view.pixel([1, 1])];
  ctx.strokeStyle = "#9fb0bf66";
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
  for (let k = 1; k < 10; k++) {
    const [x, y] = view.pixel([k / 10, k / 10]);
    for (const [from, to] of [[[x, bottom], [x, bottom - 6]], [[x, top], [x, top + 6]]]) line(ctx, from, to);
    for (const [from, to] of [[[left, y], [left + 6, y]], [[right, y], [right - 6, y]]]) line(ctx, from, to);
  }
}

// The lamp that one carries.
function glow(ctx, view, place, radius) {
  const [x, y] = view.pixel([place.x, place.y]);
  const light = ctx.createRadialGradient(x, y, 0, x, y, 3 * radius);
  light.addColorStop(0, "#ffe7b044");
  light.addColorStop(1, "#ffe7b000");
  ctx.fillStyle = light;
  ctx.fillRect(x - 3 * radius, y - 3 * radius, 6 * radius, 6 * radius);
}

// The plane around a place: colours along the slope, lines across it, fading into the dark.
function lantern(ctx, view, place, radius, range, colours, slopes) {
  if (!Number.isFinite(place.loss)) return;
  const disc = document.createElement("canvas");
  const size = Math.ceil(2 * radius);
  disc.width = disc.height = size;
  const pen = disc.getContext("2d");
  const [ux, uy] = uphill(place, view);
  const reach = slopes ? radius / Math.min(view.width, view.height) : 0;
  const fill = pen.createLinearGradient(radius * (1 - ux), radius * (1 + uy), radius * (1 + ux), radius * (1 - uy));
  acrossPlane(place, reach, range, STOPS).forEach((share, k) => fill.addColorStop(k / (STOPS - 1), colourAt(colours, share)));
  pen.fillStyle = fill;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = "#0b1220aa";
  pen.lineWidth = 1;
  for (const at of crossings(place, reach, range, LEVELS, MOST_LINES)) {
    const [mx, my] = [radius * (1 + ux * at), radius * (1 - uy * at)];
    line(pen, [mx - uy * size, my - ux * size], [mx + uy * size, my + ux * size]);
  }
  fade(pen, radius, size);
  const [x, y] = view.pixel([place.x, place.y]);
  ctx.drawImage(disc, x - radius, y - radius);
}

function fade(pen, radius, size) {
  const soft = pen.createRadialGradient(radius, radius, 0, radius, radius, radius);
  soft.addColorStop(0, "#000f");
  soft.addColorStop(0.6, "#000e");
  soft.addColorStop(1, "#0000");
  pen.globalCompositeOperation = "destination-in";
  pen.fillStyle = soft;
  pen.fillRect(0, 0, size, size);
}

// The direction upwards on the map as it is drawn, of length 1; y upwards.
function uphill({ gx, gy }, view) {
  const [dx, dy] = [gx / view.width, gy / view.height];
  const length = Math.hypot(dx, dy);
  return length > 0 ? [dx / length, dy / length] : [1, 0];
}

export function colourAt(colours, share) {
  return colours[Math.min(colours.length - 1, Math.floor(share * colours.length))];
}

function way(ctx, view, points) {
  ctx.beginPath();
  points.forEach((at, k) => ctx[k ? "lineTo" : "moveTo"](...view.pixel(at)));
  ctx.lineJoin = "round";
  for (const [colour, width] of [[DARK, 5], [LAMP, 2]]) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

// A place: its dot and number, and an arrow downhill, longer where it is steeper.
function stone(ctx, view, place, k, places, { radius, slopes, font }) {
  const at = view.pixel([place.x, place.y]);
  const last = k === places.length - 1;
  const steep = slopes ? steepness(place.steep, places) : 0;
  if (steep > 0) {
    const [ux, uy] = uphill(place, view);
    const length = (0.3 + 0.6 * steep) * radius;
    arrow(ctx, at, [at[0] - ux * length, at[1] + uy * length], last);
  }
  ring(ctx, at, last ? 7 : 4, [], last);
  label(ctx, String(k + 1), [at[0] + 9, at[1] - 9], font);
}

function arrow(ctx, from, to, bold) {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const wing = (turn) => [to[0] - 8 * Math.cos(angle + turn), to[1] - 8 * Math.sin(angle + turn)];
  ctx.lineCap = "round";
  for (const [colour, width] of [[DARK, bold ? 5.5 : 4], ["#ffffff", bold ? 2.5 : 1.5]]) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    line(ctx, from, to);
    line(ctx, wing(0.5), to);
    line(ctx, wing(-0.5), to);
  }
}

function ring(ctx, [x, y], size, dash, filled) {
  ctx.beginPath();
  ctx.arc(x, y, size, 0, 7);
  ctx.fillStyle = filled ? LAMP : DARK;
  ctx.fill();
  ctx.setLineDash(dash);
  ctx.lineWidth = 2;
  ctx.strokeStyle = filled ? DARK : LAMP;
  ctx.stroke();
  ctx.setLineDash([]);
}

export function label(ctx, text, [x, y], font) {
  ctx.font = `600 12px ${font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = DARK;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = "#ffffff";
  ctx.fillText(text, x, y);
}

// Where the next step would go.
function cross(ctx, [x, y], radius) {
  for (const [colour, width] of [[DARK, 4], [LAMP, 1.6]]) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    line(ctx, [x - 9, y], [x + 9, y]);
    line(ctx, [x, y - 9], [x, y + 9]);
  }
  ctx.setLineDash([3, 5]);
  ctx.strokeStyle = "#ffe7b066";
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 7);
  ctx.stroke();
  ctx.setLineDash([]);
}

function line(ctx, from, to) {
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}
