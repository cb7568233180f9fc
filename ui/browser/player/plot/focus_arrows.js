// The arrows of the racer that is explained, at the step shown, and their switch.

import { ArrowKey } from "./arrow_key.js";
import { drawArrows } from "./step_arrows.js";

export class FocusArrows {
  constructor(root, changed) {
    this.box = root.querySelector("[data-arrows]");
    this.key = new ArrowKey(root.querySelector("[data-key]"));
    this.off = new AbortController();
    this.box.addEventListener("change", changed, { signal: this.off.signal });
  }

  // -> what draws them on the map, or null where they are not wanted. `inspect` has the numbers of
  // the racer `focus`, or is null while they are of another race.
  under({ data, inspect, guessed, playback }) {
    if (!this.box.checked || data.fixed) {
      this.key.show([]);
      return null;
    }
    return (ctx, panel) => this.key.show(this.draw(ctx, panel, data.focus, guessed ? null : inspect, playback));
  }

  // -> which there are
  draw(ctx, panel, focus, inspect, { step, atEnd }) {
    const { runs } = panel.race; // without those that are hidden
    const k = runs.findIndex((run) => run.label === focus);
    const run = runs[k];
    return run && step <= run.steps && !atEnd ? drawArrows(ctx, panel, run, k, inspect, step) : [];
  }

  close() {
    this.off.abort();
  }
}
