// The lines of a method as text: with its symbols, with the numbers of one step, or to be read aloud.

import { say } from "../../shared/words.js";
import { number as written, raised } from "../../shared/written.js";
import { compile } from "./worked_lines.js";

// How tightly each operation binds; a name or a function binds tightest.
const BINDS = { "<": 1, ">": 1, "==": 1, where: 0, "+": 2, "-": 2, neg: 3, "*": 3, "/": 3, "^": 4 };
const TIGHT = 9;
const WORDS = /^[a-z]+ [a-z ]+$|\p{Script=Hangul}/u; // a symbol that may be read as it is
const SIGNS = { "+": " + ", "-": " − ", "/": " / ", "<": " < ", ">": " > ", "==": " = " };
// The same in words, for who listens.
const SPOKEN = {
  "+": (both) => say("{left} plus {right}", both),
  "-": (both) => say("{left} minus {right}", both),
  "*": (both) => say("{left} times {right}", both),
  "/": (both) => say("{left} divided by {right}", both),
  "<": (both) => say("{left} less than {right}", both),
  ">": (both) => say("{left} greater than {right}", both),
  "==": (both) => say("{left} equal to {right}", both),
  min: (both) => say("the smaller of {left} and {right}", both),
  max: (both) => say("the larger of {left} and {right}", both),
  abs: (it) => say("the size of {left}", it),
  sqrt: (it) => say("the square root of {left}", it),
  sign: (it) => say("the sign of {left}", it),
};
// Names that are words; others are letters.
const NAMES = {
  learning_rate: say("learning rate"), momentum: say("momentum"), velocity: say("velocity"),
  scale: say("scale"), factor: say("factor"), step: say("step"), direction: say("direction"),
  noise: say("noise"), slope: say("slope"), decay: say("decay"), weight_decay: say("weight decay"),
};

export function inSymbols(tree, symbols) {
  const name = (text) => {
    const primed = text.endsWith("'");
    const bare = primed ? text.slice(0, -1) : text;
    return (symbols[bare] ?? NAMES[bare] ?? bare) + (primed ? "′" : "");
  };
  return write(tree, { name, times: "·", signs: SIGNS })[0];
}

export function inNumbers(tree, c, k, run) {
  const value = (part) => compile(part, c, run)(k);
  const name = (text) => number(value(text));
  const choose = ([condition, yes, no]) => (value(condition) ? yes : no);
  return write(tree, { name, times: " × ", signs: SIGNS, choose })[0];
}

export function aloud(tree, symbols) {
  const name = (text) => said(text, symbols);
  return write(tree, { name, spoken: true })[0];
}

// A name in words: that is what its symbol may be already.
export function said(name, symbols) {
  const primed = name.endsWith("'");
  const bare = primed ? name.slice(0, -1) : name;
  const symbol = symbols[bare] ?? "";
  const words = WORDS.test(symbol) ? symbol : NAMES[bare] ?? bare.replaceAll("_", " ");
  const told = words.replace(/([a-z])(\d)/g, "$1 $2");
  return primed ? say("{name} before", { name: told }) : told;
}

// -> [text, how tightly it binds]
function write(tree, style) {
  if (typeof tree === "number") return [number(tree), TIGHT];
  if (typeof tree === "string") return [style.name(tree), TIGHT];
  const [operation, ...parts] = tree;
  if (operation === "where") return writeChoice(parts, style);
  if (operation === "^") return [writePower(parts, style), BINDS["^"]];
  const texts = parts.map((part) => write(part, style));
  const binds = BINDS[operation] ?? TIGHT;
  if (binds === TIGHT) return [call(operation, texts, style), TIGHT];
  if (operation === "neg") {
    const it = held(texts[0], binds, true);
    return [style.spoken ? say("minus {it}", { it }) : `−${it}`, binds];
  }
  const [left, right] = texts;
  // a − (b − c), a / (b·c): what stands right is held together also where it binds equally.
  const least = operation === "-" || operation === "/" ? binds + 1 : binds;
  const both = { left: held(left, binds), right: held(right, least, true) };
  if (style.spoken) return [SPOKEN[operation](both), binds];
  const sign = operation === "*" ? style.times : style.signs[operation];
  return [both.left + sign + both.right, binds];
}

function held([text, binds], least, right = false) {
  return binds < least || (right && text.startsWith("−")) ? `(${text})` : text;
}

function writeChoice(parts, style) {
  if (style.choose) return write(style.choose(parts), style);
  const [condition, yes, no] = parts.map((part) => write(part, style)[0]);
  return [say("{yes} if {condition}, else {no}", { yes, condition, no }), BINDS.where];
}

function writePower([base, exponent], style) {
  const below = write(base, style);
  const under = below[0].startsWith("−") || below[0].includes("·10") ? `(${below[0]})` : held(below, TIGHT);
  const [above] = write(exponent, style);
  if (style.spoken && above === "2") return say("{base} squared", { base: under });
  if (style.spoken) return say("{base} to the power of {exponent}", { base: under, exponent: above });
  return under + (/^[-\dt]+$/.test(above) ? raised(above).replaceAll("t", "ᵗ") : `^(${above})`);
}

function call(operation, texts, { spoken }) {
  const [first] = texts[0];
  if (spoken) {
    const [left, right] = texts.map(([text, binds]) => (binds < TIGHT ? `(${text})` : text));
    return SPOKEN[operation]({ left, right });
  }
  if (operation === "abs") return `|${first}|`;
  if (operation === "sqrt") return `√${held(texts[0], TIGHT, true)}`;
  return `${operation}(${texts.map(([text]) => text).join(", ")})`;
}

// Numbers of one step: a digit more than elsewhere, so that one can reckon along.
export function number(value, digits = 5) {
  return written(value, digits);
}
