// What is drawn only when somebody comes near it: told once, also where its place comes late.

import { Nearness } from "../../ui/browser/player/nearness.js";
import { equal, test } from "./harness.js";

const frames = (n) => new Promise((done) => (n ? requestAnimationFrame(() => done(frames(n - 1))) : done()));

// How often somebody had come near after a while, before and after the place `stands` on the page.
async function toldOf(stands) {
  let told = 0;
  const nearness = new Nearness(() => told++);
  const place = Object.assign(document.createElement("div"), { className: "st-key-late", textContent: "there" });
  if (stands) document.body.append(place);
  nearness.wait("late");
  await frames(5);
  const before = told;
  document.body.append(place);
  await frames(5);
  place.remove();
  nearness.close();
  return [before, told];
}

test("a place that is there is told of once, and so is one that comes only now", async () => {
  equal(await toldOf(true), [1, 1]);
  equal(await toldOf(false), [0, 1]);
});

test("who waits for nothing any more is told nothing", async () => {
  let told = 0;
  const nearness = new Nearness(() => told++);
  nearness.wait("late");
  nearness.wait(undefined);
  const place = Object.assign(document.createElement("div"), { className: "st-key-late", textContent: "there" });
  document.body.append(place);
  await frames(5);
  place.remove();
  equal(told, 0);
});
