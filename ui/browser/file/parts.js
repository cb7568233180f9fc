// Parts of a file as text, and sizes in words.

const AT_ONCE = 0x8000; // more arguments than that no function takes everywhere
const MEGABYTE = 1e6;

export function toBase64(buffer) {
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  }
  return btoa(text);
}

export function sayMegabytes(bytes) {
  const megabytes = bytes / MEGABYTE;
  return `${megabytes >= 10 ? Math.round(megabytes) : megabytes.toFixed(1)} MB`;
}
