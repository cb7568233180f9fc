// Where the keyboard goes on in a lesson.

import { goOn } from "../../ui/browser/lesson/focus.js";
import { equal, test } from "./harness.js";

// The text of a step and a button that has the focus.
function page() {
  const text = document.body.appendChild(document.createElement("div"));
  text.className = "st-key-lesson-text";
  const heading = text.appendChild(document.createElement("h2"));
  const [button, other] = [1, 2].map(() => document.body.appendChild(document.createElement("button")));
  button.focus();
  const end = () => [text, button, other].forEach((each) => each.remove());
  return { heading, button, other, end };
}

const later = (time) => new Promise((done) => setTimeout(done, time));

test("a button that goes only after the next step came leaves the focus to its heading", async () => {
  const { heading, button, end } = page();
  goOn(2, 1, false);
  await later(80);
  equal(document.activeElement === button, true);
  goOn(2, 2, false); // the page sends the same step again
  button.remove();
  await later(160);
  equal(document.activeElement === heading, true);
  end();
});

test("who went on to something else is left there", async () => {
  const { button, other, end } = page();
  goOn(2, 1, false);
  other.focus();
  button.remove();
  await later(160);
  equal(document.activeElement === other, true);
  end();
});

test("where nothing came or went the focus stays lost", async () => {
  const { button, end } = page();
  button.remove();
  goOn(1, 1, false);
  await later(120);
  equal(document.activeElement === document.body, true);
  end();
});
