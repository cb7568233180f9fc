// Grids of heights, row by row from the lower left corner: gliding from one to another, their colours
// and their contours.

const MOST = 40; // contours through one cell

// Goes `part` of the way to what lies between two grids. -> how far it was at most, and whether a hole
// came or went
export function nearer(heights, one, two, share, part) {
  let left = 0;
  let jumped = false;
  for (let k = 0; k < one.length; k++) {
    const before = heights[k];
    const wanted = share ? one[k] * (1 - share) + two[k] * share : one[k];
    const away = wanted - before;
    const near = Number.isFinite(away); // there is no way into a hole, or out of it
    heights[k] = near ? before + part * away : wanted;
    if (near) left = Math.max(left, Math.abs(away));
    else jumped ||= !Object.is(heights[k], before);
  }
  return { left, jumped };
}

// 256 colours, for heights from 0 to the ground's highest; `scale` has shares and colours between.
export function palette(scale, colours) {
  const stops = scale.map(([share, colour]) => [share, rgb(colours(colour))]);
  return Array.from({ length: 256 }, (_, k) => {
    const share = k / 255;
    const next = Math.max(1, stops.findIndex(([at]) => at >= share));
    const [[from, a], [to, b]] = [stops[next - 1], stops[next]];
    const part = (share - from) / (to - from);
    return a.map((value, c) => Math.round(value * (1 - part) + b[c] * part));
  });
}

// Marching squares: all contours at multiples of `every`, added to a path; `at` has the pixels of a
// place of the grid.
export function contours(heights, side, every, at, path) {
  for (let y = 0; y < side - 1; y++) {
    for (let x = 0; x < side - 1; x++) {
      const k = y * side + x;
      const [a, b, c, d] = [heights[k], heights[k + 1], heights[k + side + 1], heights[k + side]];
      if (!Number.isFinite(a + b + c + d)) continue;
      const low = Math.ceil(Math.min(a, b, c, d) / every);
      const high = Math.min(low + MOST, Math.floor(Math.max(a, b, c, d) / every));
      for (let level = low; level <= high; level++) line(path, at, x, y, [a, b, c, d], level * every);
    }
  }
}

const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];

function line(path, at, x, y, values, level) {
  let down = false;
  for (let k = 0; k < 4; k++) {
    const [from, to] = [values[k], values[(k + 1) % 4]];
    if (from < level === to < level) continue;
    const share = (level - from) / (to - from);
    const [[fromX, fromY], [toX, toY]] = [CORNERS[k], CORNERS[(k + 1) % 4]];
    const point = at(x + fromX + share * (toX - fromX), y + fromY + share * (toY - fromY));
    if (down) path.lineTo(...point);
    else path.moveTo(...point);
    down = !down;
  }
}

function rgb(colour) {
  const number = parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
