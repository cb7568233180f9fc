// The axes of a map or a scatter plot: from numbers to pixels and back, and round numbers as ticks.

import { minused, number, powerOfTen } from "./written.js";

export const TEXT = 13; // pixels of letters
export const MARGIN = { left: 58, right: 10, top: 8, bottom: 44 };

// One axis, from `lo` to `hi`: shares of the way there.
export function scaleOf({ lo, hi, log }) {
  const [from, to] = log ? [Math.log(lo), Math.log(hi)] : [lo, hi];
  return {
    to: (value) => ((log ? Math.log(value) : value) - from) / (to - from),
    from: (share) => {
      const value = from + share * (to - from);
      return log ? Math.exp(value) : value;
    },
  };
}

// Both axes in a place of so many pixels, with room for ticks beside them. `aspect`: the width of
// the frame as a share of its height, where that is given; what is left over stays free on both sides.
// `text`: the size of letters, which the room beside the frame follows.
export function viewOf(axes, width, height, { aspect = null, text = TEXT } = {}) {
  const [x, y] = axes.map(scaleOf);
  const box = fitted(width, height, aspect, text / TEXT);
  return {
    box,
    point: (a, b) => [box.left + x.to(a) * box.width, box.top + (1 - y.to(b)) * box.height],
    shares: (px, py) => [(px - box.left) / box.width, 1 - (py - box.top) / box.height],
    data: (sx, sy) => [x.from(sx), y.from(sy)],
    holds: (px, py) =>
      px >= box.left && px <= box.left + box.width && py >= box.top && py <= box.top + box.height,
  };
}

function fitted(width, height, aspect, times) {
  const [fromLeft, fromTop] = [MARGIN.left * times, MARGIN.top * times];
  const room = [width - fromLeft - MARGIN.right * times, height - fromTop - MARGIN.bottom * times];
  const [wide, tall] = room.map((pixels) => Math.max(1, pixels));
  const across = aspect ? Math.min(wide, tall * aspect) : wide;
  const up = aspect ? across / aspect : tall;
  return { left: fromLeft + (wide - across) / 2, top: fromTop + (tall - up) / 2, width: across, height: up };
}

// About `most` round numbers and their texts; three at least, where there are that many.
export function ticks({ lo, hi, log }, most) {
  const decades = log ? Math.log10(hi / lo) : 0;
  if (decades > 0.7) {
    const every = decades > 3 ? Math.max(1, Math.min(Math.ceil(decades / most), Math.floor(decades / 3))) : 1;
    const within = decades <= 3 ? [1, 2, 5] : [1];
    const found = [];
    for (let e = Math.floor(Math.log10(lo)); e <= Math.ceil(Math.log10(hi)); e++) {
      if (e % every) continue;
      for (const m of within) {
        const value = Number(`${m}e${e}`);
        if (value >= lo * 0.999999 && value <= hi * 1.000001) found.push([value, power(value)]);
      }
    }
    if (found.length > 2 || decades > 1) return found;
  }
  const step = stepOf(lo, hi, most);
  const digits = Math.max(0, Math.min(15, -Math.floor(Math.log10(step) + 1e-9)));
  const found = [];
  for (let k = Math.ceil(lo / step - 1e-9); k * step <= hi + 1e-9 * step; k++) {
    const value = k * step;
    const big = Math.abs(value) >= 1e5 || digits > 8;
    found.push([value, big ? number(value, 8) : minused(value.toFixed(digits))]);
  }
  return found;
}

// A round distance of ticks: about `most` of them, three at least.
function stepOf(lo, hi, most) {
  const raw = (hi - lo) / most;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const steps = [10, 5, 2, 1, 0.5, 0.2, 0.1].map((m) => m * unit);
  const wide = steps.filter((step) => step >= raw).at(-1) ?? steps[0];
  const count = (step) => Math.floor(hi / step + 1e-9) - Math.ceil(lo / step - 1e-9) + 1;
  return steps.find((step) => step <= wide && count(step) >= 3) ?? steps.at(-1);
}

// A tick of a logarithmic axis: small and large powers of ten as such.
function power(value) {
  const exponent = Math.round(Math.log10(value));
  const round = Math.abs(value / 10 ** exponent - 1) < 1e-9;
  return round && Math.abs(exponent) >= 4 ? powerOfTen(exponent) : number(value);
}
