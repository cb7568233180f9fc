// The lines of a method, worked out: from what the server sends (see ../../shared/wire.md, “inspect”) to
// every number of every step.
//
// Step k leads from point k-1 to point k. A line is a tree: a number, a name (with a prime: its value
// before the step) or [operation, ...trees].

import { unpack } from "../../shared/wire.js";

const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => (b === 2 ? a * a : a ** b),
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "==": (a, b) => a === b,
  neg: (a) => -a,
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
};

// -> the header, `values` by name (an entry a point) and `parts` for step_arrows.js.
export function readInspect(bytes) {
  const { parts, ...data } = unpack(bytes);
  const values = {};
  for (const [name, part] of Object.entries(parts)) {
    const wide = name.endsWith("*");
    values[wide ? name.slice(0, -1) : name] = wide ? new Float64Array(part.slice().buffer) : part;
  }
  const run = { ...data, values };
  run.lines = data.lines.map((line) => ({ ...line, columns: columns(line) }));
  work(run);
  run.parts = arrows(run);
  return run;
}

// Which coordinates a line is worked out for; a number of both is worked out once.
function columns({ of, tree }) {
  if (tree === undefined) return [];
  return of === "both" ? ["x", "y"] : of === "one" ? ["x"] : [of];
}

const HIDDEN = "scale of the method"; // no name of a line has spaces
const FROM = "point looked from";

// Every line of every step. All of them are needed, for most remember the step before.
function work(run) {
  const steps = [];
  const make = (line, name, c, key) => {
    const made = new Float64Array(run.steps + 1).fill(NaN);
    run.values[key] = made;
    const first = run.first[name]?.[c === "x" ? 0 : 1];
    if (first !== undefined) made[0] = first ?? NaN;
    steps.push([made, () => compile(line, c, run)]);
  };
  for (const { name, of, tree, columns: each } of run.lines) {
    for (const c of each) {
      if (name !== "x") make(tree, name, c, of === "both" ? `${name}_${c}` : name);
    }
  }
  for (const [tree, name] of [[run.divisor, HIDDEN], [run.lookedFrom, FROM]]) {
    if (tree) for (const c of "xy") make(tree, name, c, `${name}_${c}`);
  }
  const ready = steps.map(([made, ask]) => [made, ask()]); // once all names are known
  for (let k = 1; k <= run.steps; k++) for (const [made, value] of ready) made[k] = value(k);
}

// A tree as a function of the step, for one coordinate.
export function compile(tree, c, run) {
  if (typeof tree === "number") return () => tree;
  if (typeof tree === "string") return lookUp(tree, c, run);
  const [operation, ...parts] = tree;
  const [a, b, rest] = parts.map((part) => compile(part, c, run));
  if (operation === "where") return (k) => (a(k) ? b(k) : rest(k));
  const act = OPERATIONS[operation];
  return b ? (k) => act(a(k), b(k)) : (k) => act(a(k));
}

function lookUp(name, c, { values, knobs }) {
  const primed = name.endsWith("'");
  const bare = primed ? name.slice(0, -1) : name;
  if (bare === "t") return (k) => k;
  if (bare === "slope") {
    const [seen, noise] = [values[`grad_${c}`], values[`noise_${c}`]];
    return (k) => seen[k - 1] - (noise?.[k] ?? 0);
  }
  const back = primed ? 1 : 0;
  const grad = /^g(_([xy]))?$/.exec(bare);
  if (grad) {
    const seen = values[`grad_${grad[2] ?? c}`]; // its entry k is what step k + 1 saw
    return (k) => seen?.[k - 1 - back] ?? NaN;
  }
  const keys = bare === "x" ? [c] : [`${bare}_${c}`, bare];
  for (const key of keys) {
    if (values[key]) return (k) => values[key][k - back];
    if (key in knobs) return () => knobs[key];
  }
  return () => NaN;
}

// What step_arrows.js draws; see there.
function arrows(run) {
  const { values, steps, knobs } = run;
  const of = (name) => (name ? { x: values[`${name}_x`], y: values[`${name}_y`] } : {});
  const momentum = ["velocity", "mu_hat", "mu"].find((name) => values[`${name}_x`]);
  const parts = { grad_x: values.grad_x, grad_y: values.grad_y };
  for (const c of "xy") {
    parts[`step_${c}`] = values[c].map((v, k) => (k ? v - values[c][k - 1] : 0));
    parts[`velocity_${c}`] = of(momentum)[c]?.map((v) => -v);
    parts[`scale_${c}`] = values[`${HIDDEN}_${c}`];
    parts[`from_${c}`] = values[`${FROM}_${c}`];
  }
  const at = (name, k) => values[name]?.[k] ?? knobs[name];
  const points = Float64Array.from({ length: steps + 1 }, (_, k) => k);
  const matrix = (entry) => points.map(entry);
  if (values.grad_x && at("hxx", 1) !== undefined) {
    for (const name of ["hxx", "hxy", "hyy"]) {
      parts[name] = matrix((k) => (k < steps ? at(name, k + 1) : NaN)); // of the step from point k
    }
  } else if (at("inverse_xx", 0) !== undefined) {
    const det = (k) => at("inverse_xx", k) * at("inverse_yy", k) - at("inverse_xy", k) ** 2;
    parts.hxx = matrix((k) => at("inverse_yy", k) / det(k));
    parts.hxy = matrix((k) => -at("inverse_xy", k) / det(k));
    parts.hyy = matrix((k) => at("inverse_xx", k) / det(k));
  }
  return { ...parts, ...trials(run) };
}

function trials({ values, reach }) {
  if (!reach) return {};
  const count = values["trial.count"];
  const where = (c, [low, high]) =>
    Float64Array.from(new Uint16Array(values[`trial.${c}`].slice().buffer), (level) =>
      low + ((high - low) * level) / 65535);
  const step = [];
  count.forEach((many, k) => step.push(...new Array(many).fill(k)));
  return { trial_step: step, trial_x: where("x", reach[0]), trial_y: where("y", reach[1]) };
}
