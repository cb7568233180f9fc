// Votes in the lecture view of a lesson: the room's address as words and as a code, and a bar for each answer,
// without saying which one is right until the lecture does. See ../shared/wire.md, “votes”.

import { say, sayAll, sayCounted } from "../shared/words.js";
import { unpack } from "../shared/wire.js";
import { Room } from "./room.js";

const EVERY = 1000; // milliseconds between two looks at the counts
const views = new WeakMap();

export function show({ parentElement: parent, data }) {
  let view = views.get(parent);
  if (!view) views.set(parent, (view = new Votes(parent.querySelector("[data-votes]"))));
  view.asks(unpack(data));
  return () => {
    view.close();
    views.delete(parent);
  };
}

class Votes {
  constructor(root) {
    this.find = (name) => root.querySelector(`[data-${name}]`);
    this.room = Room.kept();
    sayAll(root);
    this.find("open").addEventListener("click", () => this.open());
    this.find("shut").addEventListener("click", () => this.shut());
    this.watching = setInterval(() => this.look(), EVERY);
  }

  asks({ lesson, step, shown }) {
    const asked = { lesson, step, shown };
    if (JSON.stringify(asked) === JSON.stringify(this.asked)) return;
    this.asked = asked;
    this.enter();
  }

  async open() {
    const problem = await this.room.open();
    if (problem) return this.tell(problem, true);
    return this.enter();
  }

  // The room is there: it hears what is asked.
  async enter() {
    const { code } = this.room;
    this.find("room").hidden = !code;
    this.find("room").toggleAttribute("data-closed", this.asked.shown); // who has not voted cannot any more
    this.find("open").hidden = Boolean(code) || this.asked.step < 0 || this.asked.shown;
    if (!code) return;
    this.find("qr").src = this.room.picture;
    this.find("address").textContent = this.room.address.replace(/^https?:\/\//, "");
    this.find("code").textContent = code;
    await this.room.ask(this.asked);
    await this.look();
  }

  shut() {
    this.room.close();
    this.enter();
  }

  async look() {
    if (!this.room.code || document.hidden) return;
    const { asked } = this;
    const { counts = [], choices = [], right = [], says, gone, ...now } = await this.room.look();
    if (gone) this.shut();
    if (says) return this.tell(says, gone);
    // What was asked last may never have come there, or after what was asked before.
    if (asked === this.asked && Object.keys(asked).some((each) => asked[each] !== now[each])) await this.room.ask(asked);
    const all = counts.reduce((sum, n) => sum + n, 0);
    this.find("state").hidden = this.asked.step < 0;
    this.find("bars").replaceChildren(...choices.map((text, i) => bar(text, counts[i] ?? 0, all, right[i])));
    this.tell(sayCounted("{n} vote", "{n} votes", all));
  }

  tell(text, outside = false) {
    const place = this.find(outside ? "problem" : "state");
    if (!outside) this.find("problem").textContent = "";
    if (place.textContent !== text) place.textContent = text;
  }

  close() {
    clearInterval(this.watching);
  }
}

function bar(text, n, all, right) {
  const row = document.createElement("li");
  row.style.setProperty("--share", all ? n / all : 0);
  row.toggleAttribute("data-right", Boolean(right));
  const words = right ? say("{answer} – right", { answer: text }) : text;
  row.append(Object.assign(document.createElement("span"), { textContent: words }));
  row.append(Object.assign(document.createElement("b"), { textContent: n }));
  return row;
}
