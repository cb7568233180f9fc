// The loss of one sample: of the margin s_y − s_j, by how much its right class scores above the other.
// With two classes the second scores a u + b v + c, as its decision line has it, and the first 0.

import { say } from "../../shared/words.js";
import { number } from "../../shared/written.js";
import { linesAt } from "./decision_lines.js";

// Of the margin, before anything is added or divided.
export const LOSSES = {
  hinge: (m) => Math.max(0, 1 - m),
  "squared hinge": (m) => Math.max(0, 1 - m) ** 2,
  softmax: (m) => (m > 0 ? Math.log1p(Math.exp(-m)) : Math.log1p(Math.exp(m)) - m),
};

export const NAMES = { hinge: say("hinge"), "squared hinge": say("squared hinge"), softmax: say("softmax") };

// What a hinge adds up, as the link says it: over the wrong classes; over all, where the right one
// adds 1 always; or that divided by how many classes there are, of the wrong ones.
const SUMS = { wrong: (loss) => loss, all: (loss) => loss + 1, mean: (loss) => loss / 2 };

// -> a sample's loss as a function of its margin
export function lossOf(kind, summed) {
  const plain = LOSSES[kind];
  const sum = kind === "softmax" ? SUMS.wrong : (SUMS[summed] ?? SUMS.wrong);
  return (m) => sum(plain(m));
}

// The score of the second class for each sample, at a racer's weights.
export function scoresAt({ u, v, lines }, run, position) {
  const [[a, b, c]] = linesAt(lines, run, position);
  return u.map((value, k) => a * value + b * v[k] + c);
}

export function marginsOf({ label }, scores) {
  return scores.map((score, k) => (label[k] === 1 ? score : -score));
}

// The axes of a picture of margins and losses: round, so that they stand still most of the time.
export function axesOf(margins, losses, loss) {
  const reach = roundUp(Math.max(2, ...margins.filter(Number.isFinite).map(Math.abs)));
  const top = roundUp(Math.max(loss(-1), ...losses.filter(Number.isFinite)) * 1.02);
  return [
    { lo: -reach, hi: reach, title: say("margin s_y − s_j") },
    { lo: -0.03 * top, hi: top, title: say("loss of a sample") },
  ];
}

function roundUp(value) {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 5, 10].map((m) => m * unit).find((round) => round >= value * (1 - 1e-9));
}

// All of them in one sentence.
export function inWords(kind, name, losses) {
  const least = Math.min(...losses);
  const above = losses.filter((loss) => loss > least + 1e-12).length;
  const mean = number(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
  const facts = { name, mean, largest: number(Math.max(...losses)), n: losses.length - above, least: number(least) };
  if (kind === "softmax") return say("Softmax loss with {name}: mean {mean}, largest {largest}, none is 0.", facts);
  return kind === "hinge"
    ? say("Hinge loss with {name}: mean {mean}, largest {largest}, {n} lie at {least}.", facts)
    : say("Squared hinge loss with {name}: mean {mean}, largest {largest}, {n} lie at {least}.", facts);
}

// How each racer fares with the samples held out, which are not in its loss.
export function heldOut({ held, lines, loss: kind }, runs, position, summed) {
  if (!held?.u.length || !runs.length) return "";
  const loss = lossOf(kind, summed);
  const each = runs.map((run) => {
    const margins = marginsOf(held, scoresAt({ ...held, lines }, run, position));
    const mean = number(margins.reduce((sum, margin) => sum + loss(margin), 0) / margins.length);
    return say("{name} loss {mean}, {n} right", { name: run.name, mean, n: margins.filter((m) => m > 0).length });
  });
  return say("Held out, {all}: {each}.", { all: held.u.length, each: each.join("; ") });
}

// What a sample's scores come to, for the label beside it.
export function aboutSample({ label, classes }, k, scores, loss) {
  const margin = label[k] === 1 ? scores[k] : -scores[k];
  const share = 1 / (1 + Math.exp(-margin));
  const [first, second] = classes.map(({ name }) => name);
  const facts = {
    zero: number(0), first, score: number(scores[k], 3), second, share: number(100 * share, 3), loss: number(loss(margin), 3),
  };
  return say("score {zero} for {first}, {score} for {second}; probability of its own {share} %; loss {loss}", facts);
}
