// What is said to an answer waits until the race is over: the race decides, the words explain. The page has
// all of it; style sheets hide it while `html[data-racing]`.

import { say } from "../shared/words.js";
import { goOnFrom } from "./focus.js";

const REPLY = ".st-key-lesson-reply";
const LOOK = 150; // milliseconds between two looks at the stage
const LONGEST = 20000; // milliseconds that anything is kept back
const SETTLE = 700; // milliseconds in which a race that stands still may yet begin

export class Suspense {
  // `root` has the words for the time of the race, and the place for what is read out.
  constructor(root) {
    this.watch = root.querySelector("[data-watch]");
    this.told = root.querySelector("[data-told]");
    this.watch.firstElementChild.textContent = say("Watch the race.");
    this.skip = root.querySelector("[data-skip]");
    this.skip.textContent = say("To its end");
    this.skip.addEventListener("click", () => stage()?.playback.go(Infinity));
  }

  // `at`: the step that is seen; `answered`: whether it has its answer; `held`: whether its race waits for that.
  update(at, held, answered) {
    const came = this.at === at && answered && !this.answered;
    const waited = this.held;
    Object.assign(this, { at, held, answered });
    if (came && waited && stage() && !matchMedia("(prefers-reduced-motion: reduce)").matches) this.begin();
    else if (came) this.tell();
    else if (held) this.over();
  }

  begin() {
    this.began = performance.now();
    document.documentElement.toggleAttribute("data-racing", true);
    this.watch.hidden = false;
    stage().root.scrollIntoView({ block: "nearest", behavior: "smooth" }); // on a phone it is elsewhere
    clearInterval(this.looking);
    this.looking = setInterval(() => this.look(), LOOK);
  }

  look() {
    const waited = performance.now() - this.began;
    if (waited > LONGEST || (waited > SETTLE && this.stands())) {
      this.over();
      goOnFrom(this.skip);
      this.tell();
      document.querySelector(REPLY)?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    }
  }

  // Whether the race came to its end, or was stopped.
  stands() {
    const { playback, data } = stage() ?? {};
    return !playback || (!data?.lesson?.held && !playback.playing && !playback.held);
  }

  over() {
    clearInterval(this.looking);
    this.watch.hidden = true;
    document.documentElement.toggleAttribute("data-racing", false);
  }

  // To who listens.
  tell() {
    setTimeout(() => (this.told.textContent = document.querySelector(REPLY)?.innerText ?? ""), LOOK);
  }
}

function stage() {
  return document.querySelector("[data-stage]")?.player;
}
