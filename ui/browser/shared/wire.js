// Takes messages of the server apart: a header in JSON, then named parts of plain numbers.
// The format is described in wire.md, beside this file.

const TEXT = new TextDecoder();

const KINDS = { u1: plain(Uint8Array), f4: plain(Float32Array), d4: unwoven4, d8: unwoven8 };

// -> { ...header, parts: { name: Float32Array, Float64Array or Uint8Array } }
export function unpack(bytes) {
  // Numbers must lie at multiples of four, which the message they came in does not promise.
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset: at } = whole;
  const length = new DataView(buffer, at, 4).getUint32(0, true);
  const header = JSON.parse(TEXT.decode(new Uint8Array(buffer, at + 4, length)));
  const first = at + 4 * Math.ceil((4 + length) / 4);
  const parts = {};
  for (const [name, [offset, size, kind]] of Object.entries(header.parts)) {
    parts[name] = KINDS[kind](buffer, first + offset, size);
  }
  return { ...header, parts };
}

function plain(Kind) {
  return (buffer, at, size) => new Kind(buffer, at, size / Kind.BYTES_PER_ELEMENT);
}

// Woven numbers: differences of their bits, byte by byte.
function unwoven4(buffer, at, size) {
  const bytes = new Uint8Array(buffer, at, size);
  const words = new Uint32Array(size / 4);
  for (let k = 0, bits = 0; k < words.length; k++) {
    bits = (bits + word(bytes, words.length, k, 0)) >>> 0;
    words[k] = bits;
  }
  return new Float32Array(words.buffer);
}

function unwoven8(buffer, at, size) {
  const bytes = new Uint8Array(buffer, at, size);
  const words = new Uint32Array(size / 4);
  const count = size / 8;
  for (let k = 0, low = 0, high = 0; k < count; k++) {
    low += word(bytes, count, k, 0);
    high = (high + word(bytes, count, k, 4) + (low > 0xffffffff)) >>> 0;
    low >>>= 0;
    words[2 * k] = low;
    words[2 * k + 1] = high;
  }
  return new Float64Array(words.buffer);
}

// Four bytes of number k, each `count` apart, from byte `first` of the number on.
function word(bytes, count, k, first) {
  let bits = 0;
  for (let byte = 3; byte >= 0; byte--) bits = bits * 256 + bytes[(first + byte) * count + k];
  return bits;
}
