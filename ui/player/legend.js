// The legend: every racer's line, name and result. A click picks the one that is explained.

import { dashes } from "./strokes.js";

const SVG = "http://www.w3.org/2000/svg";

export class Legend {
  constructor(root, pick) {
    this.element = root.querySelector("[data-legend]");
    this.pick = pick;
  }

  update({ runs }, focus, colours) {
    const key = JSON.stringify([runs.map((r) => [r.label, r.words, colours(r.colour)]), focus]);
    if (key === this.key) return;
    this.key = key;
    const kept = this.element.contains(document.activeElement) && document.activeElement.dataset.run;
    this.element.replaceChildren(...runs.map((run) => this.entry(run, run.label === focus, colours)));
    if (kept) [...this.element.children].find((e) => e.dataset.run === kept)?.focus();
  }

  entry(run, focused, colours) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.run = run.label;
    button.setAttribute("aria-pressed", String(focused));
    button.title = `Explain ${run.name}`;
    button.append(swatch(run, colours(run.colour)), `${run.name} – ${run.words}`);
    button.addEventListener("click", () => this.pick(run.label));
    return button;
  }
}

function swatch(run, colour) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", "34");
  svg.setAttribute("height", "8");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", "M0 4H34");
  line.setAttribute("stroke", colour);
  line.setAttribute("stroke-width", "3");
  line.setAttribute("stroke-dasharray", dashes(run.dash, 2.5).join(" "));
  svg.append(line);
  return svg;
}
