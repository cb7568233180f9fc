// The stage of the player: takes what the server sends and lets each part draw its share. The server
// hears of a start or a racer that somebody picked, and of nothing else: a race plays without it. What
// it sends is described in ../shared/wire.md, “stage”.

import { soon } from "../shared/next_frame.js";
import { Previews } from "../shared/previews.js";
import { unpack } from "../shared/wire.js";
import { say, sayAll } from "../shared/words.js";
import { ground } from "./grounds.js";
import { HiddenRacers } from "./hidden_racers.js";
import { HoverLabel } from "./hover_label.js";
import { beside } from "./in_lesson.js";
import { mountInspector } from "./inspector/inspector.js";
import { readInspect } from "./inspector/worked_lines.js";
import { Layout } from "./layout.js";
import { Legend } from "./legend.js";
import { apply } from "./moment.js";
import { Nearness } from "./nearness.js";
import { Pictures } from "./pictures.js";
import { Playback } from "./playback_bar.js";
import { FocusArrows } from "./plot/focus_arrows.js";
import { StartMarker } from "./plot/start_marker.js";
import { readRace } from "./race.js";
import { sourceOf, stageActs } from "./stage_acts.js";
import { loadStageStyles } from "./stage_styles.js";
import { knobOf, turnedTerrain } from "./turned_knobs.js";
import { StartOnSurface } from "./view3d/start_on_surface.js";
import { ViewOptions } from "./view_options.js";
import { ViewTools } from "./view_tools.js";
import { Welcome } from "./welcome.js";

const stages = new WeakMap();
const PARTS = ["previews", "start", "solid", "legend", "hover", "playback", "layout", "arrows", "options",
  "tools", "welcome", "nearness", "inspector", "pictures"];

export function show({ parentElement: parent, data, setTriggerValue }) {
  let stage = stages.get(parent);
  if (!stage) {
    stage = new Stage(parent, setTriggerValue);
    stages.set(parent, stage);
  }
  stage.tell = setTriggerValue;
  stage.sent = data;
  if (!stage.failed) stage.update(unpack(data));
  return () => {
    stage.close();
    stages.delete(parent);
  };
}

class Stage {
  constructor(parent, tell) {
    sayAll(parent);
    this.root = parent.querySelector("[data-stage]");
    this.problem = parent.querySelector("[data-problem]");
    this.tell = tell;
    this.turn = 0;
    this.off = new AbortController();
    this.root.player = this; // for tests and the curious
    try {
      this.build();
    } catch (error) {
      this.fail(error);
    }
  }

  build() {
    const { root } = this;
    const redraw = () => this.schedule();
    const pick = (label) => this.tell("focus", label);
    this.layout = new Layout(root, () => this.data && this.draw());
    this.pictures = new Pictures(root, this.layout, redraw);
    this.panels = this.pictures.panels;
    const { contour, surface } = this.panels;
    this.previews = new Previews(
      "live/race", (bytes, asked) => this.preview(bytes, asked), () => this.take(this.data),
      (asked) => this.turned(asked),
    );
    this.start = new StartMarker(root, contour, (at, live) => this.move(at, live));
    this.solid = new StartOnSurface(root, surface, this.start);
    this.hidden = new HiddenRacers(() => (this.reveal(), this.schedule()));
    this.legend = new Legend(root, pick, this.hidden);
    this.hover = new HoverLabel(root, Object.values(this.panels), pick);
    this.playback = new Playback(root, redraw);
    this.arrows = new FocusArrows(root, redraw);
    this.unseen = root.querySelector("[data-unseen]");
    this.options = new ViewOptions(root, (picked) => this.tell("view", picked));
    this.tools = new ViewTools(root, stageActs(this));
    this.source = sourceOf(this);
    this.welcome = new Welcome(root, this.playback);
    this.nearness = new Nearness(() => this.tell("near", true));
    this.listen();
  }

  listen() {
    const { signal } = this.off;
    // The probe's colour follows the theme with a transition, so a change of theme is an event.
    this.probe = this.root.querySelector("[data-probe]");
    this.probe.addEventListener("transitionend", () => this.data && this.draw(), { signal });
    this.unseen.addEventListener("change", () => this.schedule(), { signal });
    // A click on a plot gives it the keys.
    const focus = ({ target }) => {
      if (!target.closest("button, select, input, a, label, [tabindex='0']:not([data-stage])")) {
        this.root.focus({ preventScroll: true });
      }
    };
    this.root.addEventListener("pointerdown", focus, { signal, capture: true });
  }

  // The app spoke.
  update(data) {
    this.data = data;
    this.start.fix(data.fixed, data.lesson?.guess);
    beside(data, this);
    this.welcome.show(data.welcome);
    this.nearness.wait(data.awaits);
    this.tools.saving.offer(this.source);
    this.options.update(data.options, data.fixed);
    this.previews.update(data);
    const { inspect } = data.parts;
    this.inspect = inspect ? readInspect(inspect) : null;
    this.inspector ??= mountInspector(this.root.querySelector("[data-inspector]"), this.inspect);
    this.inspector.update(this.inspect);
    this.take(data);
  }

