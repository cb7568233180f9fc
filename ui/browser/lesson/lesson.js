// The companion of a lesson's page: cards of technical words, the words that wait for the end of a race, where
// the keyboard goes on, the ticks of finished lessons, and keys and type of the lecture view. See ../shared/wire.md, “lesson”.

import { unpack } from "../shared/wire.js";
import { Cards } from "./cards.js";
import { finish, finished, ticks } from "./finished.js";
import { goOn } from "./focus.js";
import { LectureFit } from "./lecture_fit.js";
import { LectureKeys } from "./lecture_keys.js";
import { Suspense } from "./suspense.js";

const companions = new WeakMap();

export function show({ parentElement: parent, data }) {
  let companion = companions.get(parent);
  if (!companion) companions.set(parent, (companion = new Companion(parent)));
  companion.update(unpack(data));
  return () => {
    companion.close();
    companions.delete(parent);
  };
}

class Companion {
  constructor(parent) {
    const root = parent.querySelector("[data-companion]");
    this.cards = new Cards(root.querySelector("[data-term]"));
    this.suspense = new Suspense(root);
    this.keys = new LectureKeys();
    this.fit = new LectureFit();
    this.sheet = root.appendChild(document.createElement("style"));
  }

  update({ terms, at, held, answered, finished: slug, lecture }) {
    this.cards.know(terms);
    const { at: before, answered: had } = this.suspense;
    this.suspense.update(at, held, answered);
    requestAnimationFrame(() => goOn(at, before, had !== answered, this.suspense.skip));
    if (slug) finish(slug);
    this.sheet.textContent = ticks(finished());
    this.keys.update(lecture);
    this.fit.update(lecture);
  }

  close() {
    this.cards.end();
    this.suspense.over();
    this.keys.close();
    this.fit.close();
  }
}
