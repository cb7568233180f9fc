// Arithmetic of a pointer, and where a dragged or nudged start goes.

import { beside, inBox, nudged, placeWords, rounded } from "../../ui/browser/player/plot/start_place.js";
import { apart, labelPlace } from "../../ui/browser/shared/pointer.js";
import { equal, near, test } from "./harness.js";

test("a distance is the same both ways", () => {
  near([apart([1, 2], [4, 6]), apart([4, 6], [1, 2]), apart([3, 3], [3, 3])], [5, 5, 0]);
});

test("a label stands right of the pointer and above", () => {
  equal(labelPlace([100, 200], [50, 20], 500), [114, 170]);
});

test("a label stays inside on the right and on the left", () => {
  equal(labelPlace([480, 200], [50, 20], 500)[0], 450);
  equal(labelPlace([10, 200], [600, 20], 500)[0], 0);
});

test("a label without room above stands below", () => {
  equal(labelPlace([100, 30], [50, 20], 500)[1], 0);
  equal(labelPlace([100, 29], [50, 20], 500)[1], 45);
});

test("a start is rounded to a thousandth of what is seen", () => {
  equal(rounded([1.23456, -0.98765], [4, -200]), [1.235, -1]);
  equal(rounded([1.23456, 2], [1e-20, 1e9]), [1.23456, 2]);
});

test("arrow keys move by a hundredth of what is seen, with Shift by a tenth", () => {
  near(nudged([1, 2], [10, 20], "ArrowRight", false), [1.1, 2]);
  near(nudged([1, 2], [10, 20], "ArrowLeft", true), [0, 2]);
  near(nudged([1, 2], [10, 20], "ArrowUp", true), [1, 4]);
  near(nudged([1, 2], [10, 20], "ArrowDown", false), [1, 1.8]);
  equal(nudged([1, 2], [10, 20], "Enter", false), null);
});

test("a dragged start stays in the frame", () => {
  const box = { left: 50, top: 10, width: 400, height: 300 };
  equal(inBox(box, 100, 100), [100, 100]);
  equal(inBox(box, 0, 900), [50, 310]);
  equal(inBox(box, 451, -5), [450, 10]);
});

test("a guess begins beside the start that it would hide, towards the middle", () => {
  near(beside([0.25, 4.2], [{ lo: -5, hi: 5 }]), [-1.25, 4.2]);
  near(beside([-4, 4.2], [{ lo: -5, hi: 5 }]), [-2.5, 4.2]);
});

test("a start in words", () => {
  equal(placeWords([1.2345678, -0.5]), "x 1.2346, y −0.5");
});
