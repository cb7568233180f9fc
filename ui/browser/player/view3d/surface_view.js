// The 3-D view of the player: the ground as a block one can turn, the paths on it, and its axes.

import { fit } from "../../shared/canvas.js";
import { Motion } from "../../shared/motion.js";
import { placeAt } from "../plot/traces.js";
import { spacingOf } from "../terrain/levels.js";
import { drawAxes3d, roomFor } from "./axes3d.js";
import { boxOf, sight, viewOf } from "./camera.js";
import { CameraStand } from "./camera_stand.js";
import { drawPaths, rgb } from "./draw_paths.js";
import { HeightField } from "./height_field.js";
import { COARSE, FINE, heightsOf } from "./mesh.js";
import { Orbit } from "./orbit.js";
import { PathPlaces } from "./path_places.js";
import { paintHeads, paintMarks } from "./surface_marks.js";
import { SurfacePainter } from "./surface_painter.js";
import { wordsAt } from "./surface_words.js";

const ROUGH = 0.5; // of the dots across and up, while something moves
const ABOVE = 0.004; // of the height: so close to the ground nothing is hidden by it

export class SurfaceView {
  constructor(panel, { onView }) {
    this.name = "surface";
    this.div = panel.querySelector("[data-plot=surface]");
    this.onView = onView;
    this.canvases = ["ground", "axes", "heads"].map((name) => this.canvas(name));
    try {
      this.painter = new SurfacePainter(this.canvases[0], () => {
        this.change("mesh", "ground", "paths");
        onView();
      });
    } catch (error) {
      for (const canvas of this.canvases) canvas.remove();
      throw error;
    }
    this.stand = new CameraStand((byHand) => this.turnedAway(byHand));
    this.places = new PathPlaces();
    this.found = []; // minima and critical points
    this.changed = {}; // what is to be done again
    this.motion = new Motion((moved) => {
      this.change("ground", ...(moved.includes("mesh") ? ["mesh", "paths"] : []));
      onView();
    });
    this.div.tabIndex = 0;
    this.orbit = new Orbit(this.div, {
      turn: (round, up, far) => this.stand.move(round, up, far),
      home: () => this.stand.goHome(),
    });
  }

  canvas(name) {
    const canvas = document.createElement("canvas");
    canvas.dataset.layer = name;
    canvas.setAttribute("aria-hidden", "true");
    this.div.append(canvas);
    return canvas;
  }

  // -- what is shown ----------------------------------------------------------------------------

  // `look`: the colours of the theme, and how large letters and how thick lines are.
  terrain(terrain, look) {
    const shape = terrain.glsl ?? `${terrain.grid?.size} ${terrain.bounds}`;
    if (shape !== this.shape) this.fresh = true;
    else if (terrain !== this.ground) this.motion.move("mesh");
    const same = terrain === this.ground && JSON.stringify(look) === JSON.stringify(this.look);
    Object.assign(this, { shape, ground: terrain, look });
    if (!same) this.change("mesh", "ground", "paths");
  }

  show(race, colours) {
    if (race === this.race && colours === this.colours) return;
    Object.assign(this, { race, colours });
    this.change("paths");
  }

  // Minima and critical points: kind, x, y and words.
  marks(found) {
    if (found === this.found) return;
    this.found = found;
    this.change("paths");
  }

  change(...what) {
    for (const each of what) this.changed[each] = true;
  }

  // Whether not all is where it is drawn.
  get stale() {
    return Object.keys(this.changed).length > 0;
  }

  // -- the camera ---------------------------------------------------------------------------------

  get camera() {
    return { ...this.stand.camera };
  }

  turn(camera) {
    this.stand.turn(camera);
  }

  // Whether somebody turned it.
  get turned() {
    return this.stand.turned;
  }

  turnedAway(byHand) {
    if (byHand) this.motion.move("ground");
    this.change("ground");
    this.onView();
  }

  // Once for each surface, when its first race is there, and never while somebody has turned the view.
  choose() {
    if (!this.fresh || !this.race) return;
    this.fresh = false;
    const minima = this.found.filter(({ kind }) => kind === "minimum").map(({ x, y }) => [x, y]);
    const places = [...minima, this.race.start].map(([x, y]) => [x, y, this.over(x, y)]).filter(([, , z]) => z === z);
    const size = [this.div.clientWidth, this.div.clientHeight];
    this.stand.choose(this.field, this.space, size, roomFor(this.look.text), { paths: this.places.outline, places });
  }

  // -- drawing --------------------------------------------------------------------------------------

