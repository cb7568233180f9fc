// The question that a link begins with: above the pictures, at rest until it is answered; then the answer
// stays while the race runs, and at its end comes what is said to it. See ../../shared/wire.md, “ask”.

import { say } from "../../shared/words.js";
import { placeWords } from "../plot/start_place.js";
import { button, choices, numbers, paragraph } from "./ask_parts.js";

const SHOWN = "-"; // instead of an answer: it was shown

export class Ask {
  // `tell(answer)` says what was answered.
  constructor(root, playback, tell) {
    this.root = root;
    this.playback = playback;
    this.tell = tell;
    this.element = root.querySelector("[data-ask]");
  }

  update(ask, held) {
    const shape = JSON.stringify([ask, held]);
    if (shape === this.shape) return;
    Object.assign(this, { shape, held, at: null, asked: ask });
    this.element.hidden = !ask;
    this.element.replaceChildren(...(ask ? (held ? this.before(ask) : this.after(ask)) : []));
    this.show();
  }

  before(ask) {
    this.answer = "";
    this.commit = button(say("That is my prediction"), () => this.tell(this.answer));
    this.commit.dataset.commit = "";
    this.commit.disabled = true;
    const shown = button(say("Just show me"), () => this.tell(SHOWN));
    const chosen = (answer) => {
      this.answer = answer;
      this.commit.disabled = !answer;
    };
    const { ways, words } = this.waysTo(ask, chosen);
    this.words = words;
    const acts = document.createElement("div");
    acts.dataset.acts = "";
    acts.append(this.commit, shown);
    return [...this.question(ask), ways, acts];
  }

  waysTo(ask, chosen) {
    if (ask.choices) return { ways: choices(ask.question, ask.choices, chosen) };
    if (ask.stops) return { ways: numbers(ask.question, ask.stops, ask.unit, chosen) };
    const words = paragraph(say("Click on the map, or move the ring there with the arrow keys."));
    words.setAttribute("role", "status");
    return { ways: words, words };
  }

  question({ question, own }) {
    const said = paragraph(question, "question");
    return own ? [paragraph(say("Asked by who made this link:"), "byline"), said] : [said];
  }

  // A place on the map was pointed to; whether that is what is asked for.
  point(at) {
    if (!this.held || !this.words) return false;
    this.at = at;
    this.answer = at.join("_");
    this.commit.disabled = false;
    this.words.textContent = say("Your prediction: {place}", { place: placeWords(at) });
    return true;
  }

  after(ask) {
    const parts = this.question(ask);
    if (ask.said) parts.push(paragraph(say("Your prediction: {place}", { place: ask.said })));
    this.watch = document.createElement("div");
    this.watch.dataset.acts = "";
    const skip = button(say("To its end"), () => this.playback.go(Infinity));
    this.watch.append(paragraph(say("Watch the race.")), skip);
    this.reply = paragraph("", "reply");
    this.reply.setAttribute("role", "status");
    return [...parts, this.watch, this.reply];
  }

  // What is said to the answer waits for the end of the race, and stays then.
  show() {
    const { asked, held, playback } = this;
    if (asked && !held && (playback.steps === 0 || playback.step >= playback.steps)) this.over = this.shape;
    const undecided = Boolean(asked) && this.over !== this.shape;
    if (undecided === this.undecided && this.shape === this.drawn) return;
    Object.assign(this, { undecided, drawn: this.shape });
    this.root.toggleAttribute("data-undecided", undecided);
    if (!asked || held) return;
    this.watch.hidden = !undecided;
    if (!undecided && asked.verdict) this.say(asked.verdict);
  }

  say({ right, words }) {
    const mark = { true: "✓ ", false: "✗ " }[String(right)] ?? "";
    const told = right === null ? "" : right ? say("As you predicted.") : say("Not as you predicted.");
    this.reply.dataset.right = String(right);
    this.reply.textContent = `${mark}${told} ${words}`.trim();
  }
}
