// The points of a chart's curves as CSV, in full, with the names of the chart's axes as columns; see
// ui/kit/table_files.py for the lines above them. Where a place on an axis only stands for something, the
// figure tells what it means (`meant` of viz/figures/lines.py), and that is what the table has.

const SPECIAL = [",", "\n", "\""];
const UNNAMED = /^(trace [0-9]+)?$/; // as Plotly calls a curve without a name
const DIGITS = [6, 7, 8, 9]; // so many tell a number of single precision from its neighbours

// `layout`: the chart's, with its axes as `xaxis`, `yaxis`, `yaxis2` and so on.
export function tableOf(curves, layout, title, page) {
  const shown = curves.filter(({ visible }) => visible !== false).flatMap(edgesOf).map((curve) => columnsOf(curve, layout));
  const columns = [0, 1].flatMap((side) => [...new Set(shown.map(({ axes }) => axes[side]))]);
  const rows = shown.flatMap(({ name, axes, points }, k) => {
    const called = UNNAMED.test(name ?? "") ? `curve ${k + 1}` : name;
    return points.map((point) => [called, ...columns.map((column) => point[axes.indexOf(column)])]);
  });
  const head = [`# title: ${title}`, `# link: ${page}`, "# made by: Thalweg"].map((line) => line.replaceAll("\n", " "));
  return [...head, ...[["curve", ...columns], ...rows].map((row) => row.map(cell).join(",")), ""].join("\n");
}

// The outline of a band goes along its upper edge and back along the lower one: these are two curves.
function edgesOf(curve) {
  const names = curve.meta?.edges;
  if (!names) return [curve];
  const half = curve.x.length / 2;
  const edge = (name, part) => ({ ...curve, name, meta: null, x: part(curve.x), y: part(curve.y) });
  return [edge(names[0], (all) => all.slice(0, half)), edge(names[1], (all) => all.slice(half).reverse())];
}

// Its points, and for both of their numbers the name of the column.
function columnsOf({ name, x, y = [], meta, customdata, xaxis = "x", yaxis = "y" }, layout) {
  const given = { x: x ?? Array.from(y, (_, i) => i), y };
  const { meant, column } = meta ?? {};
  if (meant) given[meant] = customdata;
  const axes = ["x", "y"].map((side) => (meant === side && column) || titleOf(layout, { x: xaxis, y: yaxis }[side]) || side);
  return { name, axes, points: Array.from(y, (_, i) => [shortest(given.x, i), shortest(given.y, i)]) };
}

// The title of an axis that is called x, y, y2 …
function titleOf(layout, axis) {
  const title = layout[`${axis[0]}axis${axis.slice(1)}`]?.title;
  return (title?.text ?? title ?? "").replaceAll("<br>", " ");
}

// A number of single precision with as many digits as tell it from all others; all else as it is.
function shortest(values, i) {
  const value = values[i];
  if (!(values instanceof Float32Array) || !Number.isFinite(value)) return value;
  const written = DIGITS.map((digits) => Number(value.toPrecision(digits)));
  return written.find((each) => Math.fround(each) === value) ?? value;
}

function cell(value) {
  const text = String(value ?? "");
  return SPECIAL.some((sign) => text.includes(sign)) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}
