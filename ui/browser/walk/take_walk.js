// The walk as what one takes along: its picture at any size with title and, by day, a legend, as PNG or SVG.

import { download } from "../shared/take/save_file.js";
import { tag, written } from "../shared/take/svg_words.js";
import { say } from "../shared/words.js";
import { DASHES } from "./day.js";

const [TITLE, ROW, GAP, LINE] = [34, 22, 12, 38]; // pixels
const MOST = 40e6; // dots of a picture: more would be too much for some browsers
const NIGHT = "#070b14";

// What the menu is told of; see ../shared/take/take_away.js.
export function sourceOf(walk) {
  return {
    root: walk.root,
    note: (words) => (walk.root.querySelector("[data-taken]").textContent = words),
    get takes() {
      return walk.data.takes;
    },
    get file() {
      return walk.data.file;
    },
    film: async () => null,
  };
}

// `kind` is png or svg.
export async function saveWalk(walk, kind, scale) {
  const sheet = sheetOf(walk, scale);
  const canvas = drawn(walk, sheet);
  const png = () => new Promise((resolve) => canvas.toBlob(resolve));
  const blob = kind === "svg" ? new Blob([svgOf(sheet, canvas)], { type: "image/svg+xml" }) : await png();
  download(blob, `${walk.data.file}.${kind}`);
}

function sheetOf(walk, scale) {
  const { clientWidth: width, clientHeight: high } = walk.field;
  const { day, title } = walk.data;
  const style = getComputedStyle(walk.root);
  const ways = day ? [{ ...day.own, name: say("You") }, ...day.paths] : [];
  const height = TITLE + high + ways.length * ROW + (ways.length ? GAP : 0);
  const look = { ink: style.color, paper: style.getPropertyValue("--st-background-color"), font: style.fontFamily, dark: walk.dark };
  return { width, high, height, ways, title, look, sharp: Math.min(scale, Math.sqrt(MOST / (width * height))) };
}

// The map alone: ground and way as they are seen, in more dots.
function drawn(walk, { width, high, height, sharp, ...sheet }) {
  const [whole, ground, night] = [height, high, high].map((side) => sized(width, side, sharp));
  const ctx = whole.getContext("2d");
  ctx.scale(sharp, sharp);
  ctx.fillStyle = sheet.look.paper;
  ctx.fillRect(0, 0, width, height);
  ctx.fillStyle = NIGHT;
  ctx.fillRect(0, TITLE, width, high);
  if (walk.isDay) walk.drawGround(sharp, ground);
  walk.drawWay(sharp, night);
  for (const layer of [ground, night]) ctx.drawImage(layer, 0, TITLE, width, high);
  write(ctx, { high, ...sheet });
  return whole;
}

function sized(width, height, sharp) {
  return Object.assign(document.createElement("canvas"), { width: Math.round(width * sharp), height: Math.round(height * sharp) });
}

function write(ctx, { high, ways, title, look: { ink, font, dark } }) {
  Object.assign(ctx, { fillStyle: ink, font: `600 19px ${font}`, textBaseline: "middle", lineWidth: 3 });
  ctx.fillText(title, GAP, TITLE / 2);
  ctx.font = `13px ${font}`;
  ways.forEach(({ name, colour, dash }, k) => {
    const middle = rowAt(high, k);
    ctx.strokeStyle = colour[dark ? 1 : 0];
    ctx.setLineDash(DASHES[dash] ?? []);
    ctx.beginPath();
    ctx.moveTo(GAP, middle);
    ctx.lineTo(GAP + LINE, middle);
    ctx.stroke();
    ctx.fillText(name, GAP + LINE + 8, middle);
  });
}

function rowAt(high, k) {
  return TITLE + high + GAP / 2 + (k + 0.5) * ROW;
}

// The map is dots in a drawing too; title and legend stay lines and letters.
function svgOf({ width, high, height, ways, title, look, sharp }, canvas) {
  const { ink, paper, font, dark } = look;
  const at = { x: 0, y: TITLE, width, height: high, viewBox: `0 ${TITLE} ${width} ${high}`, preserveAspectRatio: "none" };
  const image = tag("svg", at, tag("image", { href: canvas.toDataURL(), width, height }));
  const words = (text, x, y, more) => tag("text", { x, y, fill: ink, "font-family": font, "dominant-baseline": "central", ...more }, written(text));
  const entries = ways.map(({ name, colour, dash }, k) => {
    const y = rowAt(high, k);
    const line = { x1: GAP, y1: y, x2: GAP + LINE, y2: y, stroke: colour[dark ? 1 : 0], "stroke-width": 3, "stroke-dasharray": (DASHES[dash] ?? []).join(" ") };
    return tag("line", line) + words(name, GAP + LINE + 8, y, { "font-size": 13 });
  });
  const inner = tag("rect", { width, height, fill: paper }) + words(title, GAP, TITLE / 2, { "font-size": 19, "font-weight": 600 }) + image + entries.join("");
  const facts = { xmlns: "http://www.w3.org/2000/svg", width: Math.round(width * sharp), height: Math.round(height * sharp), viewBox: `0 0 ${width} ${height}` };
  return tag("svg", facts, inner);
}
