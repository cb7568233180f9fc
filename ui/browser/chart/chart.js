// The button “Take away” beside a chart of Plotly. The chart's own drawing is saved, at any size and with a
// title, so what is seen is what one gets. See ../shared/wire.md, “chart”.

import { download } from "../shared/take/save_file.js";
import { SaveMenu } from "../shared/take/save_menu.js";
import { canvasOf, framed, saveSheet } from "../shared/take/sheet.js";
import { tag, written } from "../shared/take/svg_words.js";
import { unpack } from "../shared/wire.js";
import { say, sayAll } from "../shared/words.js";
import { tableOf } from "./chart_table.js";

const TITLE = 40; // pixels above the chart
const takings = new WeakMap();

export function show({ parentElement: parent, data }) {
  let taking = takings.get(parent);
  if (!taking) takings.set(parent, (taking = new Taking(parent)));
  taking.update(unpack(data));
  return () => {
    taking.menu.close();
    takings.delete(parent);
  };
}

class Taking {
  constructor(parent) {
    sayAll(parent);
    this.root = parent.querySelector("[data-taking]");
    this.said = this.root.querySelector("[data-taken]");
    this.menu = new SaveMenu(this.root, (kind, scale) => this.save(kind, scale));
  }

  update(data) {
    Object.assign(this, { data, takes: data.takes, file: data.file });
    if (!data.chart) this.root.querySelectorAll("[data-save], [data-choice]").forEach((each) => each.remove());
    this.menu.offer(this);
  }

  note(words) {
    this.said.textContent = words;
  }

  async save(kind, scale) {
    const { plot } = this;
    if (!plot) return this.note(say("The chart is not drawn yet."));
    const svg = chartSvg(plot, this.data.title, scale);
    await saveSheet(kind, this.file, () => canvasWith(svg), () => svg.text);
    return this.note(say("{name} is saved.", { name: `${this.file}.${kind}` }));
  }

  film() {
    return Promise.resolve(null);
  }

  // What is seen as a table, where no server makes one.
  table(page) {
    const { plot } = this;
    if (!plot) return this.note(say("The chart is not drawn yet."));
    const name = `${this.file}.csv`;
    download(new Blob([tableOf(plot._fullData, plot._fullLayout, this.data.title, page)], { type: "text/csv" }), name);
    return this.note(say("{name} is saved.", { name }));
  }

  get plot() {
    return document.querySelector(`.st-key-${this.data.chart.replace(/[^\w-]/g, "-")} .js-plotly-plot`);
  }
}

// The drawings of which a chart is made, one above the other, as one; -> { text, width, height, sharp }.
export function chartSvg(plot, title, sharp) {
  const { width, height: high } = plot.getBoundingClientRect();
  const style = getComputedStyle(plot);
  const paper = getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor;
  const parts = [...plot.querySelectorAll("svg.main-svg")].map((svg) => {
    const copy = svg.cloneNode(true);
    copy.removeAttribute("style");
    copy.setAttribute("y", String(TITLE));
    for (const unseen of copy.querySelectorAll(".modebar, .drag, .nsewdrag, .hoverlayer")) unseen.remove();
    return new XMLSerializer().serializeToString(copy);
  });
  const height = high + TITLE;
  const letters = { "font-family": style.fontFamily, "font-size": 19, "font-weight": 600, fill: style.color };
  const name = tag("text", { x: 12, y: 26, ...letters }, written(title));
  return { text: framed({ width, height, sharp, paper }, name + parts.join("")), width, height, sharp };
}

async function canvasWith({ text, width, height, sharp }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = canvasOf(width, height, sharp);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}