  // The state at `position`, in steps; `future`: whether what is still to come may be seen.
  paint(position, { future = true } = {}) {
    const { clientWidth: width, clientHeight: height } = this.div;
    if (!this.ground || !this.race || !width || !height || this.painter.gl.isContextLost()) return;
    const { sharp, changed } = fit(this.canvases, width, height, this.finer);
    if (changed) this.change("ground");
    const { mesh, paths, ground } = this.changed;
    const drawn = `${position} ${future}`;
    if (!this.stale && drawn === this.drawn) return;
    this.sharp = sharp;
    if (mesh) this.drawMesh();
    if (paths || mesh) this.places.set(this.race, this.ground, this.field);
    this.choose();
    if (mesh || ground) this.drawGround(width, height);
    if (this.stale) this.project();
    const within = this.stale || future !== this.future ? null : this.reach;
    this.changed = {};
    Object.assign(this, { drawn, future });
    this.painter.paint(position, sharp, (ribbons) => drawPaths(ribbons, this), within);
    this.drawHeads(position);
  }

  drawMesh() {
    const side = this.motion.moving?.mesh ? COARSE : FINE;
    const { bounds, height, equal, colours } = this.ground;
    const heights = heightsOf(this.ground, side);
    this.field = new HeightField({ bounds, size: [side, side], heights });
    this.space = boxOf(bounds, height.top, equal);
    this.lines = this.space.top / spacingOf(this.ground, bounds);
    const { dark, paper } = this.look;
    this.painter.ground.set(heights, side, this.space);
    this.painter.ground.colour(colours[dark ? "dark" : "light"], dark, rgb(paper));
  }

  drawGround(width, height) {
    const { lines, sharp, look, motion } = this;
    const { rough } = motion;
    this.view = viewOf(this.camera, [width, height], this.space, roomFor(look.text));
    const every = rough && this.field.columns === FINE ? 2 : 1;
    this.painter.paintGround(this.view, { lines, sharp, share: rough ? ROUGH : 1, every, smooth: !rough });
    if (!this.finer) motion.measure(this.painter.gl, rough ? ROUGH : 1);
    this.font ??= getComputedStyle(this.div).fontFamily;
    drawAxes3d(this.pen(1), this.view, this.ground, { ...look, font: this.font });
  }

  project() {
    this.places.project(this.view, this.sharp);
    this.painter.paths.set(this.places.ribbons);
    this.reach = this.places.reach(this.view, this.sharp, 3 * this.width);
    this.marked = this.found.map((each) => ({ ...each, z: this.over(each.x, each.y) }));
  }

  drawHeads(position) {
    const { view, race, places, colours, marked, look: { ink, paper } } = this;
    const hides = (x, y, z) => this.hides(x, y, z);
    const ctx = this.pen(2);
    paintMarks(ctx, { view, marks: marked, hides, ink, paper });
    paintHeads(ctx, { race, places, hides, colours, paper, size: 2.3 * this.width }, position);
  }

  // Pixels: paths are wider in a large picture and in a lecture.
  get width() {
    return Math.max(2.3, Math.min(3.4, this.div.clientHeight / 190)) * (this.look.thick ?? 1);
  }

  // A pen in CSS pixels on an empty canvas.
  pen(layer) {
    const ctx = this.canvases[layer].getContext("2d");
    ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    ctx.clearRect(0, 0, this.div.clientWidth, this.div.clientHeight);
    return ctx;
  }

  // -- what is where --------------------------------------------------------------------------------

  get traces() {
    return this.places.traces ?? [];
  }

  // Pixels of run k at a position; NaN where it cannot be seen.
  at(k, position) {
    return placeAt(this.traces[k], position);
  }

  // The height of the drawn ground at a place of the plane; NaN outside and in a hole.
  over(x, y) {
    return this.field ? this.field.over(x, y) : NaN;
  }

  // The place of the plane that is seen at a pixel, or null beside the ground.
  pick(px, py) {
    return this.view ? this.field.seen(sight(this.view, px, py)) : null;
  }

  // Whether the ground stands between the eye and a place.
  hides(x, y, z) {
    return Boolean(this.view) && this.field.hides(this.view.eye, [x, y, z], ABOVE * this.space.top);
  }

  // What is to be said at a pixel where no path is.
  words(px, py) {
    return wordsAt(this, px, py);
  }

  resize() {
    this.onView();
  }

  close() {
    this.motion.close();
    this.orbit.close();
    this.painter.close();
    for (const canvas of this.canvases) canvas.remove();
  }
}
