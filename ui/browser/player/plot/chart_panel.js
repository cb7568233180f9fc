// The chart of the player: a curve of each run, against what was spent.

import { PlanePanel } from "./plane_panel.js";

export class ChartPanel extends PlanePanel {
  constructor(root, onView) {
    super("loss", root, ["at", "value"], onView);
  }

  // Axes as the server sent them, with a `note` where there is nothing to show.
  put({ x, y, note }) {
    this.note = note;
    this.axes([x, y]);
  }

  drawBelow(ctx) {
    const { left, top, width, height } = this.view.box;
    if (!this.note) return;
    ctx.fillStyle = this.look.ink;
    ctx.font = `14px ${this.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(this.note, left + width / 2, top + height / 2);
  }
}
