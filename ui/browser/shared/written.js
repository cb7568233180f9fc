// Numbers as people read them, in one notation with core/written.py: 0.1235, −1200, 1.5·10⁻⁷, ∞.

const [SMALL, LARGE] = [1e-3, 1e5]; // below and from here a number is written with a power of ten
const BEYOND = 25; // digits that tell a number from one halfway between two others
export const NOTHING = "–";
const RAISED = { ...Object.fromEntries([..."0123456789"].map((d, k) => [d, "⁰¹²³⁴⁵⁶⁷⁸⁹"[k]])), "-": "⁻" };

// A number with so many significant digits, whole ones in full; “–” where there is none.
export function number(value, digits = 4) {
  if (value === null || value === undefined || Number.isNaN(value)) return NOTHING;
  const [minus, size] = [value < 0 ? "−" : "", Math.abs(value)];
  if (size === Infinity) return `${minus}∞`;
  const [mantissa, power] = scientific(size, digits - 1).split("e");
  const rounded = Number(`${mantissa}e${power}`);
  if (rounded === 0) return "0";
  if (rounded >= SMALL && rounded < Math.max(LARGE, 10 ** digits)) {
    return minus + trimmed(fixed(size, Math.max(0, digits - 1 - Number(power))));
  }
  const tens = powerOfTen(Number(power));
  return minus + (Number(mantissa) === 1 ? tens : `${trimmed(mantissa)}·${tens}`);
}

// The same where something else is to be said of what is no number, or of what is beyond all.
export function numberOr(words, value, digits) {
  return Number.isFinite(value) ? number(value, digits) : words;
}

export function powerOfTen(exponent) {
  return `10${raised(String(exponent))}`;
}

// Digits and minus signs as an exponent has them.
export function raised(text) {
  return [...text].map((sign) => RAISED[sign] ?? sign).join("");
}

// With a true minus.
export function minused(text) {
  return text.replace(/^-/, "−");
}

const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

// Halfway between two numbers the even one is meant, as in Python; JavaScript takes the larger one.
function fixed(size, places) {
  return even(size.toFixed(places + BEYOND).slice(0, -BEYOND), size.toFixed(places + BEYOND).slice(-BEYOND))
    ?? size.toFixed(places);
}

function scientific(size, places) {
  const [exact, power] = size.toExponential(places + BEYOND).split("e");
  const kept = even(exact.slice(0, -BEYOND), exact.slice(-BEYOND));
  return kept ? `${kept}e${power}` : size.toExponential(places);
}

// What is kept of a text that goes on with `rest`, where that is exactly a half and the last digit even.
function even(kept, rest) {
  const bare = kept.replace(/\.$/, "");
  return /^50*$/.test(rest) && Number(bare.at(-1)) % 2 === 0 ? bare : null;
}
