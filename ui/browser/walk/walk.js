// Walking in the dark: a click or Enter is a step, what it costs is counted, and at the end there is light.
// What the server sends is described in ../shared/wire.md, “walk”.

import { fit } from "../shared/canvas.js";
import { soon } from "../shared/next_frame.js";
import { SaveMenu } from "../shared/take/save_menu.js";
import { sourceOf } from "../shared/take/sheet.js";
import { isDark } from "../shared/theme.js";
import { unpack } from "../shared/wire.js";
import { sayAll } from "../shared/words.js";
import { groundPicture, paintMinima, paintWays, rgb } from "./day.js";
import { merged, placesOf } from "./felt.js";
import { Aim } from "./aim.js";
import { mapView } from "./map_view.js";
import { paintNight } from "./night.js";
import { saveWalk } from "./take_walk.js";
import { tell } from "./told.js";

const walks = new WeakMap();

export function show({ parentElement: parent, data, setTriggerValue }) {
  let walk = walks.get(parent);
  if (!walk) {
    walk = new Walk(parent);
    walks.set(parent, walk);
  }
  walk.tell = setTriggerValue;
  walk.update(unpack(data));
  return () => {
    walk.close();
    walks.delete(parent);
  };
}

class Walk {
  constructor(parent) {
    sayAll(parent);
    this.root = parent.querySelector("[data-walk]");
    this.field = this.root.querySelector("[data-field]");
    this.ground = this.root.querySelector("[data-ground]");
    this.night = this.root.querySelector("[data-night]");
    this.probe = this.root.querySelector("[data-probe]");
    this.off = new AbortController();
    this.steps = [];
    this.answered = 0;
    this.aim = new Aim(this);
    this.saving = new SaveMenu(this.root, (kind, scale) => saveWalk(this, kind, scale));
    const said = this.root.querySelector("[data-taken]");
    this.source = sourceOf(this, (words) => (said.textContent = words));
    const { signal } = this.off;
    this.resizing = new ResizeObserver(() => this.schedule());
    this.resizing.observe(this.field);
    this.probe.addEventListener("transitionend", () => this.schedule(), { signal });
  }

  update(data) {
    const other = this.data?.id !== data.id;
    this.data = data;
    this.places = placesOf(data.parts.places, data.aspect);
    const theirs = this.places.map(({ x, y }) => [x, y]);
    this.steps = other ? theirs : merged(this.steps, theirs, this.answered);
    this.answered = theirs.length;
    if (other) this.closer = false;
    const day = data.day !== null;
    if (day && !this.isDay) this.closer = false;
    this.isDay = day;
    this.root.toggleAttribute("data-day", day);
    this.root.dataset.stood = String(this.answered);
    this.aim.refresh();
    this.saving.offer(this.source);
    this.draw();
  }

  // Whether there is another step to take.
  get goesOn() {
    return !this.isDay && this.steps.length < this.data.budget;
  }

  step(place) {
    if (!this.goesOn) return;
    this.steps = [...this.steps, place];
    this.schedule();
    this.tell("walk", { places: this.steps.slice(1) });
  }

  look(closer) {
    this.closer = closer;
    this.schedule();
  }

  get dark() {
    return isDark(this.probe);
  }

  schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    soon(() => {
      this.scheduled = false;
      if (!this.closed && this.data) this.draw();
    });
  }

  draw() {
    const [width, height] = [this.field.clientWidth, this.field.clientHeight];
    const { sharp } = fit([this.ground, this.night], width, height);
    this.view = mapView(width, height, this.data.aspect, this.closer ? this.steps.at(-1) : null);
    if (this.isDay) this.drawGround(sharp);
    this.drawWay(sharp);
    tell(this);
  }

  drawGround(sharp, canvas = this.ground) {
    const { data, dark } = this;
    const stops = data.colours[dark ? "dark" : "light"].map(rgb);
    const [left, top] = this.view.pixel([0, 1]);
    const size = this.view.box.slice(2).map((v) => Math.max(2, Math.round(v * sharp)));
    const picture = document.createElement("canvas");
    [picture.width, picture.height] = size;
    const painted = groundPicture(data.parts.height, data.day.size, data.day.levels, stops, ...size);
    picture.getContext("2d").putImageData(painted, 0, 0);
    this.begin(canvas, sharp).drawImage(picture, left, top, this.view.width, this.view.height);
  }

  drawWay(sharp, canvas = this.night) {
    const { data, dark } = this;
    const ctx = this.begin(canvas, sharp);
    if (this.isDay) {
      paintWays(ctx, this.view, [...this.ways(), { ...data.day.own, points: this.steps }], dark);
      paintMinima(ctx, this.view, data.day.minima);
    }
    paintNight(ctx, this.view, {
      places: this.places,
      pending: this.steps.slice(this.places.length),
      aim: this.goesOn ? this.aim.place : null,
      slopes: data.slopes,
      lit: this.isDay,
      colours: data.colours.light,
      font: getComputedStyle(this.field).fontFamily,
    });
  }

  ways() {
    return this.data.day.paths.map((path, k) => {
      const flat = this.data.parts[`path.${k}`];
      const points = Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
      return { ...path, points: points.filter((at) => at.every(Number.isFinite)) };
    });
  }

  begin(canvas, sharp) {
    const ctx = canvas.getContext("2d");
    ctx.setTransform(sharp, 0, 0, sharp, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    return ctx;
  }

  close() {
    this.closed = true;
    this.saving.close();
    this.off.abort();
    this.resizing.disconnect();
  }
}
