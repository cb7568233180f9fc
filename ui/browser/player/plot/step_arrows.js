// The arrows of a step: what drives the focused racer, drawn on the map at the point where the step
// begins, as in the inspector. At the start, where no step was made, only the gradient.
//
// Arrays of `inspect.parts`, an entry a point of the run; each may be missing. Entry k of what is
// marked * was made by step k, which leads from point k-1 to point k.
//
//   grad_x, grad_y             gradient at the point              arrow downhill, its direction
//   step_x*, step_y*           the step                           arrow to the next point, true
//   velocity_x*, velocity_y*   momentum, as it is added to the point   arrow, its direction
//   scale_x*, scale_y*         sqrt of nu and its like            ellipse, its proportions
//   hxx, hxy, hyy              the method's model of the Hessian  ellipse of equal loss, minimum
//   trial_step, trial_x, trial_y   points the step that begins at point trial_step asked about
//
// Gradient, velocity and scale have no length in the plane of x and y, so only their directions
// and proportions are drawn, all equally long.

import { localModel } from "./local_model.js";

const LONG = 56; // pixels of a direction
const HEAD = 9;
// Colours of the light theme (the step is drawn in ink), and words.
export const KEY = {
  step: [null, "step"],
  gradient: ["#c2410c", "downhill"],
  velocity: ["#4b3fb5", "momentum"],
  scale: ["#00795a", "what each coordinate is divided by"],
  model: ["#a0347c", "local model: as high as here, and its flat point"],
  tried: [null, "tried"],
};

// -> what was drawn, by the names of KEY.
export function drawArrows(ctx, panel, run, k, inspect, step, colours, ink) {
  const parts = inspect?.parts ?? {};
  const base = Math.max(0, step - 1);
  const at = [run.x[base], run.y[base]];
  const from = panel.view.point(...at);
  if (!from.every(Number.isFinite)) return [];
  const pair = (what, index) => [parts[`${what}_x`]?.[index], parts[`${what}_y`]?.[index]];
  const [gx, gy] = pair("grad", base);
  const drawn = {
    model: step > 0 && quadratic(ctx, panel, at, base, parts, colours(KEY.model[0])),
    scale: step > 0 && ellipse(ctx, panel, from, pair("scale", step), colours(KEY.scale[0])),
    tried: step > 0 && trials(ctx, panel, base, parts, colours(ink)),
    gradient: direction(ctx, panel, from, [-gx, -gy], colours(KEY.gradient[0])),
    velocity: step > 0 && direction(ctx, panel, from, pair("velocity", step), colours(KEY.velocity[0])),
    step: step > 0 && arrow(ctx, from, panel.at(k, step), colours(ink), 2.6),
  };
  return Object.keys(KEY).filter((name) => drawn[name]);
}

function direction(ctx, panel, from, [u, v], colour) {
  if (!Number.isFinite(u + v) || (u === 0 && v === 0)) return false;
  const [spanX, spanY] = panel.view.span;
  const { width, height } = panel.view.box;
  const [dx, dy] = [(u / spanX) * width, (-v / spanY) * height];
  const size = Math.hypot(dx, dy);
  if (!(size > 0)) return false;
  return arrow(ctx, from, [from[0] + (dx / size) * LONG, from[1] + (dy / size) * LONG], colour, 2.2);
}

function arrow(ctx, [x, y], [tipX, tipY], colour, width) {
  const size = Math.hypot(tipX - x, tipY - y);
  if (!Number.isFinite(size) || size < 2) return false;
  const [u, v] = [(tipX - x) / size, (tipY - y) / size];
  const head = Math.min(HEAD, 0.6 * size);
  ctx.setLineDash([]);
  ctx.lineWidth = width;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(tipX - 0.7 * head * u, tipY - 0.7 * head * v);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(tipX, tipY);
  for (const side of [-1, 1]) {
    ctx.lineTo(tipX - head * u + side * 0.42 * head * v, tipY - head * v - side * 0.42 * head * u);
  }
  ctx.closePath();
  ctx.fill();
  return true;
}

// The sizes an adaptive method divides by, as proportions.
function ellipse(ctx, panel, [x, y], [a, b], colour) {
  if (!(a >= 0) || !(b >= 0) || !(a + b > 0)) return false;
  const { span, box } = panel.view;
  const wide = (a / Math.abs(span[0])) * box.width;
  const high = (b / Math.abs(span[1])) * box.height;
  const unit = (0.75 * LONG) / Math.max(wide, high);
  ctx.setLineDash([4, 3]);
  ctx.lineWidth = 1.8;
  ctx.strokeStyle = colour;
  ctx.beginPath();
  ctx.ellipse(x, y, Math.max(1, wide * unit), Math.max(1, high * unit), 0, 0, 2 * Math.PI);
  ctx.stroke();
  return true;
}

// The line on which the model is as high as here, and its flat point.
function quadratic(ctx, panel, at, step, parts, colour) {
  const model = localModel(at, parts, step);
  if (!model) return false;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.6;
  if (model.line) {
    ctx.setLineDash([]);
    ctx.beginPath();
    model.line.forEach((place, k) => {
      const [px, py] = panel.view.point(...place);
      if (k) ctx.lineTo(px, py);
      else ctx.moveTo(px, py);
    });
    ctx.stroke();
  }
  const [px, py] = panel.view.point(...model.flat);
  ctx.setLineDash([]);
  ctx.lineWidth = 2.2;
  ctx.beginPath();
  ctx.moveTo(px - 7, py);
  ctx.lineTo(px + 7, py);
  ctx.moveTo(px, py - 7);
  ctx.lineTo(px, py + 7);
  ctx.stroke();
  return true;
}

function trials(ctx, panel, step, { trial_step: steps, trial_x: xs, trial_y: ys }, colour) {
  if (!steps || !xs || !ys) return false;
  let any = false;
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colour;
  for (let k = 0; k < steps.length; k++) {
    if (steps[k] !== step) continue;
    const [x, y] = panel.view.point(xs[k], ys[k]);
    if (!Number.isFinite(x + y)) continue;
    ctx.beginPath();
    ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
    ctx.stroke();
    any = true;
  }
  return any;
}
