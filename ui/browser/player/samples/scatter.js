// The samples in the plane of two features, by class in colour and shape, and the line that each
// racer's weights draw between the classes at the step shown. Those the step sees have a ring.

import { viewOf } from "../../shared/axes.js";
import { fit } from "../../shared/canvas.js";
import { drawAxes } from "../../shared/draw_axes.js";
import { say } from "../../shared/words.js";
import { number } from "../../shared/written.js";
import { classEntry, shape } from "./class_marks.js";
import { sorted } from "./decision_lines.js";
import { drawDecisionLines, drawMargins } from "./draw_decision_lines.js";
import { LossCurve } from "./loss_curve.js";
import { NAMES, aboutSample, heldOut, inWords, lossOf, marginsOf, scoresAt } from "./sample_losses.js";

const RADIUS = 4.2;
const RING = 8;
const NEAR = 12; // pixels at which a sample is pointed at

export class Scatter {
  constructor(root, redraw) {
    this.panel = document.createElement("div");
    this.panel.dataset.panel = "data";
    this.panel.innerHTML = `
      <div data-classes></div>
      <div data-beside>
        <div data-scatter role="img"><canvas aria-hidden="true"></canvas><canvas aria-hidden="true"></canvas></div>
        <div data-losses role="img"><canvas aria-hidden="true"></canvas></div>
      </div>
      <div data-right></div>
      <div data-held></div>
      <div data-lost></div>
      <div data-sample hidden aria-hidden="true"></div>`;
    const one = (selector) => this.panel.querySelector(selector);
    const parts = ["[data-classes]", "[data-scatter]", "[data-right]", "[data-held]", "[data-lost]", "[data-sample]"];
    [this.classes, this.place, this.right, this.held, this.lost, this.label] = parts.map(one);
    [this.under, this.over] = this.place.querySelectorAll("canvas");
    this.losses = new LossCurve(this.panel, redraw);
    root.querySelector("[data-panel=contour]").after(this.panel);
    this.resizing = new ResizeObserver(() => {
      this.stale = true;
      redraw();
    });
    this.resizing.observe(this.place);
    this.place.addEventListener("pointermove", (event) => this.point(event));
    this.place.addEventListener("pointerdown", (event) => this.point(event)); // a finger only taps
    this.place.addEventListener("pointerleave", () => (this.label.hidden = true));
  }

  update(facts, { colours, data }) {
    const ink = colours(data.ink);
    if (facts === this.facts && ink === this.ink) return;
    this.facts = facts;
    this.ink = ink;
    this.stale = true;
    this.label.hidden = true;
    const { u, axes, classes } = facts;
    const names = classes.map(({ name }) => name).join(", ");
    this.place.setAttribute(
      "aria-label",
      say("{n} samples of {names} by {across} and {up}, and the line that each optimizer draws between them", {
        n: u.length, names, across: axes[0].title, up: axes[1].title,
      }),
    );
    this.classes.replaceChildren(...classes.map((each) => classEntry(each, colours(each.colour))));
    if (facts.held) {
      const held = document.createElement("span");
      held.textContent = say("outlines are held out");
      this.classes.append(held);
    }
    if (classes.length === 2 && facts.lines.length) this.classes.append(say("→ side called {name}", classes[1]));
    this.panel.toggleAttribute("data-by-margin", Boolean(facts.loss));
    const losses = say("The {loss} loss of each sample, by how much its right class scores above the other", {
      loss: NAMES[facts.loss] ?? "", // without one it is not shown
    });
    this.losses.place.setAttribute("aria-label", losses);
  }

  // The losses of single samples, at the weights of the focused racer; `focused` is that one.
  paintLosses(position, focused, stage) {
    const { facts } = this;
    this.seen = null;
    if (facts.loss && focused) {
      const loss = lossOf(facts.loss, stage.data.link.summed);
      const scores = scoresAt(facts, focused, position);
      const margins = marginsOf(facts, scores);
      this.seen = { scores, margins, losses: margins.map(loss), loss };
      this.losses.paint(facts, margins, this.seen.losses, loss, stage);
    }
    tell(this.lost, this.seen ? inWords(facts.loss, focused.name, this.seen.losses) : "");
  }

