// The arrows of a step: what drives the focused racer, drawn on the map at the point where the step
// begins, as in the inspector. At the start, where no step was made, only the gradient. All of it is in
// ink with a rim of paper, never in the colour of a method: the line and a word at its end tell which.
//
// Arrays of `inspect.parts`, an entry a point of the run; each may be missing. Entry k of what is
// marked * was made by step k, which leads from point k-1 to point k.
//
//   grad_x, grad_y             gradient at the point              arrow downhill, its direction
//   step_x*, step_y*           the step                           arrow to the next point, true
//   velocity_x*, velocity_y*   momentum, as it is added to the point   arrow, its direction
//   from_x*, from_y*           where the method stood when it looked ahead   arrow from there, true
//   scale_x*, scale_y*         sqrt of nu and its like            ellipse, its proportions
//   hxx, hxy, hyy              the method's model of the Hessian  ellipse of equal loss, minimum
//   trial_step, trial_x, trial_y   points the step that begins at point trial_step asked about
//
// Gradient, velocity and scale have no length in the plane of x and y, so only their directions
// and proportions are drawn, all equally long.

import { say } from "../../shared/words.js";
import { localModel } from "./local_model.js";

const LONG = 56; // pixels of a direction
const HEAD = 9;
const APART = 15; // pixels between two words
// How each is drawn: width and dashes of its line, as CSS calls that, and its words.
export const KEY = {
  step: { width: 2.8, dash: [], line: "solid", words: say("step") },
  gradient: { width: 2, dash: [3, 3], line: "dotted", words: say("downhill") },
  velocity: { width: 2, dash: [9, 4], line: "dashed", words: say("momentum") },
  ahead: {
    width: 2, dash: [9, 4], line: "dashed",
    words: say("look-ahead: momentum alone, to where the gradient is taken"), word: say("look-ahead"),
  },
  scale: { width: 1.8, dash: [2, 3], line: "dotted", words: say("what each coordinate is divided by") },
  model: { width: 1.8, dash: [7, 4], line: "dashed", words: say("local model: as high as here, and its flat point") },
  tried: { width: 1.6, dash: [], line: "solid", words: say("tried") },
};

// `look` has ink, paper, text and thick. -> what was drawn, by the names of KEY.
export function drawArrows(ctx, panel, run, k, inspect, step) {
  const parts = inspect?.parts ?? {};
  const base = Math.max(0, step - 1);
  const at = [run.x[base], run.y[base]];
  const from = panel.view.point(...at);
  if (!from.every(Number.isFinite)) return [];
  const pair = (what, index) => [parts[`${what}_x`]?.[index], parts[`${what}_y`]?.[index]];
  const [gx, gy] = pair("grad", base);
  const pen = new Pen(ctx, panel);
  const drawn = {
    model: step > 0 && quadratic(pen, at, base, parts),
    scale: step > 0 && ellipse(pen, from, pair("scale", step)),
    tried: step > 0 && trials(pen, base, parts),
    gradient: direction(pen, "gradient", from, [-gx, -gy]),
    velocity: step > 0 && direction(pen, "velocity", from, pair("velocity", step)),
    ahead: step > 0 && arrow(pen, "ahead", pen.panel.view.point(...pair("from", step)), from),
    step: step > 0 && arrow(pen, "step", from, panel.at(k, step)),
  };
  pen.write();
  return Object.keys(KEY).filter((name) => drawn[name]);
}

// Draws everything twice, a rim of paper and then ink, and words last.
class Pen {
  constructor(ctx, panel) {
    Object.assign(this, { ctx, panel, words: [] });
  }

  // `trace` makes the path; a closed one with a `filled` inside is an arrow's head.
  draw(name, trace, filled = false) {
    const { ctx, panel: { look } } = this;
    const { width, dash } = KEY[name];
    for (const [colour, wide, pattern] of [[look.paper, width + 2.6, []], [look.ink, width, filled ? [] : dash]]) {
      ctx.setLineDash(pattern.map((part) => part * look.thick));
      ctx.lineWidth = wide * look.thick;
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.beginPath();
      trace(ctx);
      if (filled) ctx.fill();
      if (!filled || colour === look.paper) ctx.stroke();
    }
    ctx.setLineDash([]);
  }

