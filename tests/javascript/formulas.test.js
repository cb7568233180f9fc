// The lines of methods as text: with symbols, with numbers, and read aloud.

import { aloud, inNumbers, inSymbols, number, said } from "../../ui/browser/player/inspector/formulas.js";
import { evaluate, namesOf, parse, readBack } from "./formula_text.js";
import { equal, given, near, ok, test } from "./harness.js";

test("every line of every method, in symbols, means what it says in Python", async () => {
  for (const [text, tree] of await given("lines")) {
    const bare = namesOf(tree).map((name) => name.replace("'", ""));
    const shown = inSymbols(tree, Object.fromEntries(bare.map((name) => [name, name])));
    for (const start of [0.37, 0.81]) {
      const values = Object.fromEntries(namesOf(tree).map((name, k) => [name, ((start * (k + 3)) % 1) + 0.1]));
      near(evaluate(parse(readBack(shown)), values), evaluate(tree, values), 1e-12);
    }
    ok(!/[*']|sqrt|abs/.test(shown), `${text} is shown as ${shown}`);
  }
});

test("every line of every method, in numbers, comes to what it is", async () => {
  let count = 0;
  for (const [, tree] of await given("lines")) {
    const names = [...new Set(namesOf(tree))].filter((name) => name !== "t" && !/^(g(_[xy])?'?|slope)$/.test(name));
    if (names.length !== new Set(namesOf(tree)).size) continue; // these are looked up elsewhere
    const bare = names.map((name) => name.replace("'", ""));
    const values = Object.fromEntries(bare.map((name, k) => [name, Float64Array.of(1.5 + k, 1 / (k + 1.5))]));
    const at = (name) => (name.endsWith("'") ? values[name.slice(0, -1)][0] : values[name][1]);
    const want = evaluate(tree, Object.fromEntries(names.map((name) => [name, at(name)])));
    const text = inNumbers(tree, "x", 1, { values, knobs: {} });
    near(evaluate(parse(readBack(text)), {}), want, 2e-4);
    count++;
  }
  ok(count > 15, `${count} lines`);
});

test("nothing but what is needed is held together", () => {
  const shown = (tree) => inSymbols(tree, { mu: "μ", beta: "β" });
  equal(shown(["-", "a", ["-", "b", "c"]]), "a − (b − c)");
  equal(shown(["-", ["-", "a", "b"], "c"]), "a − b − c");
  equal(shown(["/", "a", ["*", "b", "c"]]), "a / (b·c)");
  equal(shown(["*", ["+", "a", 1], ["neg", "mu'"]]), "(a + 1)·(−μ′)");
  equal(shown(["^", ["neg", "a"], 2]), "(−a)²");
  equal(shown(["^", "beta", "t"]), "βᵗ");
  equal(shown(["^", "a", ["*", 2, "b"]]), "a^(2·b)");
  equal(shown(["sqrt", ["+", "a", "eps"]]), "√(a + eps)");
  equal(shown(["max", ["abs", "a"], 0]), "max(|a|, 0)");
  equal(shown(["where", ["<", "a", 0], "b", "c"]), "b if a < 0, else c");
});

test("of a choice the numbers of its branch are shown", () => {
  const run = { values: {}, knobs: { a: -1, b: 2, c: 3 } };
  equal(inNumbers(["where", ["<", "a", 0], ["+", "b", 1], "c"], "x", 1, run), "2 + 1");
  equal(inNumbers(["*", "c", ["neg", "b"]], "x", 1, run), "3 × (−2)");
});

test("what is raised to a power is held together", () => {
  const run = { values: {}, knobs: { a: -1, b: 1.2e-7, c: 3 } };
  equal(["a", "b", "c"].map((name) => inNumbers(["^", name, 2], "x", 1, run)), ["(−1)²", "(1.2·10⁻⁷)²", "3²"]);
});

test("lines are read aloud", () => {
  const symbols = { mu_hat: "μ̂", beta1: "β₁", step_x: "step x" };
  equal(aloud(["/", "mu_hat", ["-", 1, ["^", "beta1", "t"]]], symbols),
    "mu hat divided by (1 minus beta 1 to the power of t)");
  equal(aloud(["sqrt", ["^", "g", 2]], symbols), "the square root of (g squared)");
  equal(aloud(["max", "a", ["abs", "b"]], symbols), "the larger of a and the size of b");
  equal([said("mu_hat'", symbols), said("step_x", symbols)], ["mu hat before", "step x"]);
});

test("numbers are for people", () => {
  equal([0, 0.123456, 1234.5678, 99999, 123456, -0.5].map((value) => number(value)),
    ["0", "0.12346", "1234.6", "99999", "1.2346·10⁵", "−0.5"]);
  equal([1e-7, 1.2e-7, -3e300].map((value) => number(value)), ["10⁻⁷", "1.2·10⁻⁷", "−3·10³⁰⁰"]);
  equal([NaN, undefined, null, Infinity, -Infinity].map((value) => number(value)), ["–", "–", "–", "∞", "−∞"]);
  equal([number(0.98765, 3), number(123.45, 3), number(12345, 3)], ["0.988", "123", "12345"]);
});
