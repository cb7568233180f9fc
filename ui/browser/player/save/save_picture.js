// Saving what is on the screen: all pictures of the stage with their legend, as one PNG of twice as many
// dots or as one SVG, in which all that is drawn by lines and letters stays that.

import { Legend, ROW } from "./saved_legend.js";
import { layersOf } from "./saved_layers.js";
import { SvgPen } from "./svg_pen.js";
import { GAP, TITLE, canvasOf, framed, penOf, saveSheet, sharpOf } from "../../shared/take/sheet.js";
import { tag } from "../../shared/take/svg_words.js";

export const SHARP = 2; // dots in a CSS pixel, whatever the screen has
const SEAM = 24; // pixels between two stages

// `kind` is png or svg, `scale` how many times as large as on the screen.
export function savePicture(stage, kind, scale = SHARP) {
  const drawing = drawingOf(stage, scale);
  return saveSheet(kind, stage.data.file, () => canvasFor(drawing), () => svgOf(drawing));
}

// All there is to draw, at a step or between two; of two stages side by side, both.
export function drawingOf(stage, sharp = SHARP, position = stage.playback.position) {
  const [first, ...others] = (stage.both?.() ?? [stage]).map((each) => sheetOf(each, sharp, position));
  return others.reduce(sideBySide, first);
}

// Two drawings on one sheet.
function sideBySide(one, other) {
  const left = one.width + SEAM;
  const moved = other.layers.map((layer) => ({ ...layer, name: `second-${layer.name}`, box: { ...layer.box, left: layer.box.left + left } }));
  const [width, height] = [left + other.width, Math.max(one.height, other.height)];
  return { ...one, width, height, sharp: sharpOf(one.sharp, width, height), layers: [...one.layers, ...moved] };
}

// Of one stage: layers from below to above in a sheet of paper.
function sheetOf(stage, sharp, position) {
  const layers = layersOf(stage, sharp, position);
  const { clientWidth: width } = stage.root;
  const legend = new Legend(stage, width - 2 * GAP, position);
  const { title } = stage.data;
  const above = title ? TITLE : 0;
  const name = { left: GAP, top: 0, width: width - 2 * GAP, height: TITLE };
  const head = { left: GAP, top: above + GAP / 2, width: width - 2 * GAP, height: legend.rows * ROW };
  const { down, height } = closedUp(layers.map(({ box }) => box), above + GAP + head.height);
  const moved = layers.map((layer) => ({ ...layer, box: { ...layer.box, top: down(layer.box.top) } }));
  const { paper } = stage.pictures.look;
  const named = title ? [{ name: "title", box: name, draw: (ctx) => drawTitle(ctx, legend, title, name) }] : [];
  const heads = [...named, { name: "legend", box: head, draw: (ctx) => legend.draw(ctx) }];
  return { width, height, sharp: sharpOf(sharp, width, height), paper, layers: [...heads, ...moved] };
}

// What is seen, in one line; what is too long for it is cut.
function drawTitle(ctx, { ink, font }, title, { width, height }) {
  const style = font.replace(/^[\d.]+px/, "600 19px");
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = style;
  let words = title;
  while (words.length > 1 && ruler.measureText(words).width > width) words = `${words.replace(/…$/, "").slice(0, -1)}…`;
  Object.assign(ctx, { font: style, fillStyle: ink, textAlign: "left", textBaseline: "middle" });
  ctx.fillText(words, 0, height / 2 + 4);
}

// Where things come to lie when what is between the pictures is left out: `down(top)` of a place on the
// stage, and the height of all, from `first` on.
export function closedUp(boxes, first) {
  const pieces = []; // from where to where something is, and where that begins then
  let end = first;
  for (const { top, height } of [...boxes].sort((a, b) => a.top - b.top)) {
    const last = pieces.at(-1);
    if (last && top <= last.to + GAP) {
      last.to = Math.max(last.to, top + height);
    } else pieces.push({ from: top, to: top + height, at: end });
    end = pieces.at(-1).at + pieces.at(-1).to - pieces.at(-1).from + GAP;
  }
  const down = (top) => {
    const { from, at } = pieces.findLast((piece) => piece.from <= top + 1e-6);
    return at + top - from;
  };
  return { down, height: Math.ceil(end) };
}

function canvasFor(drawing) {
  const { width, height, sharp } = drawing;
  return painted(canvasOf(width, height, sharp), drawing);
}

// The drawing on a canvas. Each layer has one of its own: a painter may wipe it, or draw below what is there.
// `made(layer, draw)` may give one that was drawn before.
export function painted(canvas, { sharp, paper, layers }, made = (_, draw) => draw()) {
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of layers) {
    const { left, top, width, height } = layer.box;
    const drawn = made(layer, () => layer.image ?? drawnLayer(layer, sharp));
    ctx.drawImage(drawn, left * sharp, top * sharp, width * sharp, height * sharp);
  }
  return canvas;
}

function drawnLayer({ box: { width, height }, draw }, sharp) {
  const pen = penOf(width, height, sharp);
  pen.sharp = sharp;
  draw(pen);
  return pen.canvas;
}

export function svgOf({ layers, ...sheet }) {
  let named = 0;
  const names = () => `part${++named}`;
  const inner = layers.map(({ name, box, image, draw }) => {
    const pen = new SvgPen(names);
    draw?.(pen);
    const facts = { width: box.width, height: box.height, preserveAspectRatio: "none" };
    const drawn = image ? tag("image", { href: image.toDataURL(), ...facts }) : pen.text;
    return tag("g", { id: name, transform: `translate(${box.left} ${box.top})` }, drawn);
  });
  return framed(sheet, inner.join(""));
}
