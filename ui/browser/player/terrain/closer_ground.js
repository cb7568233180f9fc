// The ground of the part of a map that is seen, where the surface is a grid: fetched when the view rests,
// for the grid of the whole is too coarse there. Without an answer (a static edition has no server) that
// stays. What the server sends is described in ../../shared/wire.md, “closer”.

import { Connection, answered } from "../../shared/live.js";
import { unpack } from "../../shared/wire.js";
import { partTerrain } from "./terrain.js";

const LIVE = "live/ground";
const REST = 180; // milliseconds without another view
const PATIENCE = 400; // milliseconds until a busy server is asked again
const TRIES = 5;
const AROUND = 0.12; // of the part that is seen: so much more is asked for on each side
const FINE = 0.45; // a part that is seen is as wide as this share of a known one, or finer is asked for
const KEPT = 8; // parts

export class CloserGround {
  // `changed` is called when something arrived.
  constructor(changed) {
    this.changed = changed;
    this.parts = []; // terrains, the latest last
    this.connection = new Connection();
  }

  // Where to ask: the page's link, and the id of its ground.
  ask(link, id) {
    Object.assign(this, { link, id });
  }

  // The finest known terrain that has all of a window, or null. A finer one is asked for.
  of(terrain, window) {
    const { best, share } = this.finest(terrain, window);
    const asked = JSON.stringify(window);
    if (asked !== this.asked) {
      clearTimeout(this.resting);
      Object.assign(this, { asked, tries: 0 });
      if (share < FINE && this.may(terrain)) this.resting = setTimeout(() => this.fetch(window), REST);
    }
    return best;
  }

  known(terrain, window) {
    return this.finest(terrain, window).best;
  }

  // With the share of it that is seen.
  finest(terrain, window) {
    if (terrain !== this.terrain) Object.assign(this, { terrain, parts: [], asked: null });
    const wanted = within(window, terrain.bounds);
    const holding = this.parts.filter(({ bounds }) => holds(bounds, wanted));
    const best = holding.sort((a, b) => area(a.bounds) - area(b.bounds))[0] ?? null;
    return { best, share: Math.sqrt(area(wanted) / area((best ?? terrain).bounds)) };
  }

  // A file stays in the browser's session, and pages without a link have nobody to ask.
  may({ grid }) {
    const surface = this.link?.surface;
    return Boolean(grid && this.connection.works && surface && surface !== "upload");
  }

  async fetch(window) {
    const { terrain, link, id, asked } = this;
    const part = within(wider(window), terrain.bounds);
    const query = new URLSearchParams({ ...link, zoom: part.flat().join("~") });
    const bytes = await this.fetched(query);
    if (this.closed || terrain !== this.terrain || id !== this.id) return; // of another ground
    if (bytes) this.keep(unpack(bytes));
    else if (this.connection.works && asked === this.asked && ++this.tries < TRIES) {
      this.resting = setTimeout(() => this.fetch(window), PATIENCE);
    }
  }

  keep({ ground, bounds, size, low, parts: { above } }) {
    if (ground !== this.id) return;
    const losses = Float64Array.from(above, (loss) => low + loss);
    this.parts = [...this.parts, partTerrain(this.terrain, size, bounds, losses)].slice(-KEPT);
    this.changed();
  }

  async fetched(query) {
    try {
      return await answered(LIVE, query);
    } catch {
      this.connection.lose();
      return null;
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.resting);
  }
}

function wider(window) {
  return window.map(([low, high]) => [low - AROUND * (high - low), high + AROUND * (high - low)]);
}

function within(window, bounds) {
  return window.map(([low, high], k) => [Math.max(low, bounds[k][0]), Math.min(high, bounds[k][1])]);
}

function holds(bounds, window) {
  return bounds.every(([low, high], k) => {
    const edge = 1e-9 * (high - low);
    return low <= window[k][0] + edge && high >= window[k][1] - edge;
  });
}

function area(bounds) {
  return bounds.reduce((product, [low, high]) => product * (high - low), 1);
}
