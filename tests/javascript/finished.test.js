// Finished lessons: a short list in the browser, whatever else is kept there.

import { finish, finished, ticks } from "../../ui/browser/lesson/finished.js";
import { equal, test } from "./harness.js";

const KEY = "thalweg.finished";

function storage(text = null) {
  const kept = { [KEY]: text };
  return { getItem: (key) => kept[key], setItem: (key, value) => (kept[key] = value) };
}

test("a lesson is kept once, in the order of finishing", () => {
  const kept = storage();
  for (const slug of ["steepest", "convex", "steepest"]) finish(slug, kept);
  equal(finished(kept), ["steepest", "convex"]);
});

test("whatever is kept there, no markup comes of it", () => {
  for (const text of ["{}", "[1, 2", '"steepest"', "null"]) equal(finished(storage(text)), []);
  equal(finished(storage('["a\\"] * { color: red }", "convex", 7]')), ["convex"]);
});

test("a storage that is closed to the page is as an empty one", () => {
  const closed = { getItem: () => { throw new Error("closed"); }, setItem: () => { throw new Error("closed"); } };
  finish("convex", closed);
  equal(finished(closed), []);
});

test("ticks are shown of what was finished and of nothing else", () => {
  equal(ticks([]), "");
  equal(ticks(["convex"]), '[data-tick="convex"] { visibility: visible !important; }');
});
