// The cells of a picture: where they lie, what is said of one, and how all are drawn.

import { short, side } from "../shared/axes.js";
import { coloursOf, painted, pattern } from "./pictures.js";

const EDGE = 1e-9; // of the picture: what rounding may cost at its border

// The cell at a place on the map; null where the picture has none.
export function cellAt({ size: [columns, rows], axes }, view, px, py) {
  if (!view.holds(px, py)) return null;
  const [a, b] = view.data(...view.shares(px, py));
  const [x, y] = axes.map(side);
  const [across, up] = [x.to(a), y.to(b)];
  if (![across, up].every((share) => share >= -EDGE && share <= 1 + EDGE)) return null;
  const within = (share, many) => Math.max(0, Math.min(many - 1, Math.floor(share * many)));
  return { column: within(across, columns), row: within(up, rows) };
}

// Its edges on the map: left, top, right, bottom.
export function edges({ size: [columns, rows], axes }, view, { column, row }) {
  const [x, y] = axes.map(side);
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
    return [`${axis.name} ${short(side(axis).from(share))}`];
  });
  const lines = [at.join(", ")];
  const { said } = kinds[label[k]];
  const count = steps(k);
  if (said) lines.push(said);
  if (said && kinds[0].said) lines.push(`${count} step${count === 1 ? "" : "s"}`);
  return [...lines, `loss ${short(fun(k), 2)}`];
}

// The picture where its own axes put it: while a finer or nearer one is computed that is not all
// of what is seen.
export function drawCells(ctx, picture, view, sharp, dark) {
  const { dots, masks } = painted(picture, dark);
  const { left, top, width, height } = view.box;
  const [x, y] = picture.axes.map(side);
  const [x0, y1] = view.point(x.from(0), y.from(0));
  const [x1, y0] = view.point(x.from(1), y.from(1));
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.imageSmoothingEnabled = (x1 - x0) * sharp < dots.width; // only where there are fewer pixels
  ctx.drawImage(dots, x0, y0, x1 - x0, y1 - y0);
  for (const { pattern: name, kind, mask } of masks) {
    const layer = document.createElement("canvas");
    layer.width = Math.round(width * sharp);
    layer.height = Math.round(height * sharp);
    const pen = layer.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.drawImage(mask, (x0 - left) * sharp, (y0 - top) * sharp, (x1 - x0) * sharp, (y1 - y0) * sharp);
    pen.globalCompositeOperation = "source-in";
    pen.fillStyle = pattern(pen, name, coloursOf(picture.kinds[kind], dark)[0], sharp);
    pen.fillRect(0, 0, layer.width, layer.height);
    ctx.drawImage(layer, left, top, width, height);
  }
  ctx.restore();
}