  paint(position, race, row, stage) {
    const { colours, data, layout } = stage;
    const { text } = layout.sizes;
    if ((this.stale || text !== this.text) && !this.ground(colours, data, text)) return;
    const ctx = this.begin(this.over);
    const { left, top, width, height } = this.view.box;
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    this.rings(ctx, row, colours(data.ink), colours(data.paper));
    this.drawn = race.runs.map((run, k) =>
      drawDecisionLines(ctx, this.view, this.facts, run, k, position, colours(run.colour)),
    );
    const focused = race.runs.find(({ label }) => label === data.focus) ?? race.runs[0];
    const hinged = this.facts.loss.includes("hinge") && focused;
    this.marginLines = hinged ? drawMargins(ctx, this.view, this.facts, focused, position, colours(focused.colour)) : [];
    ctx.restore();
    this.paintLosses(position, focused, stage);
    tell(this.right, sorted(this.facts, race.runs, position));
    tell(this.held, heldOut(this.facts, race.runs, position, data.link.summed));
  }

  // Axes and samples: drawn again only when a size or the theme changed.
  ground(colours, data, text) {
    const [width, height] = [this.place.clientWidth, this.place.clientHeight];
    if (!width || !height) return false;
    this.sharp = fit([this.under, this.over], width, height).sharp;
    const { axes, u, v } = this.facts;
    this.text = text;
    this.view = viewOf(axes, width, height, { text });
    this.points = u.map((value, k) => this.view.point(value, v[k]));
    this.drawSamples(colours, data);
    this.stale = false;
    return true;
  }

  drawSamples(colours, data) {
    const { axes, label, classes } = this.facts;
    const ctx = this.begin(this.under);
    const font = getComputedStyle(this.place).fontFamily;
    drawAxes(ctx, this.view, axes, { ink: colours(data.ink), faint: colours("#5b6b7a"), text: this.text }, font);
    ctx.lineWidth = 1;
    ctx.strokeStyle = colours(data.paper);
    this.drawHeld(ctx, colours);
    this.points.forEach(([x, y], k) => {
      const { mark, colour } = classes[label[k]];
      ctx.fillStyle = colours(colour);
      shape(ctx, mark, x, y, RADIUS);
      ctx.fill();
      ctx.stroke();
    });
    ctx.restore();
  }

  // Those held out are outlines: they are not in the loss.
  drawHeld(ctx, colours) {
    const { held, classes } = this.facts;
    ctx.save();
    held?.u.forEach((value, k) => {
      const { mark, colour } = classes[held.label[k]];
      ctx.strokeStyle = colours(colour);
      shape(ctx, mark, ...this.view.point(value, held.v[k]), RADIUS - 0.7);
      ctx.stroke();
    });
    ctx.restore();
  }

  begin(canvas) {
    const ctx = canvas.getContext("2d");
    ctx.save();
    ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    return ctx;
  }

  rings(ctx, row, ink, paper) {
    this.ringed = Array.from(row ?? []);
    this.place.dataset.rings = String(this.ringed.length);
    for (const [colour, wide] of [[paper, 4], [ink, 1.8]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = wide;
      for (const k of this.ringed) {
        ctx.beginPath();
        ctx.arc(...this.points[k], RING, 0, 2 * Math.PI);
        ctx.stroke();
      }
    }
  }

  // What the sample under the pointer is.
  point({ clientX, clientY }) {
    if (!this.points) return;
    const { left, top } = this.place.getBoundingClientRect();
    const away = ([x, y]) => Math.hypot(x - (clientX - left), y - (clientY - top));
    const nearest = this.points.reduce((best, at, k) => (away(at) < away(this.points[best]) ? k : best), 0);
    const found = away(this.points[nearest]) <= NEAR;
    this.label.hidden = !found;
    if (!found) return;
    const { u, v, label, axes, classes } = this.facts;
    const same = u.filter((value, k) => value === u[nearest] && v[k] === v[nearest]).length;
    const more = same > 1 ? `, ${say("{n} samples here", { n: same })}` : "";
    const numbers = `${axes[0].title} ${number(u[nearest])}, ${axes[1].title} ${number(v[nearest])}`;
    const about = this.seen ? `; ${aboutSample(this.facts, nearest, this.seen.scores, this.seen.loss)}` : "";
    this.label.textContent = `${classes[label[nearest]].name}: ${numbers}${more}${about}`;
    const [x, y] = this.points[nearest];
    const right = Math.max(0, Math.min(this.place.clientWidth - this.label.offsetWidth, x + 10));
    this.label.style.transform = `translate(${right}px, ${this.place.offsetTop + y + 10}px)`;
  }

  close() {
    this.resizing.disconnect();
    this.losses.close();
    this.panel.remove();
  }
}

function tell(place, words) {
  if (place.textContent !== words) place.textContent = words;
}
