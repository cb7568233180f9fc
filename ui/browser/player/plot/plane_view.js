// The view of a plot with two axes: from data to pixels and back.

import { viewOf } from "../../shared/axes.js";

// `axes` are two, each with lo, hi and perhaps log; `more` as viewOf has it.
export function planeView(axes, width, height, more = {}) {
  const view = viewOf(axes, width, height, more);
  const span = axes.map(({ lo, hi }) => hi - lo);
  return { ...view, axes, span, data: (px, py) => view.data(...view.shares(px, py)) };
}

// A window [[x lo, x hi], [y lo, y hi]], made wider or taller about its middle until it has this aspect.
export function widened([[xLow, xHigh], [yLow, yHigh]], aspect) {
  const [wide, tall] = [xHigh - xLow, yHigh - yLow];
  const [across, up] = wide < tall * aspect ? [tall * aspect, tall] : [wide, wide / aspect];
  const around = (low, high, size) => [(low + high - size) / 2, (low + high + size) / 2];
  return [around(xLow, xHigh, across), around(yLow, yHigh, up)];
}
