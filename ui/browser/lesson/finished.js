// Which lessons were finished in this browser: a list of their names, kept there and nowhere else.

const KEY = "thalweg.finished";
const MOST = 100;

export function finished(storage = localStorage) {
  try {
    const known = JSON.parse(storage.getItem(KEY) ?? "[]");
    return Array.isArray(known) ? known.filter((each) => typeof each === "string" && /^[a-z0-9_]{1,40}$/.test(each)).slice(0, MOST) : [];
  } catch {
    return []; // closed to this page, or something else is kept there
  }
}

export function finish(slug, storage = localStorage) {
  try {
    storage.setItem(KEY, JSON.stringify([...new Set([...finished(storage), slug])].slice(-MOST)));
  } catch {
    // then it is forgotten
  }
}

// A style sheet that shows the ticks of these lessons.
export function ticks(slugs) {
  const shown = slugs.map((slug) => `[data-tick="${slug}"]`).join(", ");
  return shown ? `${shown} { visibility: visible !important; }` : "";
}
