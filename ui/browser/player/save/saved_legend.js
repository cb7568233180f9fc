// The legend of a saved picture: the line, the name and the result of each racer that is seen, in as many
// rows as are needed.

import { dashes } from "../plot/lines.js";

export const ROW = 24; // pixels
const LINE = 30;
const GAP = 22;
const SIZE = 14; // pixels of letters

export class Legend {
  constructor(stage, width, position) {
    const { panels: { contour }, colours, unseen, pictures } = stage;
    const open = unseen.checked ? Math.floor(position) : Infinity; // up to that step it is told how a run ended
    this.ink = pictures.look.ink;
    this.font = `${SIZE}px ${contour.font}`;
    const ruler = document.createElement("canvas").getContext("2d");
    ruler.font = this.font;
    let [x, row] = [0, 0];
    this.entries = contour.race.runs.map((run) => {
      const words = run.words && open >= run.steps ? `${run.name} – ${run.words}` : run.name;
      const wide = LINE + 8 + ruler.measureText(words).width;
      if (x && x + wide > width) [x, row] = [0, row + 1];
      const entry = { x, y: (row + 0.5) * ROW, words, colour: colours(run.colour), dash: run.dash };
      x += wide + GAP;
      return entry;
    });
    this.rows = row + 1;
  }

  draw(ctx) {
    const { font, ink: fillStyle } = this;
    Object.assign(ctx, { font, fillStyle, textAlign: "left", textBaseline: "middle", lineWidth: 3 });
    for (const { x, y, words, colour, dash } of this.entries) {
      ctx.strokeStyle = colour;
      ctx.setLineDash(dashes(dash, 3));
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x + LINE, y);
      ctx.stroke();
      ctx.fillText(words, x + LINE + 8, y);
    }
  }
}
