// Messages of the server, taken apart: against bytes that Python packed.

import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, near, ok, test } from "./harness.js";

const bits = (part) => Array.from(new Uint32Array(part.slice().buffer));

test("every kind of part comes back bit for bit", async () => {
  const want = await given("bits");
  const { parts } = unpack(await given("message"));
  equal(bits(parts.plain), want.single);
  equal(bits(parts.single), want.single);
  equal(bits(parts.double), want.double);
  equal(new TextDecoder().decode(parts.bytes), "abcde");
});

test("numbers are typed arrays of their own kind", async () => {
  const { parts } = unpack(await given("message"));
  ok(parts.plain instanceof Float32Array && parts.single instanceof Float32Array);
  ok(parts.double instanceof Float64Array && parts.bytes instanceof Uint8Array);
  equal([parts.none.length, parts.nothing.length], [0, 0]);
});

test("the header keeps its words", async () => {
  const { words, list } = unpack(await given("message"));
  equal(words, (await given("bits")).words);
  equal(list, [1, null, { a: true }]);
});

test("a message may begin anywhere in what it came in", async () => {
  const bytes = await given("message");
  const want = (await given("bits")).double;
  for (const before of [1, 2, 3, 4, 7]) {
    const moved = new Uint8Array(bytes.length + before);
    moved.set(bytes, before);
    equal(bits(unpack(moved.subarray(before)).parts.double), want);
  }
});

test("woven differences wrap around and carry", () => {
  const first = new Uint32Array([0xffffffff, 0x3fefffff, 0x00000002, 0x00000001]); // two doubles' differences
  const raw = new Uint8Array(first.buffer);
  const woven = Uint8Array.from({ length: 16 }, (_, k) => raw[8 * (k % 2) + Math.floor(k / 2)]);
  const { parts } = unpack(packed({ n: [woven, "d8"] }));
  equal(bits(parts.n), [0xffffffff, 0x3fefffff, 0x00000001, 0x3ff00001]);
});

test("one part does not read into the next", () => {
  const { parts } = unpack(packed({ a: [Uint8Array.of(1, 2, 3), "u1"], b: [new Uint8Array([0, 0, 128, 63]), "f4"] }));
  equal(Array.from(parts.a), [1, 2, 3]);
  near(parts.b, [1]);
});

// A message as wire.md describes it.
function packed(parts) {
  const index = {};
  const chunks = [];
  let offset = 0;
  for (const [name, [bytes, kind]] of Object.entries(parts)) {
    index[name] = [offset, bytes.length, kind];
    chunks.push([offset, bytes]);
    offset += 4 * Math.ceil(bytes.length / 4);
  }
  const header = new TextEncoder().encode(JSON.stringify({ parts: index }));
  const first = 4 * Math.ceil((4 + header.length) / 4);
  const whole = new Uint8Array(first + offset);
  new DataView(whole.buffer).setUint32(0, header.length, true);
  whole.set(header, 4);
  for (const [at, bytes] of chunks) whole.set(bytes, first + at);
  return whole;
}
