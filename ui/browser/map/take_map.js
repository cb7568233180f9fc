// The map as what one takes along: its picture at any size with title and legend, as PNG or SVG.

import { drawAxes } from "../shared/draw_axes.js";
import { viewOf } from "../shared/axes.js";
import { download } from "../shared/take/save_file.js";
import { tag, written } from "../shared/take/svg_words.js";
import { coloursOf } from "./colours.js";
import { paintOver } from "./overlay.js";
import { drawCells, pattern } from "./paint_cells.js";

const [TITLE, ROW, GAP, SWATCH] = [34, 22, 12, 30]; // pixels
const MOST = 40e6; // dots of a picture: more would be too much for some browsers

// What the menu is told of; see ../shared/take/take_away.js.
export function sourceOf(map) {
  return {
    root: map.root,
    note: (words) => (map.level.textContent = words),
    get takes() {
      return map.data.takes;
    },
    get file() {
      return map.data.file;
    },
    film: async () => null,
  };
}

// `kind` is png or svg.
export async function saveMap(map, kind, scale) {
  const { file } = map.data;
  const size = sizes(map, scale);
  const canvas = drawn(map, size);
  const png = await new Promise((resolve) => canvas.toBlob(resolve));
  const blob = kind === "svg" ? new Blob([svgOf(map, size)], { type: "image/svg+xml" }) : png;
  download(blob, `${file}.${kind}`);
}

function sizes(map, scale) {
  const { clientWidth: width, clientHeight: high } = map.field;
  const rows = legendRows(map, width);
  const foot = rows.at(-1).row + 1;
  const height = TITLE + high + foot * ROW + 2 * GAP;
  return { width, high, height, rows, sharp: Math.min(scale, Math.sqrt(MOST / (width * height))) };
}

// Where each entry of the legend stands, in as many rows as are needed.
function legendRows({ picture, font }, width) {
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `13px ${font}`;
  let [x, row] = [GAP, 0];
  const kinds = picture.kinds.filter(({ share, number }) => share > 0 || number);
  const told = kinds.map((kind) => [kind, `${kind.number ? `${kind.number}  ` : ""}${kind.name}  ${(100 * kind.share).toFixed(1)} %`]);
  return [...told, ...scaleOf(picture)].map(([kind, words]) => {
    const wide = SWATCH + 8 + ruler.measureText(words).width;
    if (x > GAP && x + wide > width - GAP) [x, row] = [GAP, row + 1];
    const entry = { kind, words, x, row };
    x += wide + 2 * GAP;
    return entry;
  });
}

// The scale of the shades, from its first number to its last.
function scaleOf({ bar: { title, colours, ticks } }) {
  if (!ticks?.length) return [];
  const [first, last] = [ticks[0][1], ticks.at(-1)[1]];
  return [[{ colours, dark: colours, pattern: "" }, `${title}: ${first === last ? first : `${first} – ${last}`}`]];
}

function canvasOf(width, height, sharp) {
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * sharp), height: Math.round(height * sharp) });
  const ctx = canvas.getContext("2d");
  ctx.scale(sharp, sharp);
  return [canvas, ctx];
}

function drawn(map, { width, high, height, rows, sharp }) {
  const [canvas, ctx] = canvasOf(width, height, sharp);
  const { colours, font } = map;
  ctx.fillStyle = colours.paper;
  ctx.fillRect(0, 0, width, height);
  drawWords(ctx, map, rows, TITLE + high + GAP);
  const [field, pen] = canvasOf(width, high, sharp);
  const seen = { ...map.seen, view: viewOf(map.axes, width, high), colours, font };
  drawCells(pen, map.picture, seen.view, sharp, colours.dark);
  drawAxes(pen, seen.view, map.axes, colours, font);
  paintOver(pen, seen);
  ctx.drawImage(field, 0, TITLE, width, high);
  return canvas;
}

function drawWords(ctx, { colours, font, data }, rows, top) {
  Object.assign(ctx, { fillStyle: colours.ink, font: `600 19px ${font}`, textBaseline: "middle" });
  ctx.fillText(data.title ?? "", GAP, TITLE / 2);
  ctx.font = `13px ${font}`;
  for (const { kind, words, x, row } of rows) {
    const middle = top + (row + 0.5) * ROW;
    const shades = coloursOf(kind, colours.dark);
    const fill = ctx.createLinearGradient(x, 0, x + SWATCH, 0);
    shades.forEach((shade, k) => fill.addColorStop(k / Math.max(1, shades.length - 1), shade));
    for (const style of [fill, kind.pattern ? pattern(ctx, kind.pattern, shades[0], 1) : null].filter(Boolean)) {
      ctx.fillStyle = style;
      ctx.fillRect(x, middle - 6, SWATCH, 12);
    }
    ctx.fillStyle = colours.ink;
    ctx.fillText(words, x + SWATCH + 8, middle);
  }
}

// Cells are dots in a drawing too; title and legend stay letters.
function svgOf(map, size) {
  const { width, high, height, rows, sharp } = size;
  const { colours, font, data } = map;
  const canvas = drawn(map, { ...size, sharp: Math.max(2, sharp) });
  const at = { x: 0, y: TITLE, width, height: high, viewBox: `0 ${TITLE} ${width} ${high}`, preserveAspectRatio: "none" };
  const image = tag("svg", at, tag("image", { href: canvas.toDataURL(), width, height }));
  const words = (text, x, y, more) => tag("text", { x, y, fill: colours.ink, "font-family": font, "dominant-baseline": "central", ...more }, written(text));
  const entries = rows.map(({ kind, words: said, x, row }) => {
    const middle = TITLE + high + GAP + (row + 0.5) * ROW;
    const fill = coloursOf(kind, colours.dark).at(Math.floor(coloursOf(kind, colours.dark).length / 2));
    return tag("rect", { x, y: middle - 6, width: SWATCH, height: 12, fill }) + words(said, x + SWATCH + 8, middle, { "font-size": 13 });
  });
  const inner = tag("rect", { width, height, fill: colours.paper }) + words(data.title ?? "", GAP, TITLE / 2, { "font-size": 19, "font-weight": 600 }) + image + entries.join("");
  const facts = { xmlns: "http://www.w3.org/2000/svg", width: Math.round(width * sharp), height: Math.round(height * sharp), viewBox: `0 0 ${width} ${height}` };
  return tag("svg", facts, inner);
}
