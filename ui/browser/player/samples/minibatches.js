// The mini-batches of a run: which samples each step sees, and the surface of these. The first come
// with the race, the others are fetched a few steps ahead and kept for a while. What the server sends
// is described in ../../shared/wire.md, “batch”.

import { Connection, answered } from "../../shared/live.js";
import { unpack } from "../../shared/wire.js";

const LIVE = "live/batch";
const AHEAD = 8; // steps that are asked for before they are shown
const KEPT = 200; // steps; each is some 10 kB
const PATIENCE = 400; // milliseconds until a busy server is asked again
const TRIES = 8;

export class Minibatches {
  // `changed` is called when something arrived.
  constructor(changed) {
    this.changed = changed;
    this.known = new Map(); // by step
    this.connection = new Connection();
  }

  // `sent` is what came with the race, or null; `link` what the app said last.
  update(sent, link, steps) {
    const key = sent ? JSON.stringify([sent.ground, sent.size, sent.seed, link.height]) : "";
    if (key !== this.key) {
      this.known.clear();
      this.connection.mend();
      this.tries = 0;
      this.wanted = null; // the answer on its way is not of these
    }
    Object.assign(this, { key, sent, link, steps });
  }

  // The numbers of the samples of a step; null while they are not known.
  row(step) {
    const { sent } = this;
    if (!sent) return null;
    return step < sent.rows ? numbers(sent, step) : this.known.get(step)?.row ?? null;
  }

  // The surface of a step, `heights` on a grid with so many points a `side`; null while not known.
  surface(step) {
    return this.known.get(step) ?? null;
  }

  // Fetch what is missing about a step and those after it.
  need(step, surfaces) {
    const last = Math.min(this.steps, step + AHEAD);
    const missing = (at) => !this.known.has(at) && (surfaces || at >= this.sent.rows);
    this.wanted = step;
    while (this.wanted < last && !missing(this.wanted)) this.wanted++;
    // Few at the end of what is known are not worth a question yet.
    if (this.wanted >= last || this.wanted > step + AHEAD / 2) this.wanted = null;
    if (this.wanted !== null && !this.asking && this.works) this.ask();
  }

  async ask() {
    this.asking = true;
    try {
      while (this.wanted !== null && this.works && !this.closed) {
        const { key, sent, link, wanted: at } = this;
        const query = new URLSearchParams({ ...link, batch: sent.size, seed: sent.seed, at });
        const bytes = await this.fetched(query);
        if (bytes && key === this.key && !this.closed) this.keep(unpack(bytes));
      }
    } finally {
      this.asking = false;
    }
  }

  keep(answer) {
    this.tries = 0;
    this.wanted = null; // until the next picture asks again
    const { first, rows, grid: side, parts } = answer;
    const size = side * side;
    for (let k = 0; k < rows; k++) {
      const heights = parts.height.subarray(k * size, (k + 1) * size);
      this.known.set(first + k, { row: numbers(answer, k), heights, side });
    }
    while (this.known.size > KEPT) this.known.delete(this.known.keys().next().value);
    this.changed();
  }

  async fetched(query) {
    try {
      const bytes = await answered(LIVE, query);
      if (bytes) return bytes;
      if (++this.tries > TRIES) throw new Error("no answer for long");
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    } catch {
      this.connection.lose();
      this.tries = 0;
      this.changed();
    }
    return null;
  }

  get works() {
    return this.connection.works;
  }

  close() {
    this.closed = true;
    this.known.clear();
  }
}

// One row of an index; numbers of two bytes need not lie at even places.
export function numbers({ size, wide, parts: { index } }, row) {
  const bytes = index.subarray(row * size * wide, (row + 1) * size * wide);
  if (wide === 1) return bytes;
  return Uint16Array.from({ length: size }, (_, k) => bytes[2 * k] | (bytes[2 * k + 1] << 8));
}
