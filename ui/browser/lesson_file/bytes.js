// The messages that a lesson's file holds for its stage. Each is there once in English; in another language
// only its beginning is another one, and the rest is as in English.

const TEXT = [new TextDecoder(), new TextEncoder()];

export class LessonBytes {
  // `parts` of the lesson's message, by name: “stage 1”, “stage 1 ko”, “ground …”.
  constructor(parts, language) {
    Object.assign(this, { parts, language });
  }

  whole(name) {
    const first = this.parts[name];
    const own = this.parts[`${name} ${this.language}`];
    if (!own) return first;
    const same = new DataView(own.buffer, own.byteOffset, 4).getUint32(0, true);
    return joined(own.subarray(4), first.subarray(first.length - same));
  }

  // The same with another header: `change` makes it of the one that is there.
  changed(name, change) {
    const bytes = this.whole(name).slice();
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const header = JSON.parse(TEXT[0].decode(bytes.subarray(4, 4 + length)));
    const written = TEXT[1].encode(JSON.stringify(change(header)));
    const begins = new Uint8Array(4 * Math.ceil((4 + written.length) / 4));
    new DataView(begins.buffer).setUint32(0, written.length, true);
    begins.set(written, 4);
    return joined(begins, bytes.subarray(4 * Math.ceil((4 + length) / 4)));
  }
}

function joined(one, other) {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
