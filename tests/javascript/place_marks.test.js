// Marks of places that style sheets ask for: set when something comes, taken away when it goes.

import "../../ui/browser/page/place_marks.js";
import { equal, test } from "./harness.js";

const told = () => new Promise((done) => setTimeout(done)); // observers are told before that

// A place with a player in it, which has a place for its failure; `look` says which marks it has.
function pictures() {
  const place = document.createElement("div");
  place.className = "st-key-pictures";
  place.innerHTML = '<div data-stage><p role="alert"></p></div>';
  document.body.append(place);
  const look = () => ["data-alerted", "data-filled"].map((name) => place.hasAttribute(name));
  return { place, stage: place.firstChild, look };
}

test("a place is filled once the player is ready, and also where it failed", async () => {
  for (const come of [(stage) => (stage.dataset.ready = ""), (stage) => (stage.firstChild.textContent = "It failed.")]) {
    const { place, stage, look } = pictures();
    await told();
    equal(look(), [false, false]);
    come(stage);
    await told();
    equal(look(), [false, true]);
    place.remove();
  }
});

test("an alert marks its place as long as it is there", async () => {
  const { place, look } = pictures();
  const alert = document.createElement("div");
  alert.dataset.testid = "stAlert";
  place.append(alert);
  await told();
  equal(look(), [true, false]);
  alert.remove();
  await told();
  equal(look(), [false, false]);
  place.remove();
});
