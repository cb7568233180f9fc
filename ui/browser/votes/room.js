// The room of a lecture: opens one, says what is asked, and draws how many chose each answer.

import { say, sayCounted } from "../shared/words.js";

const EVERY = 1000; // milliseconds between two looks at the counts

// A room for `place`, an empty element; `asked()` gives the lesson, the step and whether its answer is shown.
export class Room {
  constructor(place, asked) {
    Object.assign(this, { place, asked, code: "", key: "" });
    this.say = Object.assign(document.createElement("p"), { ariaLive: "polite" });
    this.bars = document.createElement("ol");
    this.bars.dataset.bars = "";
    this.place.replaceChildren(this.say, this.bars);
  }

  async open() {
    const made = await send("POST", "votes", {});
    if (!made.code) return this.tell(made.says ?? say("No room could be opened."));
    Object.assign(this, made);
    await this.ask();
    this.watching = setInterval(() => this.look(), EVERY);
    return this.code;
  }

  // Where phones go; the code alone is enough at the bare address.
  get address() {
    return new URL(`vote/${this.code}`, document.baseURI).href;
  }

  async ask() {
    if (this.code) await send("PUT", `votes/${this.code}`, { key: this.key, ...this.asked() });
    await this.look();
  }

  async look() {
    if (!this.code) return;
    const told = await send("GET", `votes/${this.code}?key=${encodeURIComponent(this.key)}`);
    if (told.says) return this.tell(told.says);
    this.draw(told.counts ?? [], told.choices ?? [], told.right);
  }

  draw(counts, choices, right) {
    const all = counts.reduce((sum, n) => sum + n, 0);
    const rows = choices.map((text, i) => bar(text, counts[i], all, right?.[i]));
    this.bars.replaceChildren(...rows);
    this.tell(`${this.address} – ${sayCounted("{n} vote", "{n} votes", all)}`);
  }

  tell(text) {
    if (this.say.textContent !== text) this.say.textContent = text;
  }

  close() {
    clearInterval(this.watching);
  }
}

function bar(text, n, all, right) {
  const row = document.createElement("li");
  row.style.setProperty("--share", all ? n / all : 0);
  row.toggleAttribute("data-right", right ?? false);
  const share = Object.assign(document.createElement("b"), { textContent: n });
  row.append(Object.assign(document.createElement("span"), { textContent: text }), share);
  return row;
}

async function send(method, path, body) {
  const more = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    return await (await fetch(new URL(path, document.baseURI), { method, ...more })).json();
  } catch {
    return { says: say("No connection; it goes on by itself.") };
  }
}
