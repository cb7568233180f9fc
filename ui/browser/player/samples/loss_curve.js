// The picture beside the samples: the loss of one sample against its margin, a mark for each sample at
// the weights of the focused racer. The loss in use is drawn in ink, the others faint beside it.

import { viewOf } from "../../shared/axes.js";
import { fit } from "../../shared/canvas.js";
import { drawAxes } from "../../shared/draw_axes.js";
import { shape } from "./class_marks.js";
import { LOSSES, NAMES, axesOf } from "./sample_losses.js";

const POINTS = 160;
const RADIUS = 3.4;
const FAINT = { hinge: [2, 3], "squared hinge": [7, 4], softmax: [9, 3, 2, 3] };

export class LossCurve {
  constructor(panel, redraw) {
    this.place = panel.querySelector("[data-losses]");
    this.canvas = this.place.querySelector("canvas");
    this.resizing = new ResizeObserver(redraw);
    this.resizing.observe(this.place);
  }

  // `facts` of the samples, `margins` and `losses` of each, `loss` as a function of the margin.
  paint(facts, margins, losses, loss, { colours, data, layout }) {
    const { text } = layout.sizes;
    this.paper = colours(data.paper);
    const [width, height] = [this.place.clientWidth, this.place.clientHeight];
    if (!width || !height) return;
    const { sharp } = fit([this.canvas], width, height);
    const axes = axesOf(margins, losses, loss);
    const view = viewOf(axes, width, height, { text });
    const ctx = this.canvas.getContext("2d");
    ctx.save();
    ctx.setTransform(sharp, 0, 0, sharp, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const [ink, faint] = [colours(data.ink), colours("#5b6b7a")];
    drawAxes(ctx, view, axes, { ink, faint, text }, getComputedStyle(this.place).fontFamily);
    const { left, top, width: wide, height: high } = view.box;
    ctx.beginPath();
    ctx.rect(left, top, wide, high);
    ctx.clip();
    this.curves(ctx, view, axes, facts.loss, loss, { ink, faint, text });
    this.drawn = this.marks(ctx, view, facts, margins, losses, colours, data);
    ctx.restore();
  }

  curves(ctx, view, axes, kind, loss, { ink, faint, text }) {
    upright(ctx, view, 0, faint);
    if (kind !== "softmax") upright(ctx, view, 1, faint);
    for (const [name, other] of Object.entries(LOSSES)) {
      if (name !== kind) curve(ctx, view, axes, other, faint, 1.2, FAINT[name]);
    }
    curve(ctx, view, axes, loss, ink, 2, []);
    key(ctx, view, kind, { ink, faint, text }, this);
  }

  marks(ctx, view, { label, classes }, margins, losses, colours, data) {
    ctx.setLineDash([]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = colours(data.paper);
    return margins.map((margin, k) => {
      const at = view.point(margin, losses[k]);
      const { mark, colour } = classes[label[k]];
      ctx.fillStyle = colours(colour);
      shape(ctx, mark, ...at, RADIUS);
      ctx.fill();
      ctx.stroke();
      return at;
    });
  }

  close() {
    this.resizing.disconnect();
  }
}

function curve(ctx, view, [across], loss, colour, width, dash) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.beginPath();
  for (let k = 0; k <= POINTS; k++) {
    const margin = across.lo + (k / POINTS) * (across.hi - across.lo);
    const at = view.point(margin, loss(margin));
    if (k) ctx.lineTo(...at);
    else ctx.moveTo(...at);
  }
  ctx.stroke();
}

// Which line is which, where none of them goes: above, on the right.
function key(ctx, { box: { left, top, width } }, kind, { ink, faint, text }, { place, paper }) {
  ctx.font = `${text - 1}px ${getComputedStyle(place).fontFamily}`;
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  Object.keys(LOSSES).forEach((name, row) => {
    const [x, y] = [left + width - 8, top + (text - 1) * (1 + 1.3 * row)];
    ctx.setLineDash([]);
    ctx.strokeStyle = paper;
    ctx.lineWidth = 4;
    ctx.strokeText(NAMES[name], x - 30, y);
    ctx.strokeStyle = ctx.fillStyle = name === kind ? ink : faint;
    ctx.lineWidth = name === kind ? 2 : 1.2;
    ctx.setLineDash(name === kind ? [] : FAINT[name]);
    ctx.beginPath();
    ctx.moveTo(x - 24, y);
    ctx.lineTo(x, y);
    ctx.stroke();
    ctx.fillText(NAMES[name], x - 30, y);
  });
}

function upright(ctx, view, margin, colour) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 4]);
  ctx.beginPath();
  ctx.moveTo(view.point(margin, 0)[0], view.box.top);
  ctx.lineTo(view.point(margin, 0)[0], view.box.top + view.box.height);
  ctx.stroke();
}
