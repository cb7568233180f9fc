// The map as what one takes along: its picture at any size with title and legend, as PNG or SVG.

import { drawAxes } from "../shared/draw_axes.js";
import { viewOf } from "../shared/axes.js";
import { GAP, ROW, TITLE, begun, penOf, saveSheet, sharpOf, sheetSvg } from "../shared/take/sheet.js";
import { tag } from "../shared/take/svg_words.js";
import { coloursOf } from "./colours.js";
import { paintOver } from "./overlay.js";
import { drawCells, pattern } from "./paint_cells.js";

const SWATCH = 30; // pixels

// `kind` is png or svg.
export function saveMap(map, kind, scale) {
  const sheet = sheetOf(map, scale);
  return saveSheet(kind, map.data.file, () => drawn(map, sheet), () => svgOf(map, sheet));
}

function sheetOf(map, scale) {
  const { clientWidth: width, clientHeight: high } = map.field;
  const { colours: { ink, paper }, font, data: { title } } = map;
  const rows = legendRows(map, width);
  const foot = rows.at(-1).row + 1;
  const height = TITLE + high + foot * ROW + 2 * GAP;
  const legend = rows.map(({ row, ...entry }) => ({ ...entry, middle: TITLE + high + GAP + (row + 0.5) * ROW }));
  return { width, high, height, legend, title, look: { ink, paper, font }, sharp: sharpOf(scale, width, height) };
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

function drawn(map, sheet) {
  const { width, high, sharp } = sheet;
  const { colours, font } = map;
  const pen = begun(sheet);
  writeLegend(pen, sheet, colours.dark);
  const field = penOf(width, high, sharp);
  const seen = { ...map.seen, view: viewOf(map.axes, width, high), colours, font };
  drawCells(field, map.picture, seen.view, sharp, colours.dark);
  drawAxes(field, seen.view, map.axes, colours, font);
  paintOver(field, seen);
  pen.drawImage(field.canvas, 0, TITLE, width, high);
  return pen.canvas;
}

function writeLegend(pen, { legend, look: { ink } }, dark) {
  for (const { kind, words, x, middle } of legend) {
    const shades = coloursOf(kind, dark);
    const fill = pen.createLinearGradient(x, 0, x + SWATCH, 0);
    shades.forEach((shade, k) => fill.addColorStop(k / Math.max(1, shades.length - 1), shade));
    for (const style of [fill, kind.pattern ? pattern(pen, kind.pattern, shades[0], 1) : null].filter(Boolean)) {
      pen.fillStyle = style;
      pen.fillRect(x, middle - 6, SWATCH, 12);
    }
    pen.fillStyle = ink;
    pen.fillText(words, x + SWATCH + 8, middle);
  }
}

function svgOf(map, sheet) {
  const canvas = drawn(map, { ...sheet, sharp: Math.max(2, sheet.sharp) });
  return sheetSvg(sheet, canvas, (write) => sheet.legend.map(({ kind, words, x, middle }) => {
    const shades = coloursOf(kind, map.colours.dark);
    const fill = shades.at(Math.floor(shades.length / 2));
    return tag("rect", { x, y: middle - 6, width: SWATCH, height: 12, fill }) + write(words, x + SWATCH + 8, middle);
  }));
}
