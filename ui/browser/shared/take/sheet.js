// The sheet of a saved picture, the same wherever one is saved: its size in dots, paper with a title above,
// a map below that and the rows of its legend, as a canvas or as an SVG; and the file that it becomes.

import { download } from "./save_file.js";
import { tag, written } from "./svg_words.js";

export const [TITLE, ROW, GAP] = [34, 22, 12]; // pixels: the line with the title, a row of the legend, what stays empty
const MOST = 40e6; // dots of a picture: more would be too much for some browsers

// What the menu of a component is told of; see take_away.js. `note` shows a note.
export function sourceOf(shown, note) {
  return {
    root: shown.root,
    note,
    get takes() {
      return shown.data.takes;
    },
    get file() {
      return shown.data.file;
    },
    film: async () => null,
  };
}

// `kind` is png, which is made of `canvas()`, or svg, made of the text that `svg()` gives.
export async function saveSheet(kind, file, canvas, svg) {
  const png = async () => {
    const made = await canvas();
    return new Promise((resolve) => made.toBlob(resolve));
  };
  download(kind === "svg" ? new Blob([svg()], { type: "image/svg+xml" }) : await png(), `${file}.${kind}`);
}

// Dots in a pixel: as many as asked for, or as a picture may have.
export function sharpOf(sharp, width, height) {
  return Math.min(sharp, Math.sqrt(MOST / (width * height)));
}

export function canvasOf(width, height, sharp) {
  const [wide, high] = [width, height].map((side) => Math.max(1, Math.round(side * sharp)));
  return Object.assign(document.createElement("canvas"), { width: wide, height: high });
}

// The pen of such a canvas, which counts in pixels.
export function penOf(width, height, sharp) {
  const pen = canvasOf(width, height, sharp).getContext("2d");
  pen.scale(sharp, sharp);
  return pen;
}

// An SVG of so many dots, on paper. `inner` is SVG already.
export function framed({ width, height, sharp = 1, paper }, inner) {
  const size = { width: Math.round(width * sharp), height: Math.round(height * sharp) };
  const facts = { xmlns: "http://www.w3.org/2000/svg", ...size, viewBox: `0 0 ${width} ${height}` };
  return tag("svg", facts, tag("rect", { width, height, fill: paper }) + inner);
}

// -- a sheet with one map: { width, height, high, sharp, title, look }, where `high` is the map's height and
// the look { ink, paper, font }

// Paper with the title; the pen has ink, and letters for the legend.
export function begun({ width, height, sharp, title, look: { ink, paper, font } }) {
  const pen = penOf(width, height, sharp);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, width, height);
  Object.assign(pen, { fillStyle: ink, font: `600 19px ${font}`, textBaseline: "middle" });
  pen.fillText(title ?? "", GAP, TITLE / 2);
  pen.font = `13px ${font}`;
  return pen;
}

// Maps are dots in a drawing too, cut out of the whole `canvas`; title and legend stay lines and letters.
// `legend(words)` gives that as SVG.
export function sheetSvg({ high, title, look, ...sheet }, canvas, legend) {
  const { width, height } = sheet;
  const words = (text, x, y, more) =>
    tag("text", { x, y, fill: look.ink, "font-family": look.font, "dominant-baseline": "central", ...more }, written(text));
  const at = { x: 0, y: TITLE, width, height: high, viewBox: `0 ${TITLE} ${width} ${high}`, preserveAspectRatio: "none" };
  const image = tag("svg", at, tag("image", { href: canvas.toDataURL(), width, height }));
  const name = words(title ?? "", GAP, TITLE / 2, { "font-size": 19, "font-weight": 600 });
  const entries = legend((text, x, y) => words(text, x, y, { "font-size": 13 }));
  return framed({ ...sheet, paper: look.paper }, name + image + entries.join(""));
}
