// A small scale below the map: which colour is which loss.

import { TEXT } from "../../shared/axes.js";
import { say } from "../../shared/words.js";
import { number } from "../../shared/written.js";

const LONG = 96; // pixels of the strip
const SHORTEST = 36;
const TALL = 9;
const GAP = 12; // from the title of the axis, which stands in the middle

// At the lower right corner of the frame, in line with the title of the axis.
export function drawColourScale(ctx, { box, axes }, terrain, { ink, faint, text, dark }, font) {
  const times = text / TEXT;
  const [low, high] = [terrain.height.low, terrain.lossAt(terrain.height.top)].map((loss) => number(loss, 3));
  ctx.font = `${text}px ${font}`;
  const title = ctx.measureText(axes[0].title).width;
  ctx.font = `${text - 1}px ${font}`;
  const lowest = say("loss {loss}", { loss: low });
  const [room, before] = [high, lowest].map((words) => ctx.measureText(words).width);
  const free = (box.width - title) / 2 - room - before - 12 - GAP * times;
  const [wide, tall] = [Math.min(LONG * times, free), TALL * times];
  if (wide < SHORTEST * times) return;
  const [left, top] = [box.left + box.width - room - 6 - wide, box.top + box.height + 28 * times];
  const stops = terrain.colours[dark ? "dark" : "light"];
  const strip = ctx.createLinearGradient(left, 0, left + wide, 0);
  stops.forEach((colour, k) => strip.addColorStop(k / (stops.length - 1), colour));
  ctx.fillStyle = strip;
  ctx.fillRect(left, top, wide, tall);
  ctx.strokeStyle = faint;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.strokeRect(left - 0.5, top - 0.5, wide + 1, tall + 1);
  ctx.fillStyle = ink;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.fillText(high, left + wide + 6, top + tall / 2);
  ctx.textAlign = "right";
  ctx.fillText(lowest, left - 6, top + tall / 2);
}
