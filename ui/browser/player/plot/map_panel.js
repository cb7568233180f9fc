// The map of the player: the ground, painted by the graphics card, the axes, and what is marked on it.
// A unit is as long across as up wherever both axes have the same one: so a round bowl is round.

import { say } from "../../shared/words.js";
import { number, numberOr } from "../../shared/written.js";
import { Motion } from "../../shared/motion.js";
import { GroundPainter } from "../terrain/ground_painter.js";
import { CloserGround } from "../terrain/closer_ground.js";
import { drawColourScale } from "./colour_scale.js";
import { drawMarks, drawStart, markAt } from "./map_marks.js";
import { PlanePanel } from "./plane_panel.js";
import { planeView, widened } from "./plane_view.js";

const SLIVER = 4; // a window so many times as long as wide is not drawn to scale: nothing could be read
const ROUGH = 0.5; // of the dots across and up, while something moves
const BEYOND = 1; // so many windows further on each side one can look, where there is ground

export class MapPanel extends PlanePanel {
  constructor(root, onView) {
    super("contour", root, ["x", "y"], onView);
    this.groundCanvas = document.createElement("canvas");
    this.groundCanvas.dataset.layer = "ground";
    this.groundCanvas.setAttribute("aria-hidden", "true");
    this.div.prepend(this.groundCanvas);
    this.painter = new GroundPainter(this.groundCanvas, () => {
      this.painted = null; // a context that is back is empty
      this.changed();
    });
    this.closer = new CloserGround(() => this.changed());
    this.motion = new Motion(() => this.view && this.paintGround());
  }

  // The ground, what is marked on it, and whether the page is dark. `instead`: the ground of a
  // mini-batch, which is painted in its place.
  ground(terrain, marks, dark) {
    const [x, y] = terrain.bounds;
    if (terrain.glsl && terrain.glsl === this.terrain?.glsl && terrain !== this.terrain) this.motion.move("knob");
    const axis = ([lo, hi], k) => ({ lo, hi, title: marks.titles[k] });
    Object.assign(this, { terrain, marks, dark, instead: null });
    this.aspect = aspectOf(terrain);
    this.axes([axis(x, 0), axis(y, 1)]);
    this.stale = true;
  }

  // The ground of a mini-batch, or null for that of all.
  put(instead) {
    if (instead === this.instead) return;
    this.instead = instead;
    if (!this.stale) this.paintGround();
  }

  limits() {
    const more = this.terrain.grid ? 0 : BEYOND;
    return this.whole.map(({ lo, hi }) => [lo - more * (hi - lo), hi + more * (hi - lo)]);
  }

  see(sides) {
    this.motion.move("view");
    super.see(sides && this.aspect ? widened(sides, this.aspect) : sides);
  }

  newView() {
    const { clientWidth: width, clientHeight: height } = this.div;
    return width && height ? planeView(this.shown, width, height, { aspect: this.aspect, text: this.look.text }) : null;
  }

  project() {
    if (!this.terrain || !super.project()) return false;
    this.placeTools();
    this.paintGround();
    return true;
  }

  // The buttons of its zoom lie in the corner of its frame, wherever that is.
  placeTools() {
    const { left, top, width } = this.view.box;
    const { style } = this.div.parentElement;
    style.setProperty("--frame-top", `${top}px`);
    style.setProperty("--frame-left", `${left}px`);
    style.setProperty("--frame-right", `${this.div.clientWidth - left - width}px`);
  }

  // The part that is seen.
  get window() {
    return this.shown.map(({ lo, hi }) => [lo, hi]);
  }

  // The surface that is painted there: that of a mini-batch, of the part that is seen, or of all.
  get surface() {
    return this.instead ?? (this.seen && this.closer.of(this.terrain, this.window)) ?? this.terrain;
  }

  // Painted anew only where it would look otherwise, unless that is a `must`.
  paintGround(must = false) {
    const { window, surface, motion } = this;
    const { left, top, width, height } = this.view.box;
    const place = Object.entries({ left, top, width, height }).map(([side, pixels]) => [side, `${pixels}px`]);
    Object.assign(this.groundCanvas.style, Object.fromEntries(place));
    const share = motion.rough ? ROUGH : 1;
    const size = { width, height, sharp: this.sharp * share };
    const key = JSON.stringify([window, size, this.dark]);
    if (!must && surface === this.painted && key === this.paintedKey) return;
    Object.assign(this, { painted: surface, paintedKey: key });
    this.painter.draw(surface, window, size, { dark: this.dark });
    motion.measure(this.painter.gl, share);
  }

  // The ground as a canvas of its own, with `sharp` dots in a pixel.
  groundPicture(sharp) {
    const { width, height } = this.view.box;
    this.painter.draw(this.surface, this.window, { width, height, sharp }, { dark: this.dark });
    const { width: wide, height: high } = this.groundCanvas;
    const copy = Object.assign(document.createElement("canvas"), { width: wide, height: high });
    copy.getContext("2d").drawImage(this.groundCanvas, 0, 0);
    this.paintGround(true); // as it was, before the screen is drawn again
    return copy;
  }

  // The start that a guess is made from stands over its racer, which has not left it.
  paint(position, extras) {
    super.paint(position, extras);
    if (this.stale || !this.marks.from) return;
    const ctx = this.begin(this.heads, false);
    drawStart(ctx, this.view.point(...this.marks.from), this.look);
    ctx.restore();
  }

  drawBelow(ctx) {
    drawColourScale(ctx, this.view, this.terrain, this.look, this.font);
    drawMarks(ctx, this.view, this.marks, this.look);
  }

  // What is said at a place of the panel where no path is near: of a mark, or of the ground.
  words(px, py) {
    const marked = markAt(this.view, this.marks, px, py);
    if (marked) return marked;
    const [x, y] = this.view.data(px, py);
    const known = (this.seen && this.closer.known(this.terrain, this.window)) ?? this.terrain;
    const loss = numberOr(say("not defined"), known.loss(x, y));
    return { words: [null, `x ${number(x)}, y ${number(y)}`, say("loss {loss}", { loss })] };
  }

  close() {
    super.close();
    this.closer.close();
    this.motion.close();
    this.painter.close();
    this.groundCanvas.remove();
  }
}

// Width by height of the frame, where both axes have one unit.
function aspectOf({ bounds: [[xLow, xHigh], [yLow, yHigh]], equal }) {
  const aspect = (xHigh - xLow) / (yHigh - yLow);
  return equal && aspect < SLIVER && aspect > 1 / SLIVER ? aspect : null;
}
