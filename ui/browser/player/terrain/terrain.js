// A loss surface as the browser knows it: a formula whose knobs can be turned here, or a grid of losses;
// and how losses become heights. What the server sends is described in ../../shared/wire.md, “terrain”.

import { unpack } from "../../shared/wire.js";
import { ELEMENTARY } from "./elementary.js";
import { evaluate, settledValues } from "./evaluate.js";
import { Grid, spread } from "./grid.js";
import { chooseHeight, heightOf, lossOf, seen } from "./height.js";

export function readTerrain(bytes) {
  const { parts, ...facts } = unpack(bytes);
  const grid = parts.loss ? new Grid(facts.size, facts.bounds, parts.loss) : null;
  return new Terrain(facts, facts.knobs, facts.height, grid);
}

// A mini-batch's surface: heights in the same window, on the scale of `terrain`.
export function gridTerrain(terrain, size, heights) {
  const losses = Float32Array.from(heights, (height) => lossOf(terrain.height, height));
  const { glsl, program, ...facts } = terrain.facts;
  const made = new Terrain(facts, {}, terrain.height, new Grid(size, terrain.bounds, losses));
  made.heightGrid = new Grid(size, terrain.bounds, heights);
  return made;
}

// A part of a grid, finer: losses in a window of its own, on the scale of `terrain`.
export function partTerrain(terrain, size, bounds, losses) {
  return new Terrain({ ...terrain.facts, bounds }, {}, terrain.height, new Grid(size, bounds, losses));
}

export class Terrain {
  constructor(facts, knobs, height, grid) {
    const { bounds, equal, colours, levels } = facts;
    Object.assign(this, { facts, bounds, equal, colours, levels, knobs, height, grid });
    this.glsl = grid ? null : ELEMENTARY + facts.glsl;
  }

  has(name) {
    return !this.grid && name in this.knobs;
  }

  // The same surface with other values of some knobs; its heights are chosen anew, as the server would.
  withKnobs(values) {
    const known = Object.entries(values).filter(([name]) => this.has(name));
    const made = new Terrain(this.facts, { ...this.knobs, ...Object.fromEntries(known) }, this.height, this.grid);
    if (this.grid) return made;
    const { choice } = this.facts;
    const [xs, ys] = this.bounds.map((edges) => spread(edges, choice.size));
    made.height = chooseHeight(made.losses(xs, ys), choice);
    return made;
  }

  // The same losses seen through another window, with heights made otherwise: as the server said.
  seenAs(bounds, height) {
    return new Terrain({ ...this.facts, bounds }, this.knobs, height, this.grid);
  }

  // What the shader's uniform `k` holds: the knobs, then what is made of them alone.
  get values() {
    if (this.grid) return [];
    const { program, settled } = this.facts;
    return [...Object.values(this.knobs), ...settledValues(program, this.knobs, settled)];
  }

  loss(x, y) {
    return this.losses([x], [y])[0];
  }

  // Row by row from below; NaN where undefined.
  losses(xs, ys) {
    if (!this.grid) return seen(evaluate(this.facts.program, this.knobs, xs, ys));
    return this.exactHeights(xs, ys).map((height) => lossOf(this.height, height));
  }

  heightOf(loss) {
    return heightOf(this.height, loss);
  }

  // The loss that is drawn at a height.
  lossAt(height) {
    return lossOf(this.height, height);
  }

  heights(xs, ys) {
    return Float32Array.from(this.exactHeights(xs, ys));
  }

  // The same in float64.
  exactHeights(xs, ys) {
    if (this.grid) return this.gridOfHeights().sample(xs, ys);
    return this.losses(xs, ys).map((loss) => heightOf(this.height, loss));
  }

  // As a graphics card has them, with numbers of seven digits.
  singleHeights(xs, ys) {
    if (this.grid) return this.heights(xs, ys);
    return evaluate(this.facts.program, this.knobs, xs, ys, Float32Array).map((loss) => heightOf(this.height, loss));
  }

  // Heights at the points of the grid: smooth between them also where losses are steep.
  gridOfHeights() {
    const { size, bounds, values } = this.grid;
    this.heightGrid ??= new Grid(size, bounds, values.map((loss) => heightOf(this.height, loss)));
    return this.heightGrid;
  }
}
