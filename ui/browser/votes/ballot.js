// The ballot on a phone: it asks every few seconds what is asked in the room, and sends one voice.

import { say } from "../shared/words.js";

const EVERY = 2500; // milliseconds between two questions to the server, with which phones do not come all at once
const VOTER = "thalweg-voter";
const base = new URL(document.body.dataset.base, location.href);
const find = (name) => document.querySelector(`[data-${name}]`);
const code = decodeURIComponent(location.pathname.split("/").pop()).toUpperCase();
const remembered = new Map();
let shown = "";
let sending = Promise.resolve(); // one voice after the other: of two quick ones the last one counts

if (code) follow();
else join();

function join() {
  const form = find("join");
  form.hidden = false;
  form.querySelector("label").textContent = say("Code of the room");
  form.querySelector("button").textContent = say("Join");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = form.code.value.trim().toUpperCase();
    if (typed) location.href = new URL(`vote/${encodeURIComponent(typed)}`, base);
  });
  form.code.focus();
}

async function follow() {
  try {
    const answer = await fetch(new URL(`votes/${code}`, base));
    const told = await answer.json();
    if (answer.status === 404) return refused(told.says);
    show(told);
  } catch {
    tell(say("No connection; it goes on by itself."));
  }
  setTimeout(follow, EVERY * (0.8 + 0.4 * Math.random()));
}

// There is no such room: another code may be the right one.
function refused(says) {
  for (const name of ["question", "choices"]) find(name).replaceChildren();
  tell(says);
  join();
}

// The question, unless it is there already: a finger may be on its way to an answer.
function show(told) {
  const what = JSON.stringify([told.lesson, told.step, told.shown]);
  if (what === shown) return;
  shown = what;
  find("choices").setAttribute("aria-label", told.question ?? "");
  find("question").textContent = told.question ?? say("Nothing is asked right now: look at the screen.");
  find("choices").replaceChildren(...(told.choices ?? []).map((text, i) => choice(text, i, told)));
  tell(told.shown ? say("The answer is on the screen.") : "");
}

function choice(text, i, told) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: told.right?.[i] ? say("{answer} – right", { answer: text }) : text, disabled: told.shown });
  button.setAttribute("aria-pressed", String(said(told) === i));
  button.toggleAttribute("data-right", told.right?.[i] ?? false);
  button.addEventListener("click", () => (sending = sending.then(() => vote(i, told))));
  return button;
}

async function vote(i, told) {
  const { lesson, step } = told;
  const body = JSON.stringify({ voter: voter(), lesson, step, choice: i });
  try {
    const answer = await fetch(new URL(`votes/${code}`, base), { method: "POST", headers: { "content-type": "application/json" }, body });
    if (!answer.ok) return tell((await answer.json()).says);
  } catch {
    return tell(say("No connection; please try again."));
  }
  keep("sessionStorage", place(told), i);
  for (const [k, button] of [...find("choices").children].entries()) button.setAttribute("aria-pressed", String(k === i));
  return tell(say("Counted. You can change it until the answer is shown."));
}

const place = (told) => `${code} ${told.lesson} ${told.step}`;

function said(told) {
  const held = recall("sessionStorage", place(told));
  return held === null ? -1 : Number(held);
}

// A number made up by this phone: the same voice is counted once.
function voter() {
  const held = recall("localStorage", VOTER) ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
  keep("localStorage", VOTER, held);
  return held;
}

// A browser may forbid its stores: then the page itself remembers.
function recall(store, name) {
  try {
    return window[store].getItem(name);
  } catch {
    return remembered.get(name) ?? null;
  }
}

function keep(store, name, value) {
  remembered.set(name, String(value));
  try {
    window[store].setItem(name, value);
  } catch {
    // it is remembered as long as the page is open
  }
}

function tell(text) {
  find("said").textContent = text ?? "";
}
