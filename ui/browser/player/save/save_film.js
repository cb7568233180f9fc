// The race as a film: each of its pictures is drawn as a saved one is, and the browser encodes them.

import { drawingOf, painted } from "./save_picture.js";

const SECONDS = 10; // of the whole race
const HELD = 1.5; // seconds that the last picture stays
const RATE = 30; // pictures a second
const WIDEST = 1280; // dots
const BITS = 4e6; // a second
const KINDS = [["avc", "mp4"], ["vp9", "webm"]]; // best first: MP4 plays wherever slides are shown
const SAME = new Set(["contour-ground", "contour-frame", "contour-start", "loss-frame", "surface-axes", "surface-start", "data-frame", "data-classes"]);

// -> the film and the end of its name; null where this browser encodes neither kind, or `goes()` is false
// before it is done. `told(share)` hears how far it is.
export async function filmOf(stage, told, goes, seconds = SECONDS) {
  const media = await import("../../vendor/mediabunny.mjs");
  const film = new Film(stage);
  const kind = await firstThatWorks(media, film.canvas);
  if (!kind) return null;
  const { output, source } = begin(media, film.canvas, kind);
  await output.start();
  const last = Math.round(seconds * RATE);
  for (let k = 0; k <= last; k += 1) {
    if (!goes()) return output.cancel().then(() => null);
    film.show((stage.playback.steps * k) / last);
    await source.add(k / RATE, k < last ? 1 / RATE : HELD);
    told(k / last);
  }
  await output.finalize();
  return { blob: new Blob([output.target.buffer]), ending: kind[1] };
}

class Film {
  constructor(stage) {
    this.stage = stage;
    const { width, height } = drawingOf(stage, 1, stage.playback.steps);
    this.sharp = Math.min(2, WIDEST / width);
    this.kept = new Map(); // layers that are the same in every picture
    const even = (side) => 2 * Math.round((side * this.sharp) / 2); // as encoders want it
    this.canvas = Object.assign(document.createElement("canvas"), { width: even(width), height: even(height) });
  }

  show(position) {
    const drawing = drawingOf(this.stage, this.sharp, position);
    painted(this.canvas, drawing, (layer, draw) => {
      if (!SAME.has(layer.name.replace("second-", ""))) return draw();
      if (!this.kept.has(layer.name)) this.kept.set(layer.name, draw());
      return this.kept.get(layer.name);
    });
  }
}

function begin(media, canvas, [codec, ending]) {
  const format = ending === "mp4" ? new media.Mp4OutputFormat() : new media.WebMOutputFormat();
  const output = new media.Output({ format, target: new media.BufferTarget() });
  const source = new media.CanvasSource(canvas, { codec, bitrate: BITS });
  output.addVideoTrack(source, { frameRate: RATE });
  return { output, source };
}

// A browser may say that it can and then not: so one picture is tried.
async function firstThatWorks(media, canvas) {
  if (typeof VideoEncoder === "undefined") return null;
  for (const kind of KINDS) {
    try {
      const { output, source } = begin(media, canvas, kind);
      await output.start();
      await source.add(0, 1 / RATE);
      await output.finalize();
      if (output.target.buffer.byteLength) return kind;
    } catch {
      // the next one
    }
  }
  return null;
}
