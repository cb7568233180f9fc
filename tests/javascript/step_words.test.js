// One step of a run in words, seen and heard.

import { groundWords, lineAloud, position, sentence, told, valueOf } from "../../ui/browser/player/inspector/step_words.js";
import { equal, test } from "./harness.js";

const RUN = {
  steps: 2,
  message: "It converged.",
  words: ["flat", "a ravine, κ = {kappa}, steep along {high}", "a trough along {low}"],
  knobs: { rate: 0.5 },
  symbols: { mu: "μ" },
  values: {
    x: [1, 0.5, 0], y: [2, 1, 0], fun: [5, 1.25, 0], grad_x: [3, 3, 0], grad_y: [4, 0, 0],
    ground: [1, 2, 0], low: [0.5, 0, NaN], high: [8, 2, NaN], angle: [Math.PI, 0, NaN],
    mu_x: [NaN, 0.25, 1], mu_y: [NaN, -3, 2], tries: [0, 2, 1], kind: [0, 1, 0], length: [NaN, 7, 8],
  },
};

test("where a step led", () => {
  equal(position(RUN, 0), "x 1, y 2, loss 5");
  equal(position(RUN, 1), "x 1 → 0.5, y 2 → 1, loss 5 → 1.25");
});

test("what the ground is like", () => {
  equal(groundWords(RUN, 0), "a ravine, κ = 16, steep along (1, 0); curvatures λ₁ = 0.5, λ₂ = 8");
  equal(groundWords(RUN, 1), "a trough along (0, 1); curvatures λ₁ = 0, λ₂ = 2");
  equal(groundWords(RUN, 2), "flat");
});

test("one sentence for who listens", () => {
  equal(sentence(RUN, 0), "Start: x 1, y 2, loss 5, gradient 5; a ravine, κ = 16, steep along (1, 0).");
  equal(sentence(RUN, 2), "Step 2: x from 0.5 to 0, y from 1 to 0, loss 0, gradient 0; flat. It converged.");
  const blind = { ...RUN, values: { ...RUN.values, grad_x: undefined } };
  equal(sentence(blind, 1), "Step 1: x from 1 to 0.5, y from 2 to 1, loss 1.25; a trough along (0, 1).");
});

test("a line in words is filled in", () => {
  const line = { pieces: ["tried ", ["tries", []], " at rate ", ["rate", []], ": ", ["kind", ["kept", "shrunk"]]] };
  equal(told(RUN, line, 1), "tried 2 at rate 0.5: shrunk");
  equal(told(RUN, line, 0), "tried … at rate …: …");
  equal(lineAloud(RUN, line, 2), "tried 1 at rate 0.5: kept");
});

test("a line has a value in each coordinate, or one", () => {
  const both = { name: "mu", of: "both", tree: ["*", "mu'", 2], columns: ["x", "y"] };
  equal([valueOf(RUN, both, "x", 1), valueOf(RUN, both, "y", 1)], [0.25, -3]);
  equal(valueOf(RUN, { name: "x", of: "both" }, "y", 1), 1);
  equal(valueOf(RUN, { name: "length", of: "one" }, "x", 2), 8);
  equal(lineAloud(RUN, both, 1), "mu is mu before times 2: 0.25 in x, −3 in y");
  equal(lineAloud(RUN, both, 0), "mu is mu before times 2");
  equal(lineAloud(RUN, { name: "length", of: "one", tree: 7, columns: ["x"] }, 1), "length is 7: 7");
});
