// What one feels at the places where one stood: losses, slopes and the plane these make, without a page.
// Places and slopes are in shares of the window; x goes to the right, y upwards.

export const SIGHT = 0.085; // how far the plane is drawn, as a share of the shorter side of the map
const SOFT = 0.01; // of the range of losses: what is told apart at its lower end

// Rows of six numbers -> places. `slope` is told to people; `steep` is by shares of the shorter side.
export function placesOf(rows, aspect) {
  const least = Math.min(1, aspect);
  return Array.from({ length: rows.length / 6 }, (_, k) => {
    const [x, y, loss, gx, gy, slope] = rows.subarray(6 * k, 6 * k + 6);
    return { x, y, loss, gx, gy, slope, steep: Math.hypot((gx * least) / aspect, gy * least) };
  });
}

// Which place is the lowest, the first of equal ones; -1 where none has a loss.
export function lowestOf(places) {
  return places.reduce((best, { loss }, k) => (loss < (places[best]?.loss ?? Infinity) ? k : best), -1);
}

// The range of losses felt so far, with what the planes promise nearby.
export function rangeOf(places, reach) {
  const known = places.filter(({ loss }) => Number.isFinite(loss));
  if (!known.length) return { low: 0, high: 1 };
  const change = ({ steep }) => (Number.isFinite(steep) ? steep * reach : 0);
  const least = known[lowestOf(known)];
  const low = least.loss - 0.5 * change(least);
  const high = Math.max(...known.map((each) => each.loss + change(each)));
  return { low, high: high > low ? high : low + 1 };
}

// Where a loss stands in the range, from 0 to 1: by its power of ten above the lowest.
export function shareOf(loss, { low, high }) {
  const soft = SOFT * (high - low);
  const share = Math.log((Math.max(loss - low, 0) + soft) / soft) / Math.log((high - low + soft) / soft);
  return Math.min(1, Math.max(0, share));
}

// Along the slope, from the lowest end of the plane to its highest: shares of height at even steps.
export function acrossPlane({ loss, steep }, reach, range, count) {
  const tilt = Number.isFinite(steep) ? steep * reach : 0;
  return Array.from({ length: count }, (_, k) => shareOf(loss + tilt * ((2 * k) / (count - 1) - 1), range));
}

// Where between -1 and 1 along the slope a plane crosses levels, `levels` in the whole range; at most
// `most` of them, so that steep ground is not all lines.
export function crossings(place, reach, range, levels, most) {
  const shares = acrossPlane(place, reach, range, 65);
  const found = [];
  for (let k = 1; k < shares.length; k++) {
    const [a, b] = [shares[k - 1] * levels, shares[k] * levels];
    for (let level = Math.floor(a) + 1; level <= Math.floor(b) && b > a; level++) {
      found.push(((k - 1 + (level - a) / (b - a)) / (shares.length - 1)) * 2 - 1);
    }
  }
  const every = Math.ceil(found.length / most);
  return found.filter((_, k) => k % every === 0);
}

// How steep a place is among all, from 0 to 1: by powers of ten below the steepest.
export function steepness(steep, places) {
  const steepest = Math.max(...places.map((each) => (Number.isFinite(each.steep) ? each.steep : 0)));
  if (!(steep > 0) || !steepest) return 0;
  return Math.max(0.12, 1 + Math.log10(steep / steepest) / 3);
}

// Which of eight ways is downhill, as the map lies: 0 is to the right, 2 upwards; -1 on level ground.
export function downhill({ gx, gy }, aspect) {
  const [dx, dy] = [-gx / aspect, -gy];
  if (!(Math.hypot(dx, dy) > 0)) return -1;
  return (Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) + 8) % 8;
}

// What the server has is the truth; steps that it has not heard of yet stay.
export function merged(mine, theirs, answered) {
  const same = theirs.every((place, k) => mine[k] && near(place, mine[k]));
  return same && theirs.length >= answered ? mine : theirs;
}

function near(a, b) {
  return Math.abs(a[0] - b[0]) < 2e-4 && Math.abs(a[1] - b[1]) < 2e-4;
}