  // A word beyond the tip of an arrow, lower where another one is.
  note(words, [x, y], [u, v]) {
    const apart = APART * this.panel.look.thick;
    let at = [x + 6 * u, y + 6 * v + (v > 0.5 ? 8 : 0)];
    while (this.words.some((other) => Math.abs(other.at[1] - at[1]) < apart && Math.abs(other.at[0] - at[0]) < 70)) {
      at = [at[0], at[1] + apart];
    }
    this.words.push({ words, at, align: u < 0 ? "right" : "left" });
  }

  write() {
    const { ctx, panel: { look, font } } = this;
    ctx.font = `600 ${look.text}px ${font}`;
    ctx.textBaseline = "middle";
    ctx.lineWidth = 3.5;
    for (const { words, at, align } of this.words) {
      ctx.textAlign = align;
      ctx.strokeStyle = look.paper;
      ctx.strokeText(words, ...at);
      ctx.fillStyle = look.ink;
      ctx.fillText(words, ...at);
    }
  }
}

function direction(pen, name, from, [u, v]) {
  if (!Number.isFinite(u + v) || (u === 0 && v === 0)) return false;
  const { span: [spanX, spanY], box } = pen.panel.view;
  const [dx, dy] = [(u / spanX) * box.width, (-v / spanY) * box.height];
  const size = Math.hypot(dx, dy) / (LONG * pen.panel.look.thick);
  return size > 0 && arrow(pen, name, from, [from[0] + dx / size, from[1] + dy / size]);
}

function arrow(pen, name, [x, y], [tipX, tipY]) {
  const size = Math.hypot(tipX - x, tipY - y);
  if (!Number.isFinite(size) || size < 2) return false;
  const [u, v] = [(tipX - x) / size, (tipY - y) / size];
  const head = Math.min(HEAD * pen.panel.look.thick, 0.6 * size);
  pen.draw(name, (ctx) => {
    ctx.moveTo(x, y);
    ctx.lineTo(tipX - 0.7 * head * u, tipY - 0.7 * head * v);
  });
  pen.draw(name, (ctx) => {
    ctx.moveTo(tipX, tipY);
    for (const side of [-1, 1]) {
      ctx.lineTo(tipX - head * u + side * 0.42 * head * v, tipY - head * v - side * 0.42 * head * u);
    }
    ctx.closePath();
  }, true);
  if (size > 12) pen.note(KEY[name].word ?? KEY[name].words, [tipX, tipY], [u, v]);
  return true;
}

// The sizes an adaptive method divides by, as proportions.
function ellipse(pen, [x, y], [a, b]) {
  if (!(a >= 0) || !(b >= 0) || !(a + b > 0)) return false;
  const { span, box } = pen.panel.view;
  const wide = (a / Math.abs(span[0])) * box.width;
  const high = (b / Math.abs(span[1])) * box.height;
  const unit = (0.75 * LONG * pen.panel.look.thick) / Math.max(wide, high);
  pen.draw("scale", (ctx) => ctx.ellipse(x, y, Math.max(1, wide * unit), Math.max(1, high * unit), 0, 0, 2 * Math.PI));
  return true;
}

// The line on which the model is as high as here, and its flat point.
function quadratic(pen, at, step, parts) {
  const model = localModel(at, parts, step);
  if (!model) return false;
  const { view } = pen.panel;
  if (model.line) {
    pen.draw("model", (ctx) => model.line.forEach((place, k) => ctx[k ? "lineTo" : "moveTo"](...view.point(...place))));
  }
  const [px, py] = view.point(...model.flat);
  pen.draw("tried", (ctx) => {
    ctx.moveTo(px - 7, py);
    ctx.lineTo(px + 7, py);
    ctx.moveTo(px, py - 7);
    ctx.lineTo(px, py + 7);
  });
  return true;
}

function trials(pen, step, { trial_step: steps, trial_x: xs, trial_y: ys }) {
  if (!steps || !xs || !ys) return false;
  const places = Array.from(steps, (one, k) => (one === step ? pen.panel.view.point(xs[k], ys[k]) : null));
  const seen = places.filter((place) => place && Number.isFinite(place[0] + place[1]));
  for (const [x, y] of seen) pen.draw("tried", (ctx) => ctx.arc(x, y, 3.5, 0, 2 * Math.PI));
  return seen.length > 0;
}
