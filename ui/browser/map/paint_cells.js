// The cells of a map, painted: their colours, and the patterns over these.

import { scaleOf } from "../shared/axes.js";
import { coloursOf, isLight, ramp } from "./colours.js";

// The picture where its own axes put it: while a finer or nearer one is computed that is not all
// of what is seen.
export function drawCells(ctx, picture, view, sharp, dark) {
  const { dots, masks } = painted(picture, dark);
  const { left, top, width, height } = view.box;
  const [x, y] = picture.axes.map(scaleOf);
  const [x0, y1] = view.point(x.from(0), y.from(0));
  const [x1, y0] = view.point(x.from(1), y.from(1));
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.imageSmoothingEnabled = (x1 - x0) * sharp < dots.width; // only where there are fewer pixels
  ctx.drawImage(dots, x0, y0, x1 - x0, y1 - y0);
  for (const { pattern: name, kind, mask } of masks) {
    const layer = document.createElement("canvas");
    layer.width = Math.round(width * sharp);
    layer.height = Math.round(height * sharp);
    const pen = layer.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.drawImage(mask, (x0 - left) * sharp, (y0 - top) * sharp, (x1 - x0) * sharp, (y1 - y0) * sharp);
    pen.globalCompositeOperation = "source-in";
    pen.fillStyle = pattern(pen, name, coloursOf(picture.kinds[kind], dark)[0], sharp);
    pen.fillRect(0, 0, layer.width, layer.height);
    ctx.drawImage(layer, left, top, width, height);
  }
  ctx.restore();
}

// A canvas with a dot a cell, and for each pattern one that is solid where it belongs.
function painted(picture, dark) {
  if (picture.painted?.dark !== dark) picture.painted = paint(picture, dark);
  return picture.painted;
}

function paint({ size: [columns, rows], kinds, label, shade }, dark) {
  const ramps = kinds.map((kind) => ramp(coloursOf(kind, dark), 256));
  const dots = new ImageData(columns, rows);
  const colours = new Uint32Array(dots.data.buffer);
  for (let row = 0; row < rows; row++) {
    let to = (rows - 1 - row) * columns; // rows come from below
    for (let k = row * columns; k < (row + 1) * columns; k++) colours[to++] = ramps[label[k]][shade[k]];
  }
  const masks = kinds.flatMap(({ pattern, share }, kind) =>
    pattern && share > 0 ? [{ pattern, kind, mask: mask(columns, rows, label, kind) }] : [],
  );
  return { dark, dots: canvasOf(dots), masks };
}

function mask(columns, rows, label, kind) {
  const dots = new ImageData(columns, rows);
  const solid = new Uint32Array(dots.data.buffer);
  for (let row = 0; row < rows; row++) {
    let to = (rows - 1 - row) * columns;
    for (let k = row * columns; k < (row + 1) * columns; k++) solid[to++] = label[k] === kind ? 0xff000000 : 0;
  }
  return canvasOf(dots);
}

function canvasOf(dots) {
  const canvas = document.createElement("canvas");
  canvas.width = dots.width;
  canvas.height = dots.height;
  canvas.getContext("2d").putImageData(dots, 0, 0);
  return canvas;
}

// A pattern to be laid over a colour, in whichever of black and white is seen on it.
export function pattern(ctx, name, colour, sharp) {
  const tile = document.createElement("canvas");
  const side = 8 * sharp;
  tile.width = tile.height = side;
  const pen = tile.getContext("2d");
  pen.scale(sharp, sharp);
  pen.strokeStyle = pen.fillStyle = isLight(colour) ? "#00000099" : "#ffffff88";
  pen.lineWidth = 1.1;
  pen.beginPath();
  if (name === "dots") pen.arc(4, 4, 1.2, 0, 7);
  if (name === "rings") pen.arc(4, 4, 2.2, 0, 7);
  if (name === "hatch" || name === "cross") for (const k of [-8, 0, 8]) line(pen, k, 8, k + 8, 0);
  if (name === "cross") for (const k of [-8, 0, 8]) line(pen, k, 0, k + 8, 8);
  if (name === "lines") line(pen, 0, 4, 8, 4);
  if (name === "bars") line(pen, 4, 0, 4, 8);
  if (name === "dots") pen.fill();
  else pen.stroke();
  return ctx.createPattern(tile, "repeat");
}

function line(pen, x, y, toX, toY) {
  pen.moveTo(x, y);
  pen.lineTo(toX, toY);
}
