// Coarse pictures while something moves.

import { Motion } from "../../ui/browser/shared/motion.js";
import { openGL } from "../../ui/browser/shared/gl.js";
import { equal, ok, test } from "./harness.js";

const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

test("what moves is told once, when all rests", async () => {
  const told = [];
  const motion = new Motion((moved) => told.push(moved));
  motion.move("mesh");
  await later(60);
  motion.move("view");
  equal([motion.rough, told], [true, []]);
  await later(260);
  equal([motion.rough, told], [false, [["mesh", "view"]]]);
});

test("where a fine picture takes no time, none is coarse", () => {
  const motion = new Motion(() => {});
  motion.cost = 5;
  motion.move("view");
  equal(motion.rough, false);
  motion.cost = 50;
  equal(motion.rough, true);
  motion.close();
});

test("what a fine picture costs is found out, also from a coarse one", async () => {
  const gl = openGL(document.createElement("canvas"));
  const [fine, coarse] = [new Motion(() => {}), new Motion(() => {})];
  fine.measure(gl);
  coarse.measure(gl, 0.01);
  for (let tries = 0; !(fine.cost && coarse.cost) && tries < 200; tries++) await later(10);
  ok(fine.cost > 0 && coarse.cost > 100 * fine.cost, `${fine.cost}, ${coarse.cost}`);
});
