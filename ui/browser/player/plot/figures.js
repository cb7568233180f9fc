// The figures under the paths: plotly draws grounds and axes, and only when these change.

import { isDark, swap } from "../../shared/theme.js";

const AXES = 500; // milliseconds between two axes of the chart while previews come

export class Figures {
  // `probe` has the colour of text.
  constructor(probe) {
    this.probe = probe;
    this.kept = {};
  }

  // Both as JSON: `frame`, axes and marks, and `surface`, the ground, if there is one. `dark`: the
  // colours of the dark theme. A preview was not `said` by the app.
  async draw(Plotly, panel, { frame, surface, dark, said }) {
    const theme = isDark(this.probe);
    if (panel.isDrawn(frame, surface, theme) || this.axesCanWait(panel.name, said)) return;
    const recolour = theme ? (value) => swap(value, dark) : (value) => value;
    const figure = recolour(JSON.parse(frame));
    const under = surface ? [this.surface(panel.name, surface, theme, recolour)] : [];
    await panel.react(Plotly, [...under, ...figure.data], figure.layout);
    panel.drawnAs(frame, surface, theme);
  }

  // The axes of the chart follow a preview now and then only: plotly takes long to draw them.
  axesCanWait(name, said) {
    if (name !== "loss") return false;
    const now = performance.now();
    if (!said && now - (this.axesAt ?? 0) < AXES) return true;
    this.axesAt = now;
    return false;
  }

  // The same object as long as surface and theme are the same: plotly then leaves it alone.
  surface(name, source, theme, recolour) {
    const kept = this.kept[name];
    if (kept?.source === source && kept.theme === theme) return kept.trace;
    const trace = recolour(JSON.parse(source));
    this.kept[name] = { source, theme, trace };
    return trace;
  }
}
