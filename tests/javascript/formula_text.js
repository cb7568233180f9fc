// A formula as it is shown, read back into a tree, and what the tree comes to.

const SMALL = Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((sign, digit) => [sign, digit]));
Object.assign(SMALL, { "⁻": "-", "ᵗ": "t" });
const OPERATIONS = {
  "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b, "^": (a, b) => a ** b,
  "<": (a, b) => a < b, ">": (a, b) => a > b, "==": (a, b) => a === b, neg: (a) => -a, min: Math.min, max: Math.max,
  abs: Math.abs, sign: Math.sign, sqrt: Math.sqrt, where: (a, b, c) => (a ? b : c),
};
// From the loosest to the tightest.
const LEVELS = [{ "<": "<", ">": ">", "=": "==" }, { "+": "+", "-": "-" }, { "*": "*", "/": "/" }];

const plain = (power) => [...power].map((sign) => SMALL[sign]).join("");

// In the letters of a keyboard.
export function readBack(text) {
  return text
    .replace(/(.*?)·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, before, power) => `${before}e${plain(power)}`)
    .replace(/\|([^|]*)\|/g, "abs($1)")
    .replace(/√([\w.′]+)/g, "sqrt($1)")
    .replaceAll("√", "sqrt")
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹ᵗ]+/g, (power) => `^(${plain(power)})`)
    .replaceAll("−", "-")
    .replace(/[·×]/g, "*")
    .replaceAll("′", "'");
}

// The tree of such a text: a number, a name, or [operation, ...trees].
export function parse(text) {
  const parser = new Parser(text);
  const tree = parser.choice();
  parser.must(parser.at === parser.tokens.length);
  return tree;
}

class Parser {
  constructor(text) {
    this.text = text;
    this.tokens = text.match(/\d+(?:\.\d+)?(?:e-?\d+)?|[a-z_]\w*'?|[-+*/^<>(),=]/gi);
    this.at = 0;
  }

  must(so) {
    if (!so) throw new Error(`${this.text} cannot be read at ${this.tokens[this.at]}`);
  }

  take(token) {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  choice() {
    const yes = this.level(0);
    if (!this.take("if")) return yes;
    const condition = this.level(0);
    this.must(this.take(",") && this.take("else"));
    return ["where", condition, yes, this.choice()];
  }

  level(k) {
    if (k === LEVELS.length) return this.factor();
    let tree = this.level(k + 1);
    while (this.tokens[this.at] in LEVELS[k]) tree = [LEVELS[k][this.tokens[this.at++]], tree, this.level(k + 1)];
    return tree;
  }

  factor() {
    if (this.take("-")) return ["neg", this.factor()];
    const base = this.atom();
    return this.take("^") ? ["^", base, this.factor()] : base;
  }

  atom() {
    if (this.take("(")) {
      const inner = this.choice();
      this.must(this.take(")"));
      return inner;
    }
    const token = this.tokens[this.at++];
    if (/^\d/.test(token)) return Number(token);
    if (!this.take("(")) return token;
    const parts = [this.choice()];
    while (this.take(",")) parts.push(this.choice());
    this.must(this.take(")"));
    return [token, ...parts];
  }
}

export function evaluate(tree, values) {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return values[tree];
  const [operation, ...parts] = tree;
  return OPERATIONS[operation](...parts.map((part) => evaluate(part, values)));
}

export function namesOf(tree) {
  return typeof tree === "string" ? [tree] : Array.isArray(tree) ? tree.slice(1).flatMap(namesOf) : [];
}
