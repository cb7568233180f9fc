// Draws the figures the server describes. Plots are never rebuilt, so zoom and camera stay; the
// surface comes from ground.js, and only what changed is sent.

import { ground } from "./ground.js";

const stages = new WeakMap();
const PLOTS = ["contour", "loss", "surface"]; // the 3-D view is slow to draw, so it comes last
const CONFIG = {
  responsive: false,
  displaylogo: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "toggleSpikelines"],
};

let plotly = null;

function loadPlotly(url) {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(url, document.baseURI).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      plotly = null;
      reject(new Error("plotly.js did not load"));
    };
    document.head.append(script);
  });
  return plotly;
}

export function show(parent, data) {
  let stage = stages.get(parent);
  if (!stage) {
    stage = new Stage(parent);
    stages.set(parent, stage);
  }
  stage.update(data);
  return () => {
    stage.close();
    stages.delete(parent);
  };
}

class Stage {
  constructor(parent) {
    this.parent = parent;
    this.drawn = 0;
    this.divs = Object.fromEntries(
      PLOTS.map((name) => [name, parent.querySelector(`[data-plot=${name}]`)]),
    );
    this.resizing = new ResizeObserver((entries) => this.resize(entries));
    for (const div of Object.values(this.divs)) this.resizing.observe(div);
    // The probe's colour follows the theme with a transition, so a change of theme is an event.
    this.probe = parent.querySelector("[data-probe]");
    this.onTheme = () => this.data && this.draw();
    this.probe.addEventListener("transitionend", this.onTheme);
  }

  update(data) {
    this.data = data;
    this.draw();
  }

  async draw() {
    const turn = ++this.drawn;
    const { figures, ground: id, plotly: url, dark } = this.data;
    try {
      const [Plotly, surfaces] = await Promise.all([loadPlotly(url), ground(id)]);
      const recolour = isDark(this.probe) ? (value) => swap(value, dark) : (value) => value;
      for (const name of PLOTS) {
        if (turn !== this.drawn || this.closed) return; // something newer is to be drawn
        const figure = JSON.parse(figures[name]);
        const under = surfaces[name] ? [this.surface(name, surfaces, recolour)] : [];
        const traces = [...under, ...recolour(figure.data)];
        const layout = recolour(figure.layout);
        await Plotly.react(this.divs[name], traces, layout, CONFIG);
        await nextFrame();
      }
      this.parent.querySelector("[data-problem]").textContent = "";
      this.parent.querySelector("[data-stage]").dataset.drawn = String(turn);
    } catch (error) {
      this.parent.querySelector("[data-problem]").textContent =
        "The pictures could not be drawn in this browser. The table below has the results.";
      console.warn(error);
    }
  }

  // The same object as long as surface and theme are the same: plotly then leaves it alone.
  surface(name, surfaces, recolour) {
    this.kept ??= {};
    const kept = this.kept[name];
    const theme = isDark(this.probe);
    if (kept?.source === surfaces[name] && kept.theme === theme) return kept.trace;
    this.kept[name] = { source: surfaces[name], theme, trace: recolour(JSON.parse(surfaces[name])) };
    return this.kept[name].trace;
  }

  resize(entries) {
    for (const { target } of entries) {
      if (target.data && target.clientWidth > 0) window.Plotly.Plots.resize(target);
    }
  }

  close() {
    this.closed = true;
    this.resizing.disconnect();
    this.probe.removeEventListener("transitionend", this.onTheme);
    for (const div of Object.values(this.divs)) window.Plotly?.purge(div);
  }
}

function nextFrame() {
  return new Promise((resolve) => {
    // A hidden tab gets no frames; it must not wait for one.
    if (document.hidden) setTimeout(resolve, 0);
    else requestAnimationFrame(() => resolve());
  });
}

function isDark(probe) {
  const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b > 128; // light text means a dark page
}

function swap(value, colours) {
  if (typeof value === "string") return colours[value] ?? value;
  if (Array.isArray(value)) return value.map((inner) => swap(inner, colours));
  if (value && typeof value === "object" && !ArrayBuffer.isView(value)) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, swap(v, colours)]));
  }
  return value;
}
