// Which card of the gallery an arrow key leads to.

import { neighbour } from "../../ui/browser/gallery/neighbours.js";
import { equal, test } from "./harness.js";

// Two groups: three cards and two in rows of two, then three in rows of two.
const rows = [[0, 0], [0, 100], [50, 0], [90, 0], [90, 100], [140, 0]];
const boxes = rows.map(([top, left]) => ({ top, left }));
const walk = (from, ...keys) => keys.reduce((at, key) => neighbour(boxes, at, key), from);

test("left and right go through all cards, from row to row", () => {
  equal(walk(0, "ArrowRight"), 1);
  equal(walk(1, "ArrowRight"), 2);
  equal(walk(3, "ArrowLeft"), 2);
});

test("up and down stay in line, also into another group", () => {
  equal(walk(0, "ArrowDown"), 2);
  equal(walk(2, "ArrowDown"), 3);
  equal(walk(4, "ArrowUp"), 2);
  equal(walk(5, "ArrowUp"), 3);
});

test("where the next row is shorter its nearest card is next", () => {
  equal(walk(1, "ArrowDown"), 2);
  equal(walk(4, "ArrowDown"), 5);
});

test("a longer row is entered in line", () => {
  equal(walk(1, "ArrowDown", "ArrowDown"), 3);
  equal(neighbour([{ top: 0, left: 100 }, { top: 50, left: 0 }, { top: 50, left: 100 }], 0, "ArrowDown"), 2);
});

test("nothing lies beyond the first and the last card", () => {
  equal(walk(0, "ArrowLeft"), null);
  equal(walk(5, "ArrowRight"), null);
  equal(walk(1, "ArrowUp"), null);
  equal(walk(5, "ArrowDown"), null);
});

test("Home and End lead to the first and the last card, other keys nowhere", () => {
  equal(walk(3, "Home"), 0);
  equal(walk(3, "End"), 5);
  equal([walk(3, "Enter"), walk(3, "a"), walk(3, "toString")], [null, null, null]);
});
