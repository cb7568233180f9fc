// Parts of a file as text, and sizes in words.

import { sayMegabytes, toBase64 } from "../../ui/browser/file/parts.js";
import { equal, test } from "./harness.js";

test("bytes as text are what everybody takes them for", () => {
  equal(toBase64(new Uint8Array([]).buffer), "");
  equal(toBase64(new Uint8Array([255, 0, 128, 7]).buffer), "/wCABw==");
  const many = Uint8Array.from({ length: 100_001 }, (_, k) => (k * 31) % 256);
  equal([...atob(toBase64(many.buffer))].map((letter) => letter.charCodeAt(0)), [...many]);
});

test("sizes have a digit where it says something", () => {
  equal([0, 1_234_567, 19_999_999].map(sayMegabytes), ["0.0 MB", "1.2 MB", "20 MB"]);
});
