// Which card an arrow key leads to: along the row of cards, and from row to row.

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
const SIDES = { ArrowUp: -1, ArrowDown: 1 };

// The place of the card to go to, from the place of one; null where the key leads nowhere. `boxes`
// are the rectangles of all cards, in their order.
export function neighbour(boxes, from, key) {
  if (key === "Home") return 0;
  if (key === "End") return boxes.length - 1;
  if (key in STEPS) return within(boxes, from + STEPS[key]);
  if (key in SIDES) return across(boxes, from, SIDES[key]);
  return null;
}

function within(boxes, place) {
  return place >= 0 && place < boxes.length ? place : null;
}

// In the next row on that side, the card closest to being in line.
function across(boxes, from, side) {
  const { left, top } = boxes[from];
  const beyond = boxes.map((box, k) => k).filter((k) => side * (boxes[k].top - top) > 1);
  if (!beyond.length) return null;
  const row = Math.min(...beyond.map((k) => side * boxes[k].top));
  const off = (k) => Math.abs(boxes[k].left - left);
  const there = beyond.filter((k) => side * boxes[k].top - row < 1);
  return there.reduce((best, k) => (off(k) < off(best) ? k : best));
}
