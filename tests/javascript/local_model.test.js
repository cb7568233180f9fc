// The model a method makes of the loss about a point: against NumPy's solution.

import { localModel } from "../../ui/browser/player/plot/local_model.js";
import { equal, given, near, ok, test } from "./harness.js";

function partsOf({ gradient, hessian }, sign = 1) {
  const [[hxx, hxy], [, hyy]] = hessian;
  return { grad_x: [NaN, gradient[0]], grad_y: [NaN, gradient[1]], hxx: [NaN, sign * hxx], hxy: [NaN, sign * hxy],
    hyy: [NaN, sign * hyy] };
}

test("the flat point is where NumPy has it", async () => {
  const made = await given("model");
  near(localModel(made.at, partsOf(made), 1).flat, made.flat, 1e-12);
});

test("on its line the model is as high as at the point", async () => {
  const made = await given("model");
  const [[a, b], [, c]] = made.hessian;
  const { line } = localModel(made.at, partsOf(made), 1);
  equal(line.length, 97);
  near(line[0], line[96]);
  for (const [x, y] of line) {
    const [u, v] = [x - made.at[0], y - made.at[1]];
    near(made.gradient[0] * u + made.gradient[1] * v + (a * u * u + 2 * b * u * v + c * v * v) / 2, 0, 1e-9);
  }
});

test("a dome and a saddle have a flat point and no line", async () => {
  const made = await given("model");
  equal(localModel(made.at, partsOf(made, -1), 1).line, null);
  const saddle = { ...partsOf(made), hyy: [NaN, -2] };
  ok(localModel(made.at, saddle, 1).flat.every(Number.isFinite));
  equal(localModel(made.at, saddle, 1).line, null);
});

test("without curvature or without a model there is nothing", async () => {
  const made = await given("model");
  equal(localModel(made.at, { ...partsOf(made), hxx: [0, 0], hxy: [0, 0] }, 1), null);
  equal(localModel(made.at, {}, 1), null);
  equal(localModel(made.at, partsOf(made), 0), null);
});
