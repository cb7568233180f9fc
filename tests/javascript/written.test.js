// Numbers for people: in the browser as on the server.

import { number, numberOr, powerOfTen } from "../../ui/browser/shared/written.js";
import { equal, given, ok, test } from "./harness.js";

test("every number is written as Python writes it", async () => {
  const table = await given("written");
  for (const [text, digits, words] of table) {
    const value = text === "nan" ? NaN : Number(text.replace("inf", "Infinity"));
    equal([text, digits, number(value, digits)], [text, digits, words]);
  }
  ok(table.length > 3000, `${table.length} numbers`);
});

test("what is no number is a dash, unless there is more to say", () => {
  equal([null, undefined, NaN].map((value) => number(value)), ["–", "–", "–"]);
  equal([numberOr("not defined", NaN), numberOr("not defined", -1.5)], ["not defined", "−1.5"]);
  equal([powerOfTen(-12), powerOfTen(3)], ["10⁻¹²", "10³"]);
});
