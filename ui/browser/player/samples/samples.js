// The samples behind a surface: they stand beside the map, with the line that each racer's weights
// draw between the classes, and the map can show the surface of the few samples that a step sees.
// All of it moves with the race and asks the server for nothing but those surfaces. It is loaded
// only where a surface has samples. What the server sends is described in ../../shared/wire.md, “data”.

import { loadStyles } from "../../shared/stylesheets.js";
import { unpack } from "../../shared/wire.js";
import { say } from "../../shared/words.js";
import { Relief } from "./batch_relief.js";
import { Minibatches } from "./minibatches.js";
import { Scatter } from "./scatter.js";

const STYLES = new URL("./samples.css", import.meta.url).href;

// `stage` is the one whose race is shown.
export async function samplesOf(stage) {
  await loadStyles(STYLES);
  return new Samples(stage);
}

class Samples {
  constructor(stage) {
    this.stage = stage;
    const redraw = () => stage.schedule();
    this.batches = new Minibatches(redraw);
    this.relief = new Relief(stage.panels.contour, redraw);
    this.words = document.createElement("p");
    this.words.dataset.batch = "";
    stage.root.querySelector("[data-bar]").before(this.words);
  }

  // `source` are the facts of the surface as JSON, or nothing where it has no samples.
  update(source) {
    const { root, data, took } = this.stage;
    if (source !== this.source) this.turnTo(source);
    const { link } = data;
    const sent = this.facts && took.parts.batch ? unpack(took.parts.batch) : null;
    this.batches.update(sent, link, this.stage.race.steps);
    this.morphing = Boolean(sent) && link.ground === "batch";
    const scattered = this.facts?.scatter && link.data !== "hide";
    root.dataset.samples = scattered ? "shown" : "hidden";
    if (scattered) {
      this.scatter ??= new Scatter(root, () => this.stage.schedule());
      this.scatter.update(this.facts.scatter, this.stage);
    } else this.removeScatter();
  }

  // Another surface: what was drawn and said is not of it.
  turnTo(source) {
    this.source = source;
    this.facts = source ? JSON.parse(source) : null;
    this.relief.close();
    this.words.textContent = "";
  }

  paint(position) {
    if (!this.facts) return;
    const { panels, race: whole } = this.stage;
    const race = panels.contour.race ?? whole; // without those that are hidden
    const at = Math.min(position, Math.max(0, whole.steps - 1)); // at the end, the step that led there
    const step = Math.floor(at);
    if (this.batches.sent) this.batches.need(step, this.morphing);
    const row = this.batches.row(step);
    this.scatter?.paint(position, race, row, this.stage);
    // What could not be fetched does not come: then the map is of all.
    const wanted = this.morphing && Boolean(this.batches.works || this.batches.surface(step));
    this.relief.show(wanted ? this.target(at) : null, wanted);
    this.tell(step, position);
  }

  // The heights to show between two steps; null while they are not there yet.
  target(at) {
    const step = Math.floor(at);
    const one = this.batches.surface(step);
    const next = at > step ? this.batches.surface(step + 1) : null;
    const two = next?.side === one?.side ? (next ?? one) : one;
    return one && { one: one.heights, two: two.heights, share: at - step, side: one.side };
  }

  tell(step, position) {
    const { sent } = this.batches;
    let words = "";
    if (sent) {
      const epoch = Math.floor(step / sent.epoch) + 1;
      const seen = { step: step + 1, size: sent.size, all: sent.samples, epoch };
      words = position >= this.stage.race.steps
        ? say("The last step saw {size} of {all} samples, in epoch {epoch}.", seen)
        : say("Step {step}, the next, sees {size} of {all} samples, in epoch {epoch}.", seen);
      if (this.morphing) words += ` ${this.mapWords(step)}`;
    }
    if (this.words.textContent !== words) this.words.textContent = words;
  }

  mapWords(step) {
    if (this.batches.surface(step)) return say("The map is of these.");
    if (this.batches.works) return say("Their surface is on its way.");
    return say("Their surface could not be fetched: the map is of all.");
  }

  removeScatter() {
    this.scatter?.close();
    this.scatter = null;
  }

  close() {
    this.removeScatter();
    this.batches.close();
    this.relief.close();
    this.words.remove();
  }
}
