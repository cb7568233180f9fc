// The samples beside the map: decision lines, mini-batches, and grids of heights.

import { ends, linesAt, sideOf, sorted } from "../../ui/browser/player/samples/decision_lines.js";
import { aboutSample, axesOf, heldOut, inWords, lossOf, marginsOf, scoresAt } from "../../ui/browser/player/samples/sample_losses.js";
import { nearer } from "../../ui/browser/player/samples/heights.js";
import { numbers } from "../../ui/browser/player/samples/minibatches.js";
import { viewOf } from "../../ui/browser/shared/axes.js";
import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, near, ok, test } from "./harness.js";

const AXES = [{ lo: 0, hi: 4 }, { lo: -1, hi: 1 }];
const RUN = { name: "Adam", x: [0, 2, 4], y: [1, 1, 3], steps: 2 };
const LINE = [[[1, 0, 0], [0, 1, 0], [-2, 0, 1]]]; // u + x v + y - 2 = 0

test("a line follows the weights, also between two steps", () => {
  near(linesAt(LINE, RUN, 0), [1, 0, -1]);
  near(linesAt(LINE, RUN, 1.5), [1, 3, 0]);
  near(linesAt(LINE, RUN, 9), [1, 4, 1]);
});

test("a line ends at the frame", () => {
  const view = viewOf(AXES, 500, 400);
  const [[from, to]] = ends(view, AXES, 1, 0, -1); // u = 1
  near([from, to], [view.point(1, -1), view.point(1, 1)]);
  const [[low, high]] = ends(view, AXES, 1, 1, -1); // u + v = 1
  near([low, high].sort(([a], [b]) => a - b), [view.point(0, 1), view.point(2, -1)]);
});

test("a line that does not cross the frame has no ends", () => {
  const view = viewOf(AXES, 500, 400);
  equal(ends(view, AXES, 1, 0, 9), []);
  equal(ends(view, AXES, 0, 0, 1), []);
});

test("the arrow points to where the score grows", () => {
  const view = viewOf(AXES, 500, 400);
  near(sideOf(view, AXES, 2, 0), [1, 0]);
  near(sideOf(view, AXES, 0, 3), [0, -1]);
  near(Math.hypot(...sideOf(view, AXES, 1, -5)), 1);
});

test("samples on the right side are counted", () => {
  const facts = { u: [0, 1, 3, 4], v: [0, 0, 0, 0], label: [0, 1, 1, 0], classes: [{}, {}], lines: LINE };
  equal(sorted(facts, [RUN], 0), "Sorted right, of 4: Adam 2."); // one lies on the line
  equal(sorted(facts, [RUN], 2), "Sorted right, of 4: Adam 2.");
  equal(sorted({ ...facts, lines: [[[0, 0, 0], [0, 0, 0], [1, 0, 0]]] }, [RUN], 0), "Sorted right, of 4: Adam –.");
  equal(sorted({ ...facts, classes: [{}, {}, {}] }, [RUN], 0), "");
  equal(sorted(facts, [], 0), "");
});

test("the samples of a step are those of Python's order", async () => {
  const [sent, order] = [unpack(await given("batch")), await given("batch order")];
  equal([sent.wide, sent.rows, sent.size], [1, 12, 5]);
  order.forEach((row, step) => equal(Array.from(numbers(sent, step)), row));
});

test("numbers of two bytes may lie anywhere", () => {
  const index = Uint8Array.of(9, 1, 0, 0, 1, 255, 255, 2, 3).subarray(1);
  const sent = { size: 2, wide: 2, parts: { index } };
  equal([Array.from(numbers(sent, 0)), Array.from(numbers(sent, 1))], [[1, 256], [65535, 770]]);
});

test("numbers of one byte are not copied", () => {
  const sent = { size: 2, wide: 1, parts: { index: Uint8Array.of(1, 2, 3, 255) } };
  equal([Array.from(numbers(sent, 0)), Array.from(numbers(sent, 1))], [[1, 2], [3, 255]]);
  ok(numbers(sent, 1).buffer === sent.parts.index.buffer);
});

