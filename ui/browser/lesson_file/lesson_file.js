// A lesson in a page of its own: question, prediction, race, and what is said to it. Where one is and what
// one answered stand behind the # of the address, so that a link, or a reload in another language, keeps it.

import { remember } from "../player/grounds.js";
import { show } from "../player/stage.js";
import { unpack } from "../shared/wire.js";
import { say } from "../shared/words.js";
import { Cards } from "../lesson/cards.js";
import { goOn } from "../lesson/focus.js";
import { kept, predicted, verdict } from "./answers.js";
import { ask } from "./ask.js";
import { LessonBytes } from "./bytes.js";
import { foot, head, table, text, way } from "./parts.js";
import { reply } from "./reply.js";
import { Suspense } from "../lesson/suspense.js";

// `data` is what the file holds: the lesson as a message, and the names of languages by their tags.
export async function start({ lesson, tongues }, unzip) {
  const { parts, ...facts } = unpack(await unzip(lesson));
  const { lang } = document.documentElement;
  new OfflineLesson(facts, new LessonBytes(parts, lang), facts.words[lang] ?? facts.words.en, tongues).open();
}

class OfflineLesson {
  constructor(facts, bytes, words, tongues) {
    Object.assign(this, { facts, bytes, words, tongues, stage: document.querySelector("[data-picture]") });
    const companion = document.querySelector("[data-companion]");
    this.cards = new Cards(companion.querySelector("[data-term]"));
    this.suspense = new Suspense(companion);
    this.cards.know(words.terms);
    const asked = new URLSearchParams(location.hash.slice(1));
    const answers = (asked.get("said") ?? "").split("~");
    this.said = facts.steps.map((step, k) => kept(step.ask, answers[k]));
    this.step = Math.min(Math.max(Math.trunc(Number(asked.get("step"))) || 1, 1), this.end);
  }

  get end() {
    return this.facts.steps.length + 1;
  }

  // The step that is seen and its words; undefined at the end.
  get now() {
    return this.facts.steps[this.step - 1];
  }

  get told() {
    return this.words.steps[this.step - 1];
  }

  get answer() {
    return this.said[this.step - 1] ?? "";
  }

  get answered() {
    return !this.now?.ask || Boolean(this.answer);
  }

  // Nothing moves yet: an answer comes first, unless one answers by trying.
  get held() {
    return !this.answered && this.now.ask.kind !== "goal";
  }

  get verdict() {
    return this.now?.ask ? verdict(this.now.ask, this.answer) : null;
  }

  open() {
    document.title = `${this.words.title} – Thalweg`;
    head(this);
    foot(this);
    this.draw();
  }

  go(step) {
    Object.assign(this, { step: Math.min(Math.max(step, 1), this.end), guess: null, shown: null });
    this.draw();
    [...document.querySelectorAll("[data-text] :is(h1, h2)")].at(-1).focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }

  answers(answer) {
    Object.assign(this, { shown: null });
    this.said[this.step - 1] = answer;
    this.draw();
    goOn(this.step, this.step, true, this.suspense.skip);
  }

  // A race beside the step's own: that of a setting that is tried, or one where a wrong answer would be right.
  see(shown) {
    this.shown = shown;
    this.draw();
  }

  draw() {
    this.keep();
    text(this);
    this.race();
    this.suspense.update(`${this.step}`, this.held, this.answered);
    const [asked, replied] = ["[data-asked]", "[data-reply]"].map((name) => document.querySelector(name));
    asked.replaceChildren(...(this.now ? ask(this) : [table(this)]));
    replied.replaceChildren(...(this.now && this.answered ? reply(this) : []));
    way(this);
  }

  // The race of the step as it may be seen by now.
  race() {
    const { now, held, answer } = this;
    const own = held ? now.held : (now?.seen ?? now?.held);
    const race = this.shown ?? own;
    document.querySelector(".st-key-lesson-stage").hidden = !now;
    document.querySelector(".st-key-lesson").toggleAttribute("data-end", !now);
    this.stage.hidden = !race;
    this.none(race);
    if (!race) return;
    remember(this.bytes.whole(`ground ${race.ground}`));
    const change = (header) => {
      const seen = { ...header.moment, seen: [this.facts.slug, this.step, race.stage, answer] };
      const drawn = this.shown ? header : predicted(header, now.ask, answer, say("your prediction"));
      return held ? header : { ...drawn, moment: seen };
    };
    const data = this.bytes.changed(`stage ${race.stage}`, change);
    show({ parentElement: this.stage, data, setTriggerValue: (what, value) => this.hear(what, value) });
  }

  // A picture that is on another page of the app.
  none(race) {
    const place = document.querySelector("[data-none]");
    place.hidden = Boolean(race) || !this.now;
    if (place.hidden) return;
    const { still } = this.told ?? {};
    place.textContent = this.held ? say("The picture comes with your answer.") : `${say("Its picture is in the app:")} `;
    if (this.held) return;
    place.append(Object.assign(document.createElement("a"), { href: this.now.link, textContent: this.now.link }));
    if (still) place.prepend(Object.assign(document.createElement("div"), { className: "still", innerHTML: still }));
  }

  // The stage tells of a place that somebody picked: a prediction, not yet committed.
  hear(what, value) {
    if (what !== "start" || !this.held || this.now.ask.kind !== "point") return;
    this.guess = value.at.map((v) => Number(v.toFixed(4)));
    document.querySelector("[data-asked]").replaceChildren(...ask(this));
  }

  keep() {
    const { lang } = document.documentElement;
    const facts = { step: String(this.step), said: this.said.join("~").replace(/~+$/, ""), lang };
    const words = new URLSearchParams(Object.entries(facts).filter(([, value]) => value));
    try {
      history.replaceState(null, "", `#${words}`);
    } catch {
      // some frames forbid it: then a reload begins anew
    }
  }
}

