// The room of a lecture, as the lecturer's page has it: it opens one, says what is asked, and asks for counts.
// It lasts as long as the tab does, from step to step and when the page is loaded anew.

import { say } from "../shared/words.js";

const KEPT = "thalweg-room";

export class Room {
  constructor({ code, key } = {}) {
    Object.assign(this, { code, key });
  }

  static kept() {
    return new Room(JSON.parse(sessionStorage.getItem(KEPT) ?? "{}"));
  }

  // -> what went wrong, if it did
  async open() {
    const { code, key, says } = await send("POST", "votes", {});
    if (!code) return says ?? say("No room could be opened.");
    Object.assign(this, { code, key });
    sessionStorage.setItem(KEPT, JSON.stringify({ code, key }));
    return "";
  }

  close() {
    this.code = this.key = undefined;
    sessionStorage.removeItem(KEPT);
  }

  // Where phones go.
  get address() {
    return new URL(`vote/${this.code}`, document.baseURI).href;
  }

  get picture() {
    return new URL(`votes/${this.code}/qr.svg`, document.baseURI).href;
  }

  // `asked`: the lesson, the step, and whether its answer is shown.
  ask(asked) {
    return send("PUT", `votes/${this.code}`, { key: this.key, ...asked });
  }

  // What is asked, and how many chose each answer: `counts` and `choices`; `says` is what went wrong.
  look() {
    return send("GET", `votes/${this.code}?key=${encodeURIComponent(this.key)}`);
  }
}

async function send(method, path, body) {
  const more = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    const answer = await fetch(new URL(path, document.baseURI), { method, ...more });
    return { ...(await answer.json()), gone: answer.status === 404 };
  } catch {
    return { says: say("No connection; it goes on by itself.") };
  }
}
