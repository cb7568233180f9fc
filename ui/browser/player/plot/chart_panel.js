// The chart of the player: a curve of each run, against what was spent.

import { drawChartMarks, drawMarkWords } from "./chart_marks.js";
import { PlanePanel } from "./plane_panel.js";

export class ChartPanel extends PlanePanel {
  constructor(root, onView) {
    super("loss", root, ["at", "value"], onView);
  }

  // Axes as the server sent them, with a `note` where there is nothing to show, and `marks` in a lesson.
  put({ x, y, note, marks = [] }) {
    this.note = note;
    this.marks = marks;
    this.axes([x, y]);
  }

  paint(position, extras) {
    super.paint(position, extras);
    if (!this.view || !this.marks?.length) return;
    const ctx = this.pen(this.heads);
    drawMarkWords(ctx, this.view, this.marks, this.look, this.font);
    ctx.restore();
  }

  drawBelow(ctx) {
    const { left, top, width, height } = this.view.box;
    drawChartMarks(ctx, this.view, this.marks, this.look);
    if (!this.note) return;
    ctx.fillStyle = this.look.ink;
    ctx.font = `14px ${this.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(this.note, left + width / 2, top + height / 2);
  }
}
