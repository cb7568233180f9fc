// The walk as what one takes along: its picture at any size with title and, by day, a legend, as PNG or SVG.

import { DASHES } from "../shared/dashes.js";
import { GAP, ROW, TITLE, begun, canvasOf, saveSheet, sharpOf, sheetSvg } from "../shared/take/sheet.js";
import { tag } from "../shared/take/svg_words.js";
import { say } from "../shared/words.js";
import { DARK } from "./night.js";

const LINE = 38; // pixels, of a way in the legend

// `kind` is png or svg.
export function saveWalk(walk, kind, scale) {
  const sheet = sheetOf(walk, scale);
  return saveSheet(kind, walk.data.file, () => drawn(walk, sheet), () => svgOf(sheet, drawn(walk, sheet)));
}

function sheetOf(walk, scale) {
  const { clientWidth: width, clientHeight: high } = walk.field;
  const { day, title } = walk.data;
  const style = getComputedStyle(walk.root);
  const ways = day ? [{ ...day.own, name: say("You") }, ...day.paths] : [];
  const legend = ways.map(({ name, colour, dash }, k) => ({
    name, colour: colour[walk.dark ? 1 : 0], dashes: DASHES[dash] ?? [], middle: TITLE + high + GAP / 2 + (k + 0.5) * ROW,
  }));
  const height = TITLE + high + ways.length * ROW + (ways.length ? GAP : 0);
  const look = { ink: style.color, paper: style.getPropertyValue("--st-background-color"), font: style.fontFamily };
  return { width, high, height, legend, title, look, sharp: sharpOf(scale, width, height) };
}

// Ground and way as they are seen, in more dots, with title and legend.
function drawn(walk, sheet) {
  const { width, high, sharp } = sheet;
  const pen = begun(sheet);
  writeLegend(pen, sheet);
  const [ground, night] = [0, 1].map(() => canvasOf(width, high, sharp));
  if (walk.isDay) walk.drawGround(sharp, ground);
  walk.drawWay(sharp, night);
  pen.fillStyle = DARK;
  pen.fillRect(0, TITLE, width, high);
  for (const layer of [ground, night]) pen.drawImage(layer, 0, TITLE, width, high);
  return pen.canvas;
}

function writeLegend(pen, { legend }) {
  pen.lineWidth = 3;
  for (const { name, colour, dashes, middle } of legend) {
    pen.strokeStyle = colour;
    pen.setLineDash(dashes);
    pen.beginPath();
    pen.moveTo(GAP, middle);
    pen.lineTo(GAP + LINE, middle);
    pen.stroke();
    pen.fillText(name, GAP + LINE + 8, middle);
  }
}

function svgOf(sheet, canvas) {
  return sheetSvg(sheet, canvas, (words) => sheet.legend.map(({ name, colour, dashes, middle }) => {
    const line = { x1: GAP, y1: middle, x2: GAP + LINE, y2: middle, stroke: colour, "stroke-width": 3, "stroke-dasharray": dashes.join(" ") };
    return tag("line", line) + words(name, GAP + LINE + 8, middle);
  }));
}
