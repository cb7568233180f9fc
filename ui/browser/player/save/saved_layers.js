// What a stage shows, as layers to be saved: each has a name, its place, and either draws with a pen in
// CSS pixels or is a picture by the graphics card. Drawing goes to stand-ins of the panels, so that nothing
// on the screen changes.

import { paintHeads, paintLines } from "../plot/paint_paths.js";
import { shape } from "../samples/class_marks.js";
import { drawSurfaceAxes, surfacePicture } from "../view3d/surface_picture.js";

// -> layers from below to above, each { name, box: { left, top, width, height }, draw(ctx) or image }.
// `sharp`: how many dots of a picture by the graphics card are in a CSS pixel.
export function layersOf(stage, sharp, position) {
  const frame = stage.root.getBoundingClientRect();
  const moment = momentOf(stage, position);
  const boxOf = (div) => {
    const { left, top, width, height } = div.getBoundingClientRect();
    return { left: left - frame.left, top: top - frame.top, width, height };
  };
  const { contour, surface, loss } = stage.panels;
  const made = [
    [contour.div, () => mapLayers(contour, moment, sharp)],
    [surface.div, () => surfaceLayers(surface, moment, sharp)],
    [loss.div, () => planeLayers(loss, moment)],
    [stage.samples?.scatter?.place, () => scatterLayers(stage, moment)],
    [stage.samples?.scatter?.classes, () => [{ name: "data-classes", draw: (ctx) => drawClasses(ctx, stage) }]],
  ];
  return made.flatMap(([div, layers]) => {
    if (!div?.clientWidth) return [];
    const box = boxOf(div);
    return [...layers(), ...startLayer(stage, div)].map((layer) => ({ ...layer, box: inside(box, layer.box) }));
  });
}

// What is seen: the step, and how much of the future. The arrows are those of the step on the screen.
function momentOf(stage, position) {
  const { data, unseen, playback, arrows } = stage;
  const under = position === playback.position ? arrows.under(stage) : undefined;
  return { position, extras: { focus: data.focus, future: !unseen.checked, under } };
}

function inside(box, part) {
  return part ? { ...part, left: box.left + part.left, top: box.top + part.top } : box;
}

// A stand-in of something that draws: what it draws on the canvas `name` is drawn with `ctx`.
function standIn(drawer, ctx, changes) {
  const canvas = { getContext: () => ctx };
  return Object.assign(Object.create(drawer), { sharp: ctx.sharp ?? 1 }, changes(canvas));
}

// -- each picture -----------------------------------------------------------------------------------

function planeLayers(panel, { position, extras }) {
  const drawn = { ...panel.look, ...extras, under: panel.name === "contour" ? extras.under : undefined };
  const alike = (ctx) => standIn(panel, ctx, (canvas) => ({ frame: canvas, lines: canvas, heads: canvas, done: -1 }));
  return [
    { name: `${panel.name}-frame`, draw: (ctx) => alike(ctx).drawFrame() },
    { name: `${panel.name}-lines`, draw: (ctx) => paintLines(alike(ctx), Math.floor(position), drawn) },
    { name: `${panel.name}-heads`, draw: (ctx) => paintHeads(alike(ctx), position, drawn) },
  ];
}

function mapLayers(panel, moment, sharp) {
  return [{ name: "contour-ground", image: panel.groundPicture(sharp), box: panel.view.box }, ...planeLayers(panel, moment)];
}

function surfaceLayers(panel, { position, extras }, sharp) {
  const image = surfacePicture(panel, sharp, position, extras);
  const alike = (ctx) => standIn(panel, ctx, (canvas) => ({ canvases: [canvas, canvas, canvas] }));
  return [
    { name: "surface-ground", image },
    { name: "surface-axes", draw: (ctx) => drawSurfaceAxes(alike(ctx)) },
    { name: "surface-heads", draw: (ctx) => alike(ctx).drawHeads(position) },
  ];
}

function scatterLayers(stage, { position }) {
  const { scatter } = stage.samples;
  const alike = (ctx) => standIn(scatter, ctx, (canvas) => ({ under: canvas, over: canvas, stale: false }));
  const { race } = stage.panels.contour;
  const row = scatter.ringed;
  return [
    { name: "data-frame", draw: (ctx) => alike(ctx).drawSamples(stage.colours, stage.data) },
    { name: "data-lines", draw: (ctx) => alike(ctx).paint(position, race, row, stage) },
  ];
}

// The marks and names of the classes, where they stand.
function drawClasses(ctx, { samples: { scatter }, colours, pictures: { look }, panels: { contour } }) {
  const from = scatter.classes.getBoundingClientRect();
  Object.assign(ctx, { font: `${look.text}px ${contour.font}`, textAlign: "left", textBaseline: "middle" });
  [...scatter.classes.querySelectorAll("span")].forEach((word, k) => {
    const { name, mark, colour } = scatter.facts.classes[k];
    const { left, top, width, height } = word.querySelector("svg").getBoundingClientRect();
    const middle = top + height / 2 - from.top;
    ctx.fillStyle = colours(colour);
    shape(ctx, mark, left + width / 2 - from.left, middle, width / 2.4);
    ctx.fill();
    ctx.fillStyle = look.ink;
    ctx.fillText(name, left + width + 5 - from.left, middle);
  });
}

// The diamond of the start, where it is seen.
function startLayer({ root, pictures: { look } }, div) {
  const mark = root.querySelector(div.dataset.plot === "surface" ? "[data-start-solid]" : "[data-start]");
  if (!["contour", "surface"].includes(div.dataset.plot) || mark.hidden) return [];
  const { x, y, width, height } = mark.getBoundingClientRect();
  const { left, top } = div.getBoundingClientRect();
  const [middle, centre] = [x + width / 2 - left, y + height / 2 - top];
  const size = 9 * mark.querySelector("svg").getBoundingClientRect().width / mark.querySelector("svg").viewBox.baseVal.width;
  const strength = mark.hasAttribute("data-behind") ? 0.35 : 1;
  return [{ name: `${div.dataset.plot}-start`, draw: (ctx) => drawStart(ctx, middle, centre, size, strength, look) }];
}

function drawStart(ctx, x, y, size, strength, { ink, paper }) {
  ctx.globalAlpha = strength;
  ctx.beginPath();
  for (const [u, v] of [[0, -1], [1, 0], [0, 1], [-1, 0]]) ctx.lineTo(x + u * size, y + v * size);
  ctx.closePath();
  ctx.setLineDash([]);
  Object.assign(ctx, { fillStyle: paper, strokeStyle: ink, lineWidth: (2.2 * size) / 9 });
  ctx.fill();
  ctx.stroke();
  ctx.globalAlpha = 1;
}
