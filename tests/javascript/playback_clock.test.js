// The clock of a race: where it is, and how it goes on.

import { Clock } from "../../ui/browser/player/playback_clock.js";
import { equal, near, test } from "./harness.js";

function clock(steps, liked = {}) {
  const made = new Clock({ speed: 1, loop: false, ...liked });
  made.fit(steps);
  return made;
}

test("at first the whole race is shown", () => {
  const made = clock(100);
  equal([made.position, made.step, made.atEnd, made.playing], [100, 100, true, false]);
});

test("another race keeps the step, or the end", () => {
  const made = clock(100);
  made.fit(150);
  equal(made.position, 150);
  made.put(70);
  made.atEnd = false;
  made.fit(200);
  equal(made.position, 70);
  made.fit(50);
  equal(made.position, 50);
});

test("a clock goes on where the one before it was, in a race as long", () => {
  const before = clock(100);
  before.put(30.5);
  const after = clock(100);
  equal(after.resume(before.place), true);
  equal([after.position, after.atEnd], [30, false]);
  const other = clock(80);
  equal(other.resume(before.place), false);
  equal([other.position, other.atEnd], [80, true]);
  before.put(100);
  after.resume(before.place);
  equal([after.position, after.atEnd], [100, true]);
});

test("steps stay inside the race", () => {
  const made = clock(10);
  const after = (step) => (made.put(step), made.position);
  equal([after(-3), after(4), after(11)], [0, 4, 10]);
});

test("one step back from between two steps is where this one begins", () => {
  const made = clock(100);
  made.put(20);
  equal([made.before(1), made.before(10)], [19, 10]);
  made.put(20.5);
  equal([made.before(1), made.before(10)], [20, 11]);
});

test("a race at its end begins anew, else it goes on", () => {
  const made = clock(100);
  made.begin();
  equal([made.position, made.playing], [0, true]);
  made.put(40.5);
  made.stop();
  equal([made.position, made.playing], [40, false]);
  made.begin();
  equal(made.position, 40);
});

test("a whole race takes ten seconds at speed 1", () => {
  const made = clock(1000);
  made.begin();
  for (let now = 0; now <= 5000; now += 20) made.advance(now, false);
  near(made.position, 500, 1e-6);
  const quick = clock(1000, { speed: 2 });
  quick.begin();
  for (let now = 0; now <= 2500; now += 20) quick.advance(now, false);
  near(quick.position, 500, 1e-6);
});

test("a short race takes half a second a step", () => {
  const made = clock(10);
  made.begin();
  for (let now = 100; now <= 1100; now += 20) made.advance(now, false);
  near(made.position, 2, 1e-9);
});

test("a late picture does not jump far", () => {
  const made = clock(1000);
  made.begin();
  made.advance(0, false);
  made.advance(60_000, false);
  near(made.position, 25); // a quarter of a second
});

test("a pause does not count", () => {
  const made = clock(1000);
  made.begin();
  made.advance(0, false);
  made.last = null; // the page was hidden
  made.advance(9000, false);
  equal(made.position, 0);
});

test("at the end the race stops, or comes round again", () => {
  const made = clock(10);
  made.put(9.9);
  made.playing = true;
  made.advance(0, false);
  made.advance(100, false);
  equal([made.position, made.playing], [10, false]);
  const loop = clock(10, { loop: true });
  loop.put(9.9);
  loop.playing = true;
  loop.advance(0, false);
  loop.advance(100, false);
  equal([loop.position, loop.playing], [0, true]);
});

test("with less motion it jumps from step to step, four times a second", () => {
  const made = clock(1000);
  made.begin();
  const shown = [0, 100, 200, 250, 400, 500].map((now) => [made.advance(now, true), made.position]);
  equal(shown, [[true, 0], [false, 0], [false, 0], [true, 25], [false, 25], [true, 50]]);
});

test("with less motion a short race goes step by step", () => {
  const made = clock(8);
  made.begin();
  for (const now of [0, 250, 500]) made.advance(now, true);
  equal(made.position, 2);
});
