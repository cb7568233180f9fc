// The cells of a map: which one is at a place, where it lies, what is said of it, and its neighbours.

import { scaleOf } from "../shared/axes.js";
import { say, sayCounted } from "../shared/words.js";
import { number, numberOr } from "../shared/written.js";

const EDGE = 1e-9; // of the picture: what rounding may cost at its border

// The cell at a place on the map; null where the picture has none.
export function cellAt({ size: [columns, rows], axes }, view, px, py) {
  if (!view.holds(px, py)) return null;
  const [a, b] = view.data(...view.shares(px, py));
  const [x, y] = axes.map(scaleOf);
  const [across, up] = [x.to(a), y.to(b)];
  if (![across, up].every((share) => share >= -EDGE && share <= 1 + EDGE)) return null;
  const within = (share, many) => Math.max(0, Math.min(many - 1, Math.floor(share * many)));
  return { column: within(across, columns), row: within(up, rows) };
}

// Its edges on the map: left, top, right, bottom.
export function edges({ size: [columns, rows], axes }, view, { column, row }) {
  const [x, y] = axes.map(scaleOf);
  const [left, bottom] = view.point(x.from(column / columns), y.from(row / rows));
  const [right, top] = view.point(x.from((column + 1) / columns), y.from((row + 1) / rows));
  return { left, top, right, bottom };
}

// One line each: where it is, how it ended, after how many steps, and with which loss.
export function words({ size, axes, kinds, label, steps, fun }, { column, row }) {
  const k = row * size[0] + column;
  const at = axes.flatMap((axis, i) => {
    if (!axis.name) return [];
    const share = ([column, row][i] + 0.5) / size[i];
    return [`${axis.name} ${number(scaleOf(axis).from(share))}`];
  });
  const lines = [at.join(", ")];
  const { said } = kinds[label[k]];
  const count = steps(k);
  if (said) lines.push(said);
  if (said && kinds[0].said) lines.push(sayCounted("{n} step", "{n} steps", count));
  return [...lines, say("loss {loss}", { loss: numberOr(say("beyond all numbers"), fun(k), 2) })];
}

// So many cells to the right and up, as far as there are any.
export function walked({ size: [columns, rows] }, { column, row }, [right, up], count) {
  const clip = (value, most) => Math.max(0, Math.min(most - 1, value));
  return { column: clip(column + right * count, columns), row: clip(row + up * count, rows) };
}

// The middle of a cell as shares of a picture, and the cell of another picture that has it.
export function middleOf({ size: [columns, rows] }, { column, row }) {
  return [(column + 0.5) / columns, (row + 0.5) / rows];
}

export function cellWith({ size }, shares) {
  const [column, row] = shares.map((share, i) => Math.min(size[i] - 1, Math.floor(share * size[i])));
  return { column, row };
}
