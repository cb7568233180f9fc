// The lines of methods, worked out step by step: against what the runs recorded in Python.

import { compile, readInspect } from "../../ui/browser/player/inspector/worked_lines.js";
import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, near, ok, test } from "./harness.js";

let made = null;

// -> by method and surface, the run as the inspector has it, and what it recorded
async function runs() {
  if (!made) {
    const [{ parts }, records] = [unpack(await given("messages")), await given("records")];
    made = Object.entries(parts).map(([name, bytes]) => ({ name, run: readInspect(bytes), record: records[name] }));
  }
  return made;
}

// Some of these start from float32.
function close(got, want, name) {
  const size = Math.max(1e-300, ...want.filter((w) => Math.abs(w) < 1e30).map(Math.abs));
  ok(got.length === want.length, `${name}: ${got.length} numbers, not ${want.length}`);
  want.forEach((w, k) => {
    if (!(Math.abs(w) < 1e30)) return;
    ok(Math.abs(got[k] - w) <= Math.max(1e-4 * Math.abs(w), 1e-6 * size), `${name}, step ${k + 1}: ${got[k]} is not ${w}`);
  });
}

const from = (values) => Array.from(values).slice(1);

test("every line comes to what the run recorded", async () => {
  const every = await runs();
  ok(every.length > 40, `${every.length} runs`);
  const none = [];
  let total = 0;
  for (const { name, run, record } of every) {
    let count = 0;
    const formulas = run.lines.filter((line) => !line.pieces && line.name !== "x");
    for (const line of formulas) {
      for (const c of line.columns) {
        const key = line.of === "both" ? `${line.name}_${c}` : line.name;
        const want = record[key] ?? record[line.name];
        if (!want) continue;
        close(from(run.values[key]), from(want), `${name}: ${key}`);
        count++;
      }
    }
    if (formulas.length && !count) none.push(name);
    total += count;
  }
  equal(none, []);
  ok(total > 100, `${total} lines`);
});

test("steps lead from point to point", async () => {
  for (const { name, run, record } of await runs()) {
    for (const c of "xy") {
      const single = new Float32Array(record[c]);
      close(from(run.parts[`step_${c}`]), from(single.map((v, k) => (k ? v - single[k - 1] : 0))), name);
    }
  }
});

test("the gradient is the one the method saw, noise included", async () => {
  let seen = 0;
  for (const { name, run, record } of await runs()) {
    if (!record.g_x) {
      ok(!run.parts.grad_x, name);
      continue;
    }
    seen++;
    close(Array.from(run.parts.grad_y).slice(0, -1), from(record.g_y), name);
    // What is called the slope has no noise in it.
    const slope = compile("slope", "x", run);
    if (record.noise_x) close(from(record.x.map((_, k) => (k ? slope(k) : 0))),
      from(record.g_x).map((g, k) => g - record.noise_x[k + 1]), name);
  }
  ok(seen > 20);
});

const named = async (name) => (await runs()).find((each) => each.name === name);

test("arrows of an adaptive method are its averages", async () => {
  const { run, record } = await named("adam rosenbrock");
  close(from(run.parts.velocity_x), from(record.mu_hat_x).map((v) => -v), "mu_hat");
  close(from(run.parts.scale_y), from(record.nu_hat_y).map((v) => Math.sqrt(v) + 1e-8), "scale");
});

test("arrows of momentum have no scale", async () => {
  const { run, record } = await named("momentum rosenbrock");
  close(from(run.parts.velocity_y), from(record.velocity_y).map((v) => -v), "velocity");
  equal(run.parts.scale_x, undefined);
});

test("Nesterov looks ahead from the point that the paper calls its own", async () => {
  const { run, record } = await named("nesterov himmelblau");
  const { velocity_x: v, learning_rate: rate, x } = record;
  ok(v.length > 20 && rate.length === v.length);
  close(from(run.parts.from_x), from(x.map((_, k) => (k ? x[k - 1] + rate[k - 1] * 0.9 * v[k - 1] : 0))).map((v, k) => (k ? v : NaN)), "from");
  const { run: other } = await named("momentum rosenbrock");
  equal(other.parts.from_x, undefined);
});

test("Newton's model is the Hessian, BFGS's the inverse of its matrix", async () => {
  const newton = await named("newton rosenbrock");
  close(Array.from(newton.run.parts.hxx).slice(0, -1), from(newton.record.hxx), "hxx");
  const { run, record } = await named("bfgs rosenbrock");
  const [xx, xy, yy] = ["xx", "xy", "yy"].map((name) => record[`inverse_${name}`]);
  close(Array.from(run.parts.hxx), yy.map((v, k) => v / (xx[k] * v - xy[k] * xy[k])), "model");
  equal(Math.abs(run.parts.hxy[0]), 0);
});

test("points that were asked about come back", async () => {
  const { run, record } = await named("bfgs rosenbrock");
  const [steps, xs] = record.trials;
  equal([...new Set(run.parts.trial_step)], [...new Set(steps)]);
  const [low, high] = run.reach[0];
  ok(Math.min(...run.parts.trial_x.map((x) => Math.abs(x - xs[0]))) < (high - low) / 65535);
});

test("operations do what Python's do", () => {
  const run = { values: { a_x: [3, -4], b: [2, 5] }, knobs: { rate: 0.5 } };
  const at = (tree) => compile(tree, "x", run)(1);
  equal([at("a"), at("a'"), at("b"), at("rate"), at("t"), at(7)], [-4, 3, 5, 0.5, 1, 7]);
  equal([at(["+", "a", "b"]), at(["-", "a", "b"]), at(["*", "a", "b"]), at(["/", "a", "b"])], [1, -9, -20, -0.8]);
  equal([at(["^", "a", 2]), at(["^", "b", "rate"])], [16, Math.sqrt(5)]);
  equal([at(["min", "a", "b"]), at(["max", "a", "b"]), at(["abs", "a"]), at(["sign", "a"])], [-4, 5, 4, -1]);
  equal([at(["where", ["<", "a", 0], "b", "rate"]), at(["where", [">", "a", 0], "b", "rate"])], [5, 0.5]);
  equal([at(["neg", "a"]), at(["sqrt", 9]), at(["==", "a", -4]), at("unknown")], [4, 3, true, NaN]);
});
