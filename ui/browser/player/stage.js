// The stage of the player: takes what the server sends and lets each part draw its share. plotly draws
// grounds and axes; paths and heads are ours. The server hears of a start or a racer that somebody
// picked, and of nothing else: a race plays without it. What it sends is described in
// ../shared/wire.md, “stage”.

import { soon } from "../shared/next_frame.js";
import { loadPlotly } from "../shared/plotly.js";
import { Previews } from "../shared/previews.js";
import { loadStyles } from "../shared/stylesheets.js";
import { isDark } from "../shared/theme.js";
import { unpack } from "../shared/wire.js";
import { ground } from "./grounds.js";
import { HiddenRacers } from "./hidden_racers.js";
import { HoverLabel } from "./hover_label.js";
import { mountInspector } from "./inspector/inspector.js";
import { readInspect } from "./inspector/worked_lines.js";
import { Legend } from "./legend.js";
import { Playback } from "./playback_bar.js";
import { ArrowKey } from "./plot/arrow_key.js";
import { Figures } from "./plot/figures.js";
import { Panel } from "./plot/panel.js";
import { StartMarker } from "./plot/start_marker.js";
import { drawArrows } from "./plot/step_arrows.js";
import { readRace } from "./race.js";
import { StartOnSurface } from "./view3d/start_on_surface.js";

const STYLES = new URL("./stage.css", import.meta.url).href;
const stages = new WeakMap();
const PLOTS = ["contour", "loss", "surface"]; // the 3-D view is slow to draw, so it comes last

export function show({ parentElement: parent, data, setTriggerValue }) {
  let stage = stages.get(parent);
  if (!stage) {
    stage = new Stage(parent);
    stages.set(parent, stage);
  }
  stage.tell = setTriggerValue;
  stage.sent = data;
  stage.update(unpack(data));
  return () => {
    stage.close();
    stages.delete(parent);
  };
}

class Stage {
  constructor(parent) {
    this.parent = parent;
    this.root = parent.querySelector("[data-stage]");
    this.problem = parent.querySelector("[data-problem]");
    this.turn = 0;
    const redraw = () => this.schedule();
    this.panels = Object.fromEntries(PLOTS.map((name) => [name, new Panel(name, this.root, redraw)]));
    const { contour } = this.panels;
    const pick = (label) => this.tell("focus", label);
    this.previews = new Previews("live/race", (bytes) => this.preview(bytes), () => this.take(this.data));
    this.start = new StartMarker(this.root, contour, (at, live) => this.move(at, live));
    this.solid = new StartOnSurface(this.root, this.panels.surface, this.start);
    this.hidden = new HiddenRacers(() => {
      this.reveal();
      this.schedule();
    });
    this.legend = new Legend(this.root, pick, this.hidden);
    this.hover = new HoverLabel(this.root, Object.values(this.panels), pick);
    this.playback = new Playback(this.root, redraw);
    this.arrowKey = new ArrowKey(this.root.querySelector("[data-key]"));
    this.root.player = this; // for tests and the curious
    this.off = new AbortController();
    this.listen();
  }

  listen() {
    const { signal } = this.off;
    this.resizing = new ResizeObserver((entries) => this.resize(entries));
    for (const { div } of Object.values(this.panels)) this.resizing.observe(div);
    // The probe's colour follows the theme with a transition, so a change of theme is an event.
    this.probe = this.root.querySelector("[data-probe]");
    this.figures = new Figures(this.probe);
    this.probe.addEventListener("transitionend", () => this.data && this.draw(), { signal });
    window.addEventListener("resize", () => this.schedule(), { signal }); // also another zoom
    this.arrows = this.root.querySelector("[data-arrows]");
    this.arrows.addEventListener("change", () => this.schedule(), { signal });
    // A click on a plot gives it the keys; plotly would keep the focus where it was.
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
    this.start.fix(data.fixed);
    this.previews.update(data);
    const { inspect } = data.parts;
    this.inspect = inspect ? readInspect(inspect) : null;
    this.inspector ??= mountInspector(this.root.querySelector("[data-inspector]"), this.inspect);
    this.inspector.update(this.inspect);
    this.take(data);
  }

  // A picture ahead of the app; on another ground it has to wait for that.
  preview(bytes) {
    const data = unpack(bytes);
    if (data.ground !== this.data.ground) return;
    this.take(data);
    this.root.dataset.ahead = String(Number(this.root.dataset.ahead ?? 0) + 1);
  }

