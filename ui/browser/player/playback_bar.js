// The clock of the race and its bar: buttons, the slider of steps, speed, loop and keys.

const SECONDS = 10; // a whole race at speed 1
const SLOWEST = 2; // steps a second at speed 1, at least
const OFTEN = 66; // milliseconds between two words of the bar: each has the browser paint it anew
const JUMPS = 4; // pictures a second for people who asked for less motion
// What stays from one stage to the next: how somebody likes to watch.
const liked = { speed: 1, loop: false };

export class Playback {
  // `root` has the bar; `onStep` is called whenever the position changed.
  constructor(root, onStep) {
    this.root = root;
    this.onStep = onStep;
    this.steps = 0;
    this.position = 0; // in steps; between two while the race plays
    this.atEnd = true; // the picture at first: all paths in full
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

  get step() {
    return Math.floor(this.position);
  }

  // New data: the step stays where it was, or at the end where it was there.
  // `counts`: what to call each step, where that is not its number.
  update(steps, counts = null) {
    this.steps = steps;
    this.counts = counts;
    this.scrub.max = String(Math.max(1, steps));
    this.scrub.disabled = steps === 0;
    this.position = this.atEnd && !this.playing ? steps : Math.min(this.position, steps);
    this.tell();
  }

  act(what) {
    const acts = {
      restart: () => this.go(0, this.playing),
      back: () => this.go(this.step - (this.position > this.step ? 0 : 1)),
      play: () => (this.playing ? this.pause() : this.play()),
      forward: () => this.go(this.step + 1),
    };
    acts[what]?.();
  }

  go(step, on = false) {
    if (!on) this.pause();
    this.position = Math.max(0, Math.min(this.steps, step));
    this.changed();
  }

  play() {
    if (this.steps === 0) return;
    if (this.position >= this.steps) this.position = 0;
    this.playing = true;
    this.last = null;
    this.changed();
    requestAnimationFrame(this.frame);
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.position = this.step;
    this.changed();
  }

  tick(now) {
    if (!this.playing || this.closed) return;
    requestAnimationFrame(this.frame);
    const rate = Math.max(SLOWEST, this.steps / SECONDS) * liked.speed;
    const seconds = this.last === null ? 0 : (now - this.last) / 1000;
    if (this.calm.matches) {
      if (this.last !== null && seconds < 1 / JUMPS) return;
      if (this.last !== null) this.position = this.step + Math.max(1, Math.round(rate / JUMPS));
    } else this.position += rate * Math.min(seconds, 0.25);
    this.last = now;
    if (this.position >= this.steps) this.end();
    this.changed();
  }

  end() {
    if (liked.loop) this.position = 0;
    else {
      this.position = this.steps;
      this.playing = false;
    }
  }

  changed() {
    this.atEnd = this.position >= this.steps;
    this.tell();
    this.onStep();
  }

  // The bar says where we are. While the race plays, it says so now and then; where it stops, always.
  tell() {
    const now = performance.now();
    if (this.playing && this.shown && now - this.told < OFTEN) return;
    this.told = now;
    const [at, all] = [this.step, this.steps].map((step) => this.counts?.[step] ?? step);
    const words = `step ${at} / ${all}`;
    if (this.count.textContent !== words) {
      this.count.textContent = words;
      this.scrub.value = String(this.step);
      this.scrub.setAttribute("aria-valuetext", `step ${at} of ${all}`);
      this.root.dataset.step = String(this.step);
    }
    if (this.shown === Boolean(this.playing)) return;
    this.shown = Boolean(this.playing);
    this.button.setAttribute("aria-label", this.playing ? "Pause" : "Play");
    this.button.title = this.playing ? "Pause (space)" : "Play (space)";
    this.root.toggleAttribute("data-playing", this.shown);
  }

  key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const own = target === this.root || target === this.scrub;
    // Controls keep their own keys; only the step's slider shares ours.
    if (!own && target.closest("button, select, input, textarea, summary, a, [role=slider]")) {
      if (event.key === " " || !target.closest("[data-bar] button, [data-inspector] button")) return;
    }
    const far = event.shiftKey ? 10 : 1;
    const acts = {
      " ": () => this.act("play"),
      ArrowLeft: () => this.go(this.step - (this.position > this.step ? far - 1 : far)),
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
    this.playing = false;
    this.off.abort();
  }
}
