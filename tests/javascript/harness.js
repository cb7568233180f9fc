// What tests in JavaScript are written with: `test`, `equal`, `near`, and what Python made for them.

const cases = [];

// A case; what throws, fails.
export function test(name, act) {
  cases.push([name, act]);
}

// Every case that was declared since the last call. -> [name, what went wrong or null]
export async function run() {
  const done = [];
  for (const [name, act] of cases.splice(0)) {
    try {
      await act();
      done.push([name, null]);
    } catch (error) {
      done.push([name, error.stack ?? String(error)]);
    }
  }
  return done;
}

// Equal in every part; NaN equals NaN, and -0 is not 0.
export function equal(got, want) {
  if (!same(got, want)) throw new Error(`${told(got)} is not ${told(want)}`);
}

// Numbers, also in lists, that differ by `share` of the larger one, or of 1, at most.
export function near(got, want, share = 1e-9) {
  const [a, b] = [numbers(got), numbers(want)];
  const close = (v, w) => Object.is(v, w) || v === w || Math.abs(v - w) <= share * Math.max(1, Math.abs(v), Math.abs(w));
  const off = a.length === b.length ? a.findIndex((v, k) => !close(v, b[k])) : Math.min(a.length, b.length);
  if (off >= 0) throw new Error(`number ${off}: ${a[off]} is not near ${b[off]} in ${told(got)}`);
}

export function ok(value, words = "it is not so") {
  if (!value) throw new Error(words);
}

// What tests/javascript/given.py made under this name: bytes, or a value.
export async function given(name) {
  const answer = await fetch(`/given/${name}`);
  if (!answer.ok) throw new Error(`nothing is given as ${name}`);
  const whole = answer.headers.get("content-type") === "application/json";
  return whole ? revived(await answer.json()) : new Uint8Array(await answer.arrayBuffer());
}

// A pen that notes what was drawn.
export function pen() {
  const drawn = [];
  const note = (name) => (...facts) => void drawn.push([name, ...facts]);
  const names = ["beginPath", "moveTo", "lineTo", "stroke", "setLineDash"];
  return { drawn, ...Object.fromEntries(names.map((name) => [name, note(name)])) };
}

// Always the same chances, from 0 to 1.
export function chances(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

// JSON has no NaN: Python writes what is not finite as a word.
function revived(value) {
  const words = { NaN: NaN, Infinity, "-Infinity": -Infinity };
  if (typeof value === "string" && value in words) return words[value];
  if (Array.isArray(value)) return value.map(revived);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revived(inner)]));
  }
  return value;
}

function same(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const [left, right] = [Object.keys(a), Object.keys(b)];
  return left.length === right.length && left.every((key) => key in b && same(a[key], b[key]));
}

function numbers(value) {
  return typeof value === "number" ? [value] : Array.from(value).flatMap(numbers);
}

function told(value) {
  const plain = (_, inner) => {
    if (typeof inner === "number" && !Number.isFinite(inner)) return String(inner);
    return ArrayBuffer.isView(inner) ? Array.from(inner) : inner;
  };
  return JSON.stringify(value, plain)?.slice(0, 400);
}

// The number that a text for people says: −1.5·10⁻⁷.
export function numberIn(text) {
  const [mantissa, power] = text.replace("−", "-").replace(/^(-?)10(?=[⁻⁰¹²³⁴-⁹])/, "$11·10").split("·10");
  const plain = [...(power ?? "⁰")].map((sign) => (sign === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign))).join("");
  return Number(`${mantissa}e${plain}`);
}
