// One step in words: where it led, what the ground is like there, and what somebody hears who listens.
// `run` is what worked_lines.js makes of the server's message; `k` counts its points.

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
  const loss = `loss ${number(fun[k])}`;
  if (!k) return `x ${number(x[0])}, y ${number(y[0])}, ${loss}`;
  const from = (values) => `${number(values[k - 1])} → ${number(values[k])}`;
  return `x ${from(x)}, y ${from(y)}, loss ${from(fun)}`;
}

export function groundWords(run, k) {
  const { ground, low, high, angle } = run.values;
  const axis = (turn) => {
    const [u, v] = [Math.cos(turn), Math.sin(turn)];
    const side = u < -1e-9 || (Math.abs(u) <= 1e-9 && v < 0) ? -1 : 1;
    return `(${[u, v].map((w) => number(Math.round(side * w * 100) / 100 + 0)).join(", ")})`;
  };
  const facts = { kappa: () => number(high[k] / low[k], 3), high: () => axis(angle[k]),
    low: () => axis(angle[k] + Math.PI / 2) };
  const words = run.words[ground[k]].replace(/\{(\w+)\}/g, (_, name) => facts[name]());
  if (!Number.isFinite(low[k])) return words;
  return `${words}; curvatures λ₁ = ${number(low[k], 4)}, λ₂ = ${number(high[k], 4)}`;
}

// One sentence for somebody who listens.
export function sentence(run, k) {
  const { x, y, fun, grad_x: gx, grad_y: gy } = run.values;
  const short = (value) => number(value, 3);
  const slope = gx ? `, gradient ${short(Math.hypot(gx[k], gy[k]))}` : "";
  const facts = `loss ${short(fun[k])}${slope}; ${groundWords(run, k).split(";")[0]}`;
  if (!k) return `Start: x ${short(x[0])}, y ${short(y[0])}, ${facts}.`;
  const from = (values) => `from ${short(values[k - 1])} to ${short(values[k])}`;
  const end = k === run.steps ? ` ${run.message}` : "";
  return `Step ${k}: x ${from(x)}, y ${from(y)}, ${facts}.${end}`;
}

export function ruleAloud({ symbols }, { name, tree }) {
  return `${said(name, symbols)} is ${aloud(tree, symbols)}`;
}

export function lineAloud(run, line, k) {
  if (line.pieces) return told(run, line, k);
  const values = line.columns.map((c) => {
    const value = number(valueOf(run, line, c, k));
    return line.of === "both" ? `${value} in ${c}` : value;
  });
  const rule = ruleAloud(run, line);
  return k ? `${rule}: ${values.join(", ")}` : rule;
}
