// Works out a formula, given as a list of operations (../../shared/wire.md, “terrain”), for a whole grid
// at once: operation by operation, in float64 or float32. What hangs on x alone is worked out once a
// column, what hangs on y alone once a row, and what hangs on neither once.

const ONE = {
  neg: (a) => -a,
  sin: Math.sin, cos: Math.cos, tan: Math.tan,
  asin: Math.asin, acos: Math.acos, atan: Math.atan,
  sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh,
  exp: Math.exp, log: Math.log, sqrt: Math.sqrt, abs: Math.abs, sign: Math.sign,
  step: (a) => (a > 0 ? 1 : a < 0 ? 0 : a + 0.5),
};
const TWO = {
  div: (a, b) => a / b,
  over: (a, b) => (a === 0 && b === 0 ? 0 : a / b),
  pow: power,
  min: Math.min, max: Math.max,
};

// JavaScript has no value where the exponent is NaN or infinite and the base 1; NumPy has.
function power(a, b) {
  if (a === 1 || (a === -1 && Math.abs(b) === Infinity)) return 1;
  return a ** b;
}

// The loss over the grid of `xs` and `ys`, row by row; `values` has the number of each knob. `Kind` is
// Float64Array or Float32Array.
export function evaluate(program, values, xs, ys, Kind = Float64Array) {
  const last = run(program, values, xs, ys, Kind).at(-1);
  if (last.across && last.up) return last.data;
  return combined((a) => a, last, last, { columns: xs.length, rows: ys.length, whole: true }, Kind).data;
}

// The values of some operations that hang on neither x nor y.
export function settledValues(program, values, places) {
  const none = Float64Array.of(NaN);
  const found = run(program.slice(0, Math.max(-1, ...places) + 1), values, none, none, Float64Array);
  return places.map((k) => found[k].data[0]);
}

function run(program, values, xs, ys, Kind) {
  const size = { columns: xs.length, rows: ys.length };
  const found = [];
  for (const [op, ...args] of program) {
    if (op === "const") found.push(single(args[0], Kind));
    else if (op === "symbol") found.push(symbol(args[0], values, xs, ys, Kind));
    else found.push(operation(op, found[args[0]], found[args[1] ?? args[0]], size, Kind));
  }
  return found;
}

function single(value, Kind) {
  return { data: Kind.of(value), across: 0, up: 0 };
}

// `across` and `up` say whether there is a value a column, and one a row.
function symbol(name, values, xs, ys, Kind) {
  if (name === "x") return { data: Kind.from(xs), across: 1, up: 0 };
  if (name === "y") return { data: Kind.from(ys), across: 0, up: 1 };
  return single(values[name], Kind);
}

// Loops of their own for what comes most often: a call for each number takes thrice as long.
function operation(op, a, b, size, Kind) {
  if (op === "mul") return looped(a, b, size, Kind, (out, at, n, u, i, du, v, j, dv) => {
    for (let k = 0; k < n; k++, i += du, j += dv) out[at + k] = u[i] * v[j];
  });
  if (op === "add") return looped(a, b, size, Kind, (out, at, n, u, i, du, v, j, dv) => {
    for (let k = 0; k < n; k++, i += du, j += dv) out[at + k] = u[i] + v[j];
  });
  if (op === "sub") return looped(a, b, size, Kind, (out, at, n, u, i, du, v, j, dv) => {
    for (let k = 0; k < n; k++, i += du, j += dv) out[at + k] = u[i] - v[j];
  });
  const act = ONE[op] ?? TWO[op];
  if (!act) throw new Error(`no operation is called ${op}`);
  return combined(act, a, b, size, Kind);
}

function combined(act, a, b, size, Kind) {
  return looped(a, b, size, Kind, (out, at, n, u, i, du, v, j, dv) => {
    for (let k = 0; k < n; k++, i += du, j += dv) out[at + k] = act(u[i], v[j]);
  });
}

// `row` fills a row of n numbers from `at` on, from u[i], u[i + du], ... and v[j], v[j + dv], ...
function looped(a, b, { columns, rows, whole = false }, Kind, row) {
  const across = whole || a.across || b.across ? 1 : 0;
  const up = whole || a.up || b.up ? 1 : 0;
  const n = across ? columns : 1;
  const data = new Kind(n * (up ? rows : 1));
  const [wideA, wideB] = [a, b].map((one) => (one.up ? (one.across ? columns : 1) : 0));
  for (let r = 0; r < (up ? rows : 1); r++) {
    row(data, r * n, n, a.data, r * wideA, a.across, b.data, r * wideB, b.across);
  }
  return { data, across, up };
}
