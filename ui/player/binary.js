// Takes apart what viz/wire.py `blob` packed: a header in JSON, then named parts of plain numbers.

const TEXT = new TextDecoder();

// -> { ...header, parts: { name: Float32Array or Uint8Array } }
export function unpack(bytes) {
  // Numbers must lie at multiples of four, which the message they came in does not promise.
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset: at } = whole;
  const length = new DataView(buffer, at, 4).getUint32(0, true);
  const header = JSON.parse(TEXT.decode(new Uint8Array(buffer, at + 4, length)));
  const first = at + 4 * Math.ceil((4 + length) / 4);
  const parts = {};
  for (const [name, [offset, size, kind]] of Object.entries(header.parts)) {
    parts[name] =
      kind === "f4"
        ? new Float32Array(buffer, first + offset, size / 4)
        : new Uint8Array(buffer, first + offset, size);
  }
  return { ...header, parts };
}
