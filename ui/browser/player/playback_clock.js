// The clock of a race: at which step it is, also between two, and how it goes on.

const SECONDS = 10; // a whole race at speed 1
const SLOWEST = 2; // steps a second at speed 1, at least
const LONGEST = 0.25; // seconds that count between two pictures
const JUMPS = 4; // pictures a second for people who asked for less motion

export class Clock {
  // `liked` has `speed` and `loop`.
  constructor(liked) {
    this.liked = liked;
    this.steps = 0;
    this.position = 0; // in steps; between two while the race plays
    this.atEnd = true; // the picture at first: all paths in full
    this.playing = false;
    this.last = null; // when it went on
  }

  get step() {
    return Math.floor(this.position);
  }

  // Another race: the step stays where it was, or at the end where it was there.
  fit(steps) {
    this.steps = steps;
    this.position = this.atEnd && !this.playing ? steps : Math.min(this.position, steps);
  }

  // Where it is, for a clock that comes after it; that one goes on there if its race is as long.
  get place() {
    return { steps: this.steps, position: this.step };
  }

  // -> whether it is
  resume({ steps, position }) {
    if (steps !== this.steps) return false;
    this.put(position);
    this.atEnd = position >= steps;
    return true;
  }

  put(step) {
    this.position = Math.max(0, Math.min(this.steps, step));
  }

  // The step `count` before this one; between two steps the first of these is where this one begins.
  before(count) {
    return this.step - (this.position > this.step ? count - 1 : count);
  }

  // From the start where it was at the end.
  begin() {
    if (this.position >= this.steps) this.position = 0;
    this.playing = true;
    this.last = null;
  }

  stop() {
    this.playing = false;
    this.position = this.step;
  }

  // A picture is due at `now`, in milliseconds; with `calm`, by jumps from step to step. -> whether
  // there is something new to show
  advance(now, calm) {
    const rate = Math.max(SLOWEST, this.steps / SECONDS) * this.liked.speed;
    const seconds = this.last === null ? 0 : (now - this.last) / 1000;
    if (calm) {
      if (this.last !== null && seconds < 1 / JUMPS) return false;
      if (this.last !== null) this.position = this.step + Math.max(1, Math.round(rate / JUMPS));
    } else this.position += rate * Math.min(seconds, LONGEST);
    this.last = now;
    if (this.position >= this.steps) this.end();
    return true;
  }

  end() {
    if (this.liked.loop) this.position = 0;
    else {
      this.position = this.steps;
      this.playing = false;
    }
  }
}