  take(data) {
    this.frames = data.frames;
    this.took = data;
    this.guessed = data !== this.data; // the inspector's numbers are of the race before
    this.race = readRace(unpack(data.parts.play));
    this.playback.update(this.race.steps, this.race.counts);
    this.draw(data === this.data);
  }

  // The start is moved by hand: the paths follow, and the app hears of it at the end.
  move(at, live) {
    if (live && this.previews.works) this.previews.ask({ start: at.join("~") });
    else this.tell("start", { at, live });
  }

  async draw(said = true) {
    const turn = ++this.turn;
    const { frames } = this;
    const { ground: id, plotly: url, dark } = this.data;
    this.colours = isDark(this.probe) ? (name) => dark[name] ?? name : (name) => name;
    try {
      const loaded = [loadPlotly(url), ground(id), loadStyles(STYLES)];
      const [Plotly, surfaces] = await Promise.all(loaded);
      this.root.dataset.ready = "";
      if (turn !== this.turn || this.closed) return;
      this.reveal();
      if (surfaces.data) await this.loadSamples();
      if (turn !== this.turn || this.closed) return;
      this.samples?.update(surfaces.data);
      for (const name of PLOTS) {
        await this.drawPanel(Plotly, name, frames[name], surfaces[name], said);
        if (turn !== this.turn || this.closed) return; // something newer is to be drawn
      }
      this.samples?.paint(this.playback.position);
      this.explain();
      this.problem.textContent = "";
      if (said) this.root.dataset.drawn = String(turn);
    } catch (error) {
      if (!this.closed) this.fail(error);
    }
  }

  // What a surface made of samples has beside it; the others never load that.
  async loadSamples() {
    this.coming ??= import("./samples/samples.js").then(({ samplesOf }) => samplesOf(this));
    this.samples = await this.coming;
  }

  // Everybody who is not hidden, in every picture.
  reveal() {
    const shown = this.hidden.without(this.race);
    this.legend.update(this.race, this.data.focus, this.colours);
    for (const panel of Object.values(this.panels)) panel.show(shown, this.colours);
  }

  async drawPanel(Plotly, name, frame, surface, said) {
    const panel = this.panels[name];
    await this.figures.draw(Plotly, panel, { frame, surface, dark: this.data.dark, said });
    this.paint(panel);
    if (name === "contour") this.start.update(this.race.start);
    if (name === "surface") this.solid.place();
  }

  schedule() {
    if (this.scheduled || !this.race) return;
    this.scheduled = true;
    soon(() => {
      this.scheduled = false;
      if (this.closed) return;
      for (const panel of Object.values(this.panels)) this.paint(panel);
      this.samples?.paint(this.playback.position);
      this.start.place();
      this.explain();
    });
  }

  paint(panel) {
    const { ink, paper, focus } = this.data;
    const arrowed = panel.name === "contour" && this.arrows.checked && !this.data.fixed;
    if (panel.name === "contour" && !arrowed) this.arrowKey.show([], this.colours, ink);
    const under = arrowed ? this.underHeads : null;
    panel.paint(this.playback.position, { ink, paper, focus, under });
  }

  underHeads = (ctx, panel) => {
    this.arrowKey.show(this.drawArrows(ctx, panel), this.colours, this.data.ink);
  };

  // The arrows of the focused racer. -> which there are
  drawArrows(ctx, panel) {
    const { runs } = panel.race; // without those that are hidden
    const k = runs.findIndex((run) => run.label === this.data.focus);
    const { step } = this.playback;
    const run = runs[k];
    if (!run || step > run.steps || this.playback.atEnd) return [];
    const inspect = this.guessed ? null : this.inspect;
    return drawArrows(ctx, panel, run, k, inspect, step, this.colours, this.data.ink);
  }

  explain() {
    this.inspector?.show(this.playback.step, this.playback.playing);
  }

  resize(entries) {
    if (!window.Plotly) return;
    for (const panel of Object.values(this.panels)) {
      if (entries.some(({ target }) => target === panel.div)) panel.resize(window.Plotly);
    }
  }

  fail(error) {
    console.warn(error);
    this.problem.textContent = "The pictures could not be drawn in this browser.";
    this.tell("failed", String(error?.message ?? error));
  }

  close() {
    this.closed = true;
    this.off.abort();
    this.resizing.disconnect();
    this.previews.close();
    this.start.close();
    this.solid.close();
    this.hover.close();
    this.playback.close();
    this.inspector?.close();
    this.coming?.then((samples) => samples.close(), () => {}); // also when it comes only now
    for (const panel of Object.values(this.panels)) panel.close();
  }
}
