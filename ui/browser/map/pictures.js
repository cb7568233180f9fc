// Pictures of cells, as they come from viz/cellmap.py, one after the other for each map. They are
// large, so they have a component of their own.

import { unpack } from "../shared/wire.js";

const latest = new Map(); // by map
const maps = new Map(); // what draws each map

// A picture came. When it is drawn, the server may send a finer one.
export function take(component) {
  const coming = read(component.data);
  newest.set(component.parentElement, coming);
  coming.then((picture) => {
    const { id, map, more } = picture;
    if (newest.get(component.parentElement) !== coming) return; // one that came later was faster
    latest.set(map, picture);
    maps.get(map)?.(picture);
    if (more) soon(() => component.setTriggerValue("more", id));
  });
}

const newest = new WeakMap();

// A picture from its bytes.
export async function read(bytes) {
  const { parts, ...facts } = unpack(bytes);
  const { cells, ...others } = parts;
  const [columns, rows] = facts.size;
  return { ...facts, parts: others, ...split(await inflate(cells), columns * rows) };
}

// What the app sent last for a map.
export function last(map) {
  return latest.get(map);
}

// Draw each picture of a map from now on; the returned function ends that.
export function follow(map, draw) {
  maps.set(map, draw);
  if (latest.has(map)) draw(latest.get(map));
  // The picture stays: who comes back, or is mounted anew, finds it, and it is not sent again.
  return () => maps.get(map) === draw && maps.delete(map);
}

// With the next picture of the screen; a hidden tab gets none, and must not wait for one.
export function soon(act) {
  if (document.hidden) setTimeout(act, 0);
  else requestAnimationFrame(act);
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// One after the other: kinds, shades, steps, losses (the upper half of a float32).
function split(bytes, n) {
  const view = new DataView(bytes.buffer);
  const two = (from, k) => view.getUint16(from + 2 * k, true);
  const scratch = new DataView(new ArrayBuffer(4));
  return {
    label: bytes.subarray(0, n),
    shade: bytes.subarray(n, 2 * n),
    steps: (k) => two(2 * n, k),
    fun: (k) => {
      scratch.setUint32(0, two(4 * n, k) << 16);
      return scratch.getFloat32(0);
    },
  };
}

// -- colours --------------------------------------------------------------------------------

// A canvas with a dot a cell, and for each pattern one that is solid where it belongs.
export function painted(picture, dark) {
  if (picture.painted?.dark !== dark) picture.painted = paint(picture, dark);
  return picture.painted;
}

export function coloursOf(kind, dark) {
  return dark ? kind.dark : kind.colours;
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

// So many colours from the first to the last, as ImageData wants them.
export function ramp(colours, count) {
  const stops = colours.map((c) => [1, 3, 5].map((k) => parseInt(c.slice(k, k + 2), 16)));
  return Uint32Array.from({ length: count }, (_, k) => {
    const at = (k / (count - 1)) * (stops.length - 1);
    const low = stops[Math.floor(at)];
    const high = stops[Math.ceil(at)];
    const [r, g, b] = low.map((v, i) => Math.round(v + (high[i] - v) * (at % 1)));
    return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  });
}

// A pattern to be laid over a colour, in whichever of black and white is seen on it.
export function pattern(ctx, name, colour, sharp) {
  const tile = document.createElement("canvas");
  const side = 8 * sharp;
  tile.width = tile.height = side;
  const pen = tile.getContext("2d");
  pen.scale(sharp, sharp);
  const [r, g, b] = [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16));
  pen.strokeStyle = pen.fillStyle = 0.3 * r + 0.59 * g + 0.11 * b > 115 ? "#00000099" : "#ffffff88";
  pen.lineWidth = 1.1;
  pen.beginPath();
  if (name === "dots") pen.arc(4, 4, 1.2, 0, 7);
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
