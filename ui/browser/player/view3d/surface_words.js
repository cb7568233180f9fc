// What is said at a pixel of the 3-D view: of a mark, else of the ground.

import { say } from "../../shared/words.js";
import { number, numberOr } from "../../shared/written.js";
import { apart } from "../../shared/pointer.js";

const NEAR = 10; // pixels from a mark

// `words`: lines, the first of them bold where there is one; null beside the ground.
export function wordsAt(surface, px, py) {
  const { view, ground, marked = [] } = surface;
  const found = marked.find(({ x, y, z }) => apart(view.point(x, y, z), [px, py]) < NEAR);
  if (found) return { words: found.words };
  const at = surface.pick(px, py);
  if (!at) return { words: null };
  const [x, y] = at.map((value) => number(value));
  const loss = numberOr(say("not defined"), ground.loss(...at));
  return { words: [null, `x ${x}, y ${y}`, say("loss {loss}", { loss })] };
}