  // A picture ahead of the app. On another surface it has to wait for that, unless it is this one with
  // its knobs turned.
  preview(bytes, asked) {
    const data = unpack(bytes);
    const turned = data.ground !== this.data.ground;
    if (turned && !knobOf(this.laid?.terrain, asked)) return;
    this.take(data, turned ? asked : null);
    this.root.dataset.ahead = String(Number(this.root.dataset.ahead ?? 0) + 1);
  }

  // A slider of the surface is being turned: its ground follows at once, the paths when they come.
  turned(asked) {
    if (!this.laid || !knobOf(this.laid.terrain, asked)) return false;
    this.pictures.ground(turnedTerrain(this.laid.terrain, asked), this.took.map);
    this.schedule();
    return true;
  }

  take(data, asked = null) {
    this.took = data;
    this.guessed = data !== this.data; // the inspector's numbers are of the race before
    this.race = readRace(unpack(data.parts.play));
    this.playback.update(this.race.steps, this.race.counts);
    return this.draw(data === this.data, asked);
  }

  // The start is moved by hand: the paths follow, and the app hears of it at the end.
  move(at, live) {
    if (this.data.lesson?.guess && (this.ask.point(at) || live)) return;
    if (live && this.previews.works) this.previews.ask({ start: at.join("~") });
    else this.tell("start", { at, live });
  }

  // `asked`: the knobs that were turned, where this is a picture ahead of the app.
  async draw(said = true, asked = null) {
    const turn = ++this.turn;
    try {
      const [laid] = await Promise.all([ground(this.data.ground), loadStageStyles()]);
      if (turn !== this.turn || this.closed) return;
      this.laid = laid;
      this.root.dataset.ready = "";
      this.pictures.dress(this.probe, this.data);
      this.colours = this.pictures.colours;
      const { terrain, samples } = laid;
      const { laid: shown } = this.pictures;
      this.pictures.ground(asked ? turnedTerrain(terrain, asked, this.race, shown) : terrain, this.took.map);
      this.panels.contour.closer.ask(this.data.link, this.data.ground);
      this.pictures.chart(this.took.chart);
      this.reveal();
      if (samples) await this.loadSamples();
      if (turn !== this.turn || this.closed) return; // something newer is to be drawn
      this.samples?.update(samples);
      this.paint();
      const { guess, placed } = this.data.lesson ?? {};
      this.start.update(this.ask.at ?? this.race.start, Boolean(guess && !placed && !this.ask.at));
      this.comeTo(this.data.moment);
      this.problem.textContent = "";
      if (said) this.root.dataset.drawn = String(turn);
    } catch (error) {
      if (!this.closed) this.fail(error);
    }
  }

  // A link to a moment is followed once.
  comeTo(moment) {
    this.root.querySelector("[data-view=link]").hidden = !moment;
    const key = JSON.stringify(moment ?? {});
    if (key === "{}" || key === this.cameTo) return;
    this.cameTo = key;
    apply(moment, this);
  }

  // What a surface made of samples has beside it; the others never load that.
  async loadSamples() {
    this.coming ??= import("./samples/samples.js").then(({ samplesOf }) => samplesOf(this));
    this.samples = await this.coming;
  }

  // Everybody who is not hidden, in every picture.
  reveal() {
    this.tellLegend();
    this.pictures.show(this.hidden.without(this.race));
  }

  // With the future hidden, nobody is told how a run ends before it does.
  tellLegend() {
    const open = this.unseen.checked ? this.playback.step : Infinity;
    this.legend.update(this.race, this.data.focus, this.colours, open, this.data.advice);
  }

  schedule() {
    if (this.scheduled || !this.race || !this.laid) return;
    this.scheduled = true;
    soon(() => {
      this.scheduled = false;
      if (!this.closed) this.paint();
    });
  }

  paint() {
    const { position } = this.playback;
    if (this.unseen.checked !== this.wasUnseen || this.unseen.checked) this.tellLegend();
    this.wasUnseen = this.unseen.checked;
    this.pictures.paint(position, this.data.focus, !this.wasUnseen, this.arrows.under(this));
    this.samples?.paint(position);
    this.ask.show();
    this.start.place();
    this.inspector?.show(this.playback.step, this.playback.playing);
  }

  fail(error) {
    console.warn(error);
    this.failed = true;
    this.problem.textContent = say("The pictures could not be drawn in this browser.");
    this.tell("failed", String(error?.message ?? error));
  }

  close() {
    this.closed = true;
    this.off.abort();
    for (const name of PARTS) this[name]?.close();
    this.coming?.then((samples) => samples.close(), () => {}); // also when it comes only now
  }
}
