// What is made of an answer in a lesson's file: whether it is right, what is said to it, and where it stays
// drawn in the picture. As in ui/scene/answers.py and ui/lesson/stage.py, with which a test compares.

export const SHOWN = "-"; // instead of an answer: it was shown
export const REACHED = "1";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const WIDER = 1.08; // the axis reaches so far past a prediction

export const letter = (k) => LETTERS[k];
export const chosen = (answer) => (answer && answer !== SHOWN ? LETTERS.indexOf(answer) : -1);
export const placeIn = (answer) => answer.split("_").map(Number);

// -> { right, at, other }: `at` is which of the step's feedbacks is said, `other` the race in which a wrong
// answer would be right. null where nothing was answered, or it was only shown.
export function verdict(ask, answer) {
  if (!answer || answer === SHOWN) return null;
  const of = { choose: ofChoice, estimate: ofEstimate, point: ofPlace, goal: () => ({ right: true, at: 0 }) };
  return of[ask.kind](ask, answer);
}

function ofChoice({ right, others }, answer) {
  const at = chosen(answer);
  return { right: right[at], at, other: others[at] };
}

function ofEstimate({ close: [low, high] }, answer) {
  const at = Number(answer) < low ? 0 : Number(answer) <= high ? 1 : 2;
  return { right: at === 1, at };
}

function ofPlace({ places, others }, answer) {
  const [x, y] = placeIn(answer);
  const away = ({ at: [u, v] }) => Math.hypot(x - u, y - v);
  const near = places.filter((place) => away(place) <= place.within).sort((a, b) => away(a) - away(b));
  const at = near.length ? places.indexOf(near[0]) : places.length;
  return { right: Boolean(places[at]?.right), at, other: others[at] };
}

// An answer as a link has it; empty where it is none to this question.
export function kept(ask, text) {
  if (!ask || !text || text === SHOWN) return ask && text ? SHOWN : "";
  const fits = {
    choose: () => chosen(text) >= 0 && chosen(text) < ask.right.length && text.length === 1,
    estimate: () => Number(text) >= ask.line[0] && Number(text) <= ask.line[1],
    point: () => placeIn(text).length === 2 && placeIn(text).every((v) => Math.abs(v) <= 1e6),
    goal: () => text === REACHED,
  };
  return fits[ask.kind]() ? text : "";
}

// The number that an answer stands for; null where there is none.
export function numberIn(ask, answer) {
  if (!answer || answer === SHOWN) return null;
  if (ask.kind === "estimate") return Number(answer);
  return ask.kind === "choose" ? (ask.values[chosen(answer)] ?? null) : null;
}

// The header of what the stage is sent, with the prediction in it.
export function predicted(header, ask, answer, words) {
  if (ask?.kind === "point" && answer && answer !== SHOWN) {
    const [x, y] = placeIn(answer);
    return { ...header, map: { ...header.map, guess: { x, y, words: [words] } } };
  }
  const value = ask?.drawn ? numberIn(ask, answer) : null;
  if (value === null) return header;
  const side = ask.drawn === "steps" ? "x" : "y";
  const at = value * ask.scale;
  const axis = { ...header.chart[side] };
  axis.hi = Math.max(axis.hi, at * WIDER);
  if (side === "y" && at > 0) axis.lo = Math.min(axis.lo, at / WIDER);
  const marks = [{ [side]: at, words, dash: "dash" }];
  return { ...header, chart: { ...header.chart, [side]: axis, marks } };
}

// Where a number lies between the ends of a line, as a share.
export function shareOf(value, [low, high, logarithmic]) {
  const [at, lo, hi] = logarithmic ? [value, low, high].map(Math.log) : [value, low, high];
  return hi > lo ? Math.min(Math.max((at - lo) / (hi - lo), 0), 1) : 0.5;
}
