// The bar that plays a race: buttons, the slider of steps, speed, loop and keys.

import { say } from "../shared/words.js";
import { Clock } from "./playback_clock.js";

const OFTEN = 66; // milliseconds between two words of the bar: each has the browser paint it anew
// What stays from one stage to the next: how somebody likes to watch.
const liked = { speed: 1, loop: false };
const places = new Map(); // by page: where its race was when one left it

export class Playback extends Clock {
  // `root` has the bar; `onStep` is called whenever the position changed.
  constructor(root, onStep) {
    super(liked);
    this.root = root;
    this.onStep = onStep;
    this.page = location.pathname;
    this.left = places.get(this.page);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    const one = (selector) => root.querySelector(selector);
    this.scrub = one("[data-scrub]");
    this.count = one("[data-count]");
    this.speed = one("[data-speed]");
    this.loop = one("[data-loop]");
    this.button = one("[data-do=play]");
    this.speed.value = String(liked.speed);
    this.loop.checked = liked.loop;
    this.off = new AbortController();
    const listen = (target, event, act) =>
      target.addEventListener(event, act, { signal: this.off.signal });
    for (const button of root.querySelectorAll("[data-do]")) {
      listen(button, "click", () => this.act(button.dataset.do));
    }
    listen(this.scrub, "input", () => this.go(Number(this.scrub.value)));
    listen(this.speed, "change", () => (liked.speed = Number(this.speed.value)));
    listen(this.loop, "change", () => (liked.loop = this.loop.checked));
    listen(root, "keydown", (event) => this.key(event));
    listen(document, "visibilitychange", () => (this.last = null));
    this.frame = (now) => this.tick(now);
  }

  // Another race. `counts`: what to call each step, where that is not its number.
  update(steps, counts = null) {
    this.fit(Math.max(steps, this.least ?? 0));
    if (this.left) this.resumed = this.resume(this.left);
    this.left = null;
    if (this.held) this.put(0);
    this.counts = counts;
    this.scrub.max = String(Math.max(1, this.steps));
    this.scrub.disabled = this.steps === 0;
    if (this.leader) this.mirror();
    this.tell();
    if (this.follower && !this.follower.closed) this.follower.mirror();
  }

  // Nothing plays, and the bar is asleep.
  hold(held) {
    this.held = Boolean(held);
    if (this.held) this.go(0);
    this.root.querySelector("[data-bar]").inert = this.held;
  }

  // Another bar leads, and this one is where that is.
  follow(leader) {
    this.leader = leader;
    leader.follower = this;
    this.mirror();
  }

  mirror() {
    Object.assign(this, { position: Math.min(this.leader.position, this.steps), playing: this.leader.playing });
    this.atEnd = this.position >= this.steps;
    this.tell();
    this.onStep();
  }

  act(what) {
    if (this.leader) return this.leader.act(what);
    const acts = {
      restart: () => this.go(0, this.playing),
      back: () => this.go(this.before(1)),
      play: () => (this.playing ? this.pause() : this.play()),
      forward: () => this.go(this.step + 1),
    };
    acts[what]?.();
  }

  go(step, on = false) {
    if (this.leader) return this.leader.go(step, on);
    if (!on) this.pause();
    this.put(step);
    this.changed();
  }

  play() {
    if (this.steps === 0 || this.held) return;
    this.begin();
    this.changed();
    this.next();
  }

  // One picture at a time, however often it was begun.
  next() {
    cancelAnimationFrame(this.asked);
    this.asked = requestAnimationFrame(this.frame);
  }

  pause() {
    if (!this.playing) return;
    this.stop();
    this.changed();
  }

  tick(now) {
    if (!this.playing || this.closed) return;
    this.next();
    if (this.advance(now, this.calm.matches)) this.changed();
  }

  changed() {
    this.atEnd = this.position >= this.steps;
    this.tell();
    this.onStep();
    if (this.follower && !this.follower.closed) this.follower.mirror();
  }

  // The bar says where we are. While the race plays, it says so now and then; where it stops, always.
  tell() {
    const now = performance.now();
    if (this.playing && this.shown && now - this.told < OFTEN) return;
    this.told = now;
    const [at, all] = [this.step, this.steps].map((step) => this.counts?.[step] ?? step);
    const words = say("step {at} / {all}", { at, all });
    if (this.count.textContent !== words) {
      this.count.textContent = words;
      this.scrub.value = String(this.step);
      this.scrub.setAttribute("aria-valuetext", say("step {at} of {all}", { at, all }));
      this.root.dataset.step = String(this.step);
    }
    if (this.shown === Boolean(this.playing)) return;
    this.shown = Boolean(this.playing);
    this.button.setAttribute("aria-label", this.playing ? say("Pause") : say("Play"));
    this.button.title = this.playing ? say("Pause (space)") : say("Play (space)");
    this.root.toggleAttribute("data-playing", this.shown);
  }

  key(event) {
    if (this.held || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const own = target === this.root || target === this.scrub;
    // Controls keep their own keys; only the step's slider shares ours.
    if (!own && target.closest("button, select, input, textarea, summary, a, [role=slider]")) {
      if (event.key === " " || !target.closest("[data-bar] button, [data-inspector] button")) return;
    }
    const far = event.shiftKey ? 10 : 1;
    const acts = {
      " ": () => this.act("play"),
      ArrowLeft: () => this.go(this.before(far)),
      ArrowRight: () => this.go(this.step + far),
      Home: () => this.go(0),
      End: () => this.go(this.steps),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  close() {
    this.closed = true;
    places.set(this.page, this.place);
    this.playing = false;
    this.off.abort();
  }
}
