// What is said to an answer in a lesson's file, once the race has decided.

import { say } from "../shared/words.js";
import { number } from "../shared/written.js";
import { SHOWN, chosen, numberIn, shareOf } from "./answers.js";
import { button, made } from "./parts.js";

export function reply(lesson) {
  const { now, told } = lesson;
  const why = [told.often_heard && made("blockquote", { html: `${say("Often heard:")} “${told.often_heard}”` })];
  if (now.ask && told.reveals) why.push(made("p", { html: told.reveals }));
  if (told.source) why.push(made("p", { className: "source", textContent: told.source }));
  const onward = made("a", { href: now.link, textContent: say("Turn it in the app") });
  const again = now.ask ? [button(say("Answer again"), "lesson-again", () => lesson.answers(""))] : [];
  return [...answered(lesson), ...why.filter(Boolean), made("div", { className: "buttons" }, ...again, onward)];
}

function answered(lesson) {
  const { now: { ask }, told, answer } = lesson;
  if (!ask) return [];
  const parts = ask.kind === "choose" ? [choices(told, ask, answer)] : [];
  const value = numberIn(ask, answer);
  if (ask.line && value !== null && ask.out !== null) parts.push(line(ask, told, value));
  const { verdict } = lesson;
  if (!verdict) return parts;
  const said = made("p", { className: verdict.right ? "note right" : "note", html: told.feedback[verdict.at] });
  said.prepend(verdict.right ? "✓ " : "✗ ");
  return [...parts, said, ...other(lesson, verdict)];
}

// The race in which a wrong answer would be right, and back.
function other(lesson, verdict) {
  if (!verdict.other) return [];
  const there = lesson.shown?.stage === verdict.other.stage;
  const words = there ? say("Back to what happened") : say("See where it would be so");
  return [button(words, "lesson-other", () => lesson.see(there ? null : verdict.other))];
}

function choices(told, ask, answer) {
  const list = made("ul", { className: "choices" });
  told.choices.forEach((words, k) => {
    const mine = answer !== SHOWN && chosen(answer) === k;
    const marks = [mine && say("your prediction"), ask.right[k] && say("what happened")].filter(Boolean);
    const sign = ask.right[k] ? "✓" : mine ? "✗" : "·";
    const more = marks.length ? ` — ${marks.join(", ")}` : "";
    list.append(made("li", { html: `${sign} ${marks.length ? `<b>${words}</b>` : words}${more}` }));
  });
  return list;
}

// The line of numbers with what was predicted and what came out.
function line(ask, told, said) {
  const mark = (value, words, kind) => {
    const share = shareOf(value, ask.line);
    const unit = ask.kind === "estimate" ? told.unit : "";
    const element = made("span", { className: "lesson-mark" }, made("b", { textContent: number(value, 3) + unit }), ` ${words}`);
    Object.assign(element.dataset, { kind, side: share < 0.6 ? "left" : "right" });
    element.style.setProperty("--at", share.toFixed(4));
    return element;
  };
  const plain = say("Your prediction: {said}. What happened: {number}.", { said: number(said, 3), number: number(ask.out, 3) });
  const drawn = made("div", { className: "lesson-line", role: "img", ariaLabel: told.unit ? `${plain} (${told.unit.trim()})` : plain });
  drawn.append(mark(ask.out, say("what happened"), "out"), mark(said, say("your prediction"), "said"));
  return drawn;
}
