// The relief of a mini-batch: its surface in place of the ground of all samples, from a coarse grid of
// heights, which glides from one to the next. Marks, axes and paths stay.

import { gridTerrain } from "../terrain/terrain.js";
import { nearer } from "./heights.js";

const GLIDE = 70; // milliseconds in which most of the way is gone
const DONE = 1e-3; // of the height of the ground: closer than that is there

export class Relief {
  constructor(panel, redraw) {
    this.panel = panel;
    this.redraw = redraw;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.pictures = 0; // so many were painted
  }

  // `target` has two grids of heights and the share of the way between them; null leaves what is
  // there, unless it is not wanted at all.
  show(target, wanted) {
    const { terrain } = this.panel;
    if (terrain !== this.terrain) this.clear();
    this.terrain = terrain;
    const shown = wanted && Boolean(target ?? this.heights);
    this.panel.div.toggleAttribute("data-relieved", shown);
    if (!wanted) return this.clear();
    if (!target) return;
    const moved = this.glide(target, terrain.height.top);
    if (!moved && this.panel.instead) return;
    this.panel.put(gridTerrain(terrain, [this.side, this.side], this.heights));
    this.pictures++;
  }

  // One picture nearer to the target; whether anything moved.
  glide({ one, two, share, side }, top) {
    const now = performance.now();
    const first = !this.heights || this.side !== side;
    if (first) this.heights = new Float32Array(side * side);
    this.side = side;
    const past = this.gliding ? Math.min(100, now - this.last) : 16;
    const part = first || this.calm.matches ? 1 : 1 - Math.exp(-past / GLIDE);
    this.last = now;
    const { left, jumped } = nearer(this.heights, one, two, share, part);
    this.gliding = part < 1 && left > DONE * top;
    if (this.gliding) this.redraw();
    return jumped || left > 0;
  }

  clear() {
    this.heights = null;
    this.gliding = false;
    this.panel.put(null);
  }

  close() {
    this.clear();
    this.panel.div.removeAttribute("data-relieved");
  }
}