test("heights go part of the way to what lies between two grids", () => {
  const heights = new Float32Array([0, 0, 4]);
  const { left, jumped } = nearer(heights, [2, 4, 4], [4, 4, 0], 0.5, 0.5);
  equal([Array.from(heights), left, jumped], [[1.5, 2, 3], 4, false]);
});

test("there is no way into a hole or out of it", () => {
  const heights = new Float32Array([1, NaN, NaN]);
  const found = nearer(heights, [NaN, 2, NaN], [NaN, 2, NaN], 0, 0.1);
  equal([Array.from(heights), found], [[NaN, 2, NaN], { left: 0, jumped: true }]);
  equal(nearer(heights, [NaN, 2, NaN], [NaN, 2, NaN], 0, 0.1), { left: 0, jumped: false });
});

// One racer that stands at these weights.
const still = ([x, y]) => ({ x: [x], y: [y], steps: 0, name: "Adam" });
const TWO = { u: [2, -1], v: [0, 0], label: [1, 1], classes: [{ name: "a" }, { name: "b" }], lines: [[[0, 1, 0], [0, 0, 1], [0, 0, 0]]] };

test("the mean over samples is the loss of the surface, for each loss", async () => {
  for (const { facts: text, at, fun } of await given("sample losses")) {
    const { scatter: facts } = JSON.parse(text);
    const loss = lossOf(facts.loss, "wrong");
    at.forEach((place, k) => {
      const losses = marginsOf(facts, scoresAt(facts, still(place), 0)).map(loss);
      near([losses.reduce((sum, one) => sum + one, 0) / losses.length], [fun[k]]);
    });
  }
});

test("a softmax loss is finite for scores of any size, and never 0 before they are", () => {
  const loss = lossOf("softmax", "wrong");
  near([loss(0), loss(-800), loss(30) * Math.exp(30)], [Math.log(2), 800, 1]);
  ok(loss(30) > 0);
});

test("counting the right class adds 1, a mean halves, and softmax knows neither", () => {
  for (const kind of ["hinge", "squared hinge"]) {
    for (const m of [-3, 0.5, 1, 4]) {
      const plain = lossOf(kind, "wrong")(m);
      near([lossOf(kind, "all")(m), lossOf(kind, "mean")(m)], [plain + 1, plain / 2]);
    }
    equal(lossOf(kind, "wrong")(1), 0);
  }
  equal(lossOf("softmax", "all")(0.3), lossOf("softmax", "wrong")(0.3));
});

test("a margin is the right score less the wrong one", () => {
  const scores = scoresAt(TWO, still([3, 0]), 0);
  equal(marginsOf({ ...TWO, label: [1, 0] }, scores), [6, 3]);
});

test("axes hold every sample and are round", () => {
  const loss = lossOf("hinge", "wrong");
  const [across, up] = axesOf([6.2, -0.4], [0, 1.4], loss);
  near([across.lo, across.hi, up.lo, up.hi], [-10, 10, -0.09, 3]);
  equal(axesOf([0.1], [0.9], loss)[0].hi, 2);
});

test("what the losses come to is said in one sentence", () => {
  equal(inWords("hinge", "Adam", [0, 0, 1.5]), "Hinge loss with Adam: mean 0.5, largest 1.5, 2 lie at 0.");
  ok(inWords("softmax", "Adam", [0.1, 0.2]).endsWith("none is 0."));
});

test("samples held out are told apart from those of the loss", () => {
  const facts = { ...TWO, loss: "hinge", held: { u: [0.5, -3], v: [0, 0], label: [1, 0] } };
  const said = (summed) => heldOut(facts, [still([1, 0])], 0, summed);
  equal(said("wrong"), "Held out, 2: Adam loss 0.25, 2 right.");
  equal(said("all"), "Held out, 2: Adam loss 1.25, 2 right.");
  equal([heldOut({ ...facts, held: null }, [still([1, 0])], 0), heldOut(facts, [], 0)], ["", ""]);
});

test("a sample's label tells scores, probability and loss", () => {
  const words = aboutSample(TWO, 0, [Math.log(3), 0], lossOf("softmax", "wrong"));
  equal(words, "score 0 for a, 1.1 for b; probability of its own 75 %; loss 0.288");
});
