// The points of a chart's curves as CSV, in full; see ui/kit/table_files.py for the lines above them.

const SPECIAL = [",", "\n", "\""];
const UNNAMED = /^(trace [0-9]+)?$/; // as Plotly calls a curve without a name

export function tableOf(curves, title, page) {
  const rows = curves.filter(({ visible }) => visible !== false).flatMap(rowsOf);
  const head = [`# title: ${title}`, `# link: ${page}`, "# made by: Thalweg"].map((line) => line.replaceAll("\n", " "));
  return [...head, "curve,x,y", ...rows, ""].join("\n");
}

function rowsOf({ name, x = [], y = [] }, k) {
  const called = UNNAMED.test(name ?? "") ? `curve ${k + 1}` : name;
  return Array.from(y, (value, i) => [called, x[i] ?? i, value].map(cell).join(","));
}

function cell(value) {
  const text = String(value ?? "");
  return SPECIAL.some((sign) => text.includes(sign)) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}
