// From losses to the heights they are drawn at, and back: plain or logarithmic, as the server's
// viz/ground.py chooses. Below the lowest loss that its grid saw, heights go on the same way downwards.

const SEEN = 1e100; // a loss beyond that is none

export function heightOf({ log, low, scale }, loss) {
  const above = loss - low;
  if (!log) return above;
  return above < 0 ? -Math.log1p(-above / scale) / Math.LN10 : Math.log1p(above / scale) / Math.LN10;
}

export function lossOf({ log, low, scale }, height) {
  if (!log) return low + height;
  const above = scale * Math.expm1(Math.abs(height) * Math.LN10);
  return height < 0 ? low - above : low + above;
}

// NaN wherever a loss is not defined, or too large to be one.
export function seen(losses) {
  for (let k = 0; k < losses.length; k++) if (!(Math.abs(losses[k]) <= SEEN)) losses[k] = NaN;
  return losses;
}

// How losses become heights, chosen from those of a grid.
export function chooseHeight(losses, { mode, steep, decades }) {
  const known = losses.filter((loss) => loss === loss).sort();
  if (!known.length) return { log: false, low: 0, scale: 10 ** -decades, top: 1 };
  const [low, quarter, most] = [0, 0.25, 1].map((share) => quantile(known, share));
  const high = most > low ? most : low + Math.max(1, 1e-9 * Math.abs(low));
  const log = mode === "log" || (mode === "auto" && high - low > steep * (quarter - low));
  const height = { log, low, scale: (high - low) * 10 ** -decades };
  return { ...height, top: heightOf(height, high) };
}

function quantile(sorted, share) {
  const at = share * (sorted.length - 1);
  const before = Math.floor(at);
  const after = Math.min(before + 1, sorted.length - 1);
  return sorted[before] + (at - before) * (sorted[after] - sorted[before]);
}
