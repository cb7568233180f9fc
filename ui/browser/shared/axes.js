// The axes of a map or a scatter plot: from numbers to pixels and back, and round numbers as ticks.

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

// Both axes in a place of so many pixels, with room for ticks beside them.
export function viewOf(axes, width, height) {
  const [x, y] = axes.map(scaleOf);
  const box = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: Math.max(1, width - MARGIN.left - MARGIN.right),
    height: Math.max(1, height - MARGIN.top - MARGIN.bottom),
  };
  return {
    box,
    point: (a, b) => [box.left + x.to(a) * box.width, box.top + (1 - y.to(b)) * box.height],
    shares: (px, py) => [(px - box.left) / box.width, 1 - (py - box.top) / box.height],
    data: (sx, sy) => [x.from(sx), y.from(sy)],
    holds: (px, py) =>
      px >= box.left && px <= box.left + box.width && py >= box.top && py <= box.top + box.height,
  };
}

// About `most` round numbers and their texts.
export function ticks({ lo, hi, log }, most) {
  const decades = log ? Math.log10(hi / lo) : 0;
  if (decades > 0.7) {
    const every = decades > 6 ? Math.ceil(decades / most) : 1;
    const within = decades <= 3 ? [1, 2, 5] : [1];
    const found = [];
    for (let e = Math.floor(Math.log10(lo)); e <= Math.ceil(Math.log10(hi)); e++) {
      if (e % every) continue;
      for (const m of within) {
        const value = Number(`${m}e${e}`);
        if (value >= lo * 0.999999 && value <= hi * 1.000001) found.push([value, short(value)]);
      }
    }
    return found;
  }
  const raw = (hi - lo) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? 10 * power;
  const digits = Math.max(0, Math.min(15, -Math.floor(Math.log10(step) + 1e-9)));
  const found = [];
  for (let k = Math.ceil(lo / step - 1e-9); k * step <= hi + 1e-9 * step; k++) {
    const value = k * step;
    const big = Math.abs(value) >= 1e5 || digits > 8;
    found.push([value, big ? value.toPrecision(8).replace(/\.?0+(e|$)/, "$1") : value.toFixed(digits)]);
  }
  return found;
}

// A number for people, with so many digits.
export function short(value, digits = 4) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "undefined" : "beyond all numbers";
  const text = String(Number(value.toPrecision(digits)));
  return text.replace("e+", "e");
}
