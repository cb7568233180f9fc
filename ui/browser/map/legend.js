// The legend beside the map: what the colours mean and how much there is of each, the scale of the
// shades, and what the lines are. Text of a stranger is set as text.

import { DASHES } from "../shared/dashes.js";
import { drawn } from "../shared/svg.js";
import { coloursOf, ramp } from "./colours.js";
import { pattern } from "./paint_cells.js";

export class Legend {
  constructor(root) {
    this.head = root.querySelector("[data-legend-table] thead");
    this.body = root.querySelector("[data-legend-table] tbody");
    this.scale = root.querySelector("[data-scale]");
    this.lines = root.querySelector("[data-lines]");
  }

  update({ kinds, bar, columns, spots: found }, { lines, spots }, colours, font) {
    const row = (cells, what) => {
      const tr = document.createElement("tr");
      for (const cell of cells) {
        const td = document.createElement(what);
        if (what === "th") td.scope = "col";
        td.append(...[cell].flat());
        tr.append(td);
      }
      return tr;
    };
    this.head.replaceChildren(row(columns, "th"));
    const seen = kinds.filter(({ share, number }) => share > 0 || number);
    this.body.replaceChildren(
      ...seen.map((kind) => {
        const words = columns.slice(1, -1).map((_, k) => kind.words[k] ?? "");
        return row([[swatch(kind, colours.dark), named(kind)], ...words, percent(kind.share)], "td");
      }),
    );
    this.bar(bar, colours, font);
    const samples = lines.map(({ words, dash }) => item(sample(dash), words));
    const signs = [...spots, ...found].map(({ sign, words }) => item(sign === "star" ? "★ " : "✚ ", words));
    this.lines.replaceChildren(...samples, ...signs);
  }

  bar(bar, { ink }, font) {
    if (!bar?.colours || bar.ticks.length === 0) return this.scale.replaceChildren();
    const title = document.createElement("span");
    title.textContent = bar.title;
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    this.scale.replaceChildren(title, canvas);
    const sharp = window.devicePixelRatio || 1;
    const width = this.scale.clientWidth;
    canvas.width = Math.round(width * sharp);
    canvas.height = 36 * sharp;
    canvas.style.height = "36px";
    const ctx = canvas.getContext("2d");
    ctx.scale(sharp, sharp);
    const [from, to] = [14, width - 14];
    const shade = ctx.createLinearGradient(from, 0, to, 0);
    bar.colours.forEach((colour, k) => shade.addColorStop(k / Math.max(1, bar.colours.length - 1), colour));
    ctx.fillStyle = shade;
    ctx.fillRect(from, 2, to - from, 12);
    ctx.fillStyle = ctx.strokeStyle = ink;
    ctx.font = `12px ${font}`;
    ctx.textAlign = "center";
    for (const [share, text] of bar.ticks) {
      const x = from + share * (to - from);
      ctx.fillRect(x - 0.5, 14, 1, 4);
      ctx.fillText(text, x, 31);
    }
  }
}

function named({ number, name }) {
  if (!number) return name;
  const bold = document.createElement("b");
  bold.textContent = `${number}  `;
  const span = document.createElement("span");
  span.append(bold, name);
  return span;
}

function percent(share) {
  if (share > 0 && share < 0.0005) return "< 0.1 %";
  return `${(100 * share).toFixed(1)} %`;
}

function swatch(kind, dark) {
  const { pattern: name } = kind;
  const colours = coloursOf(kind, dark);
  const canvas = document.createElement("canvas");
  const sharp = window.devicePixelRatio || 1;
  const [width, height] = [34, 16];
  canvas.width = width * sharp;
  canvas.height = height * sharp;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  const shades = ramp(colours, canvas.width);
  shades.forEach((shade, k) => {
    ctx.fillStyle = `rgb(${shade & 255} ${(shade >> 8) & 255} ${(shade >> 16) & 255})`;
    ctx.fillRect(k, 0, 1, canvas.height);
  });
  if (name) {
    ctx.fillStyle = pattern(ctx, name, colours[0], sharp);
    ctx.fillRect(0, 0, canvas.width, canvas.height);
  }
  return canvas;
}

function sample(dash) {
  const holder = document.createElement("span");
  const svg = drawn("svg", { width: 40, height: 8, "aria-hidden": true });
  const line = { d: "M0 4H34", stroke: "currentColor", "stroke-width": 2 };
  svg.append(drawn("path", { ...line, "stroke-dasharray": (DASHES[dash] ?? []).join(" ") }));
  holder.append(svg);
  return holder;
}

function item(sign, words) {
  const li = document.createElement("li");
  li.append(sign, words);
  return li;
}
