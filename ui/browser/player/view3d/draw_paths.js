// How the paths of a race look in the 3-D view: further runs thin, then each path on a halo of paper; faint
// what the ground hides and what is still to come.

import { dashes } from "../plot/lines.js";

const HALO = 2.4; // pixels wider than the line it surrounds, in all
const HIDDEN = 0.24; // what is left of a path that the ground hides
const COMING = 0.34; // and of one that is still to come

export function drawPaths(ribbons, { race, colours, width, future, look }) {
  const { runs } = race;
  const coming = future ? COMING : 0;
  const { thick = 1 } = look;
  runs.forEach((run, k) => {
    const colour = rgb(colours(run.colour));
    if (future) ribbons.draw(runs.length + k, { colour, width: 1.2 * thick, alpha: 0.45, hidden: HIDDEN, coming: 1 });
    const halo = { colour: rgb(look.paper), width: width + HALO * thick, alpha: 0.8 };
    ribbons.draw(k, { ...halo, hidden: 0, coming: coming && 0.25 });
    ribbons.draw(k, { colour, width, dash: dashes(run.dash, width), hidden: HIDDEN, coming });
  });
}

// Red, green and blue from 0 to 1.
export function rgb(colour) {
  return [1, 3, 5].map((from) => parseInt(colour.slice(from, from + 2), 16) / 255);
}
