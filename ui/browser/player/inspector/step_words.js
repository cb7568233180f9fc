// One step in words: where it led, what the ground is like there, and what somebody hears who listens.
// `run` is what worked_lines.js makes of the server's message; `k` counts its points.

import { say } from "../../shared/words.js";
import { aloud, number, said } from "./formulas.js";

// What a line comes to in a coordinate.
export function valueOf(run, { name, of }, c, k) {
  const key = name === "x" ? c : of === "both" ? `${name}_${c}` : name;
  return run.values[key]?.[k];
}

// A line in words, filled in.
export function told(run, { pieces }, k) {
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const [name, choices] = piece;
      const value = run.values[name]?.[k] ?? run.knobs[name];
      if (!k) return "…";
      return choices.length ? choices[value] ?? "–" : number(value);
    })
    .join("");
}

export function position(run, k) {
  const { x, y, fun } = run.values;
  const from = (values) => (k ? `${number(values[k - 1])} → ${number(values[k])}` : number(values[0]));
  return say("x {x}, y {y}, loss {loss}", { x: from(x), y: from(y), loss: from(fun) });
}

// What the ground is like, with its curvatures where it has any.
export function groundWords(run, k) {
  const { low, high } = run.values;
  const ground = groundKind(run, k);
  if (!Number.isFinite(low[k])) return ground;
  const curvatures = { low: number(low[k], 4), high: number(high[k], 4) };
  return say("{ground}; curvatures λ₁ = {low}, λ₂ = {high}", { ground, ...curvatures });
}

function groundKind(run, k) {
  const { ground, low, high, angle } = run.values;
  const axis = (turn) => {
    const [u, v] = [Math.cos(turn), Math.sin(turn)];
    const side = u < -1e-9 || (Math.abs(u) <= 1e-9 && v < 0) ? -1 : 1;
    return `(${[u, v].map((w) => number(Math.round(side * w * 100) / 100 + 0)).join(", ")})`;
  };
  const facts = { kappa: () => number(high[k] / low[k], 3), high: () => axis(angle[k]),
    low: () => axis(angle[k] + Math.PI / 2) };
  return run.words[ground[k]].replace(/\{(\w+)\}/g, (_, name) => facts[name]());
}

// One sentence for somebody who listens.
export function sentence(run, k) {
  const { x, y, fun, grad_x: gx, grad_y: gy } = run.values;
  const short = (value) => number(value, 3);
  const facts = [say("loss {loss}", { loss: short(fun[k]) })];
  if (gx) facts.push(say("gradient {size}", { size: short(Math.hypot(gx[k], gy[k])) }));
  const ground = groundKind(run, k);
  if (!k) {
    const at = [`x ${short(x[0])}`, `y ${short(y[0])}`, ...facts].join(", ");
    return say("Start: {facts}; {ground}.", { facts: at, ground });
  }
  const from = (name, values) =>
    say("{name} from {from} to {to}", { name, from: short(values[k - 1]), to: short(values[k]) });
  const step = { at: k, facts: [from("x", x), from("y", y), ...facts].join(", "), ground };
  const told = say("Step {at}: {facts}; {ground}.", step);
  return k === run.steps ? `${told} ${run.message}` : told;
}

export function ruleAloud({ symbols }, { name, tree }) {
  return say("{name} is {rule}", { name: said(name, symbols), rule: aloud(tree, symbols) });
}

export function lineAloud(run, line, k) {
  if (line.pieces) return told(run, line, k);
  const values = line.columns.map((c) => {
    const value = number(valueOf(run, line, c, k));
    return line.of === "both" ? say("{value} in {axis}", { value, axis: c }) : value;
  });
  const rule = ruleAloud(run, line);
  return k ? `${rule}: ${values.join(", ")}` : rule;
}
