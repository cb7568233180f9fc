// The size of type in the lecture view: the largest that fits, and never too small to be read.

import { largest } from "../../ui/browser/lesson/lecture_fit.js";
import { equal, near, test } from "./harness.js";

test("where there is room, type has its usual size", () => {
  equal(largest(() => true, 0.73), 1);
});

test("where nothing fits, it is as small as it may be", () => {
  near(largest(() => false, 0.73), 0.73);
});

test("else it is the largest of its sizes that fits, found by few tries", () => {
  const tried = [];
  const size = largest((each) => tried.push(each) && each <= 0.9, 0.7, 15);
  near(size, 0.9);
  equal(tried.length <= 5, true);
});
