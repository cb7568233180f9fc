// What a lesson's file makes of an answer: the same as the lesson's page.

import { kept, predicted, shareOf, verdict } from "../../ui/browser/lesson_file/answers.js";
import { equal, given, near, ok, test } from "./harness.js";

test("to every answer a file says and draws what the page does", async () => {
  const cases = await given("answers_told");
  for (const { ask, answer, right, feedback, feedbacks, chart, drawn } of cases) {
    const told = verdict(ask, answer);
    equal([answer, told?.right ?? null, told ? feedbacks[told.at] : null], [answer, right, feedback]);
    if (ask.kind !== "point") equal(predicted({ chart }, ask, answer, "your prediction").chart, drawn);
  }
  ok(cases.length > 50, `${cases.length} answers`);
});

test("a file keeps the answers that a page keeps", async () => {
  for (const { ask, answer, kept: said } of await given("answers_told")) {
    const [mine, page] = [kept(ask, answer), said].map((text) => (ask.kind === "estimate" ? Number(text) : text));
    if (answer) equal(mine, page);
  }
  const choose = { kind: "choose", right: [false, true] };
  equal(["c", "ab", "<b>", ""].map((text) => kept(choose, text)), ["", "", "", ""]);
});

test("a place that was pointed to stands on the map", () => {
  const { map } = predicted({ map: { x: 1 } }, { kind: "point" }, "0.5_-1", "mine");
  equal(map, { x: 1, guess: { x: 0.5, y: -1, words: ["mine"] } });
});

test("numbers lie on their line by shares, within its ends", () => {
  near([shareOf(10, [1, 100, true]), shareOf(10, [0, 100, false]), shareOf(500, [1, 100, true])], [0.5, 0.1, 1]);
});
