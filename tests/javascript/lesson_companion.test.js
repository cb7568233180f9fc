// The companion of a lesson's page: what it says and where the keyboard goes on once a question has its answer.

import { show } from "../../ui/browser/lesson/lesson.js";
import { equal, test } from "./harness.js";

const HTML = `<div data-companion><p data-watch hidden><span></span><button data-skip></button></p>
  <p data-told></p><div data-term popover="manual"></div></div>`;
const STEP = { terms: [], at: "a 1", held: false, answered: false, finished: "", lecture: false, parts: {} };
const later = (time) => new Promise((done) => setTimeout(done, time));

// A header as the server sends it.
function message(header) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  return bytes;
}

function added(tag, name, text = "") {
  const element = document.createElement(tag);
  return document.body.appendChild(Object.assign(element, { className: name, innerText: text }));
}

// A step with something to be reached: nothing waits, so no race is awaited.
function goal() {
  const parentElement = added("div", "");
  parentElement.innerHTML = HTML;
  const parts = [parentElement, added("button", "", "Show me")];
  const send = (facts) => show({ parentElement, data: message({ ...STEP, ...facts }) });
  const close = send({});
  const reach = (words) => {
    parts.push(added("div", "st-key-lesson-reply", words));
    send({ answered: true });
  };
  const end = () => {
    close();
    parts.forEach((each) => each.remove());
  };
  return { button: parts[1], told: parentElement.querySelector("[data-told]"), reach, end };
}

test("a goal that is shown to who asks leaves the focus to what is said to it, and reads that out", async () => {
  const { button, told, reach, end } = goal();
  button.focus();
  button.remove();
  reach("There.");
  await later(300);
  equal([document.activeElement.className, told.textContent], ["st-key-lesson-reply", "There."]);
  equal(document.documentElement.hasAttribute("data-racing"), false);
  end();
});

test("who reaches it by a slider stays there, and it is read out", async () => {
  const { button, told, reach, end } = goal();
  button.focus();
  reach("There.");
  await later(300);
  equal([document.activeElement === button, told.textContent], [true, "There."]);
  end();
});

test("the same answer, sent again, is not read out again", async () => {
  const { told, reach, end } = goal();
  reach("There.");
  await later(300);
  told.textContent = "";
  reach("There.");
  await later(300);
  equal(told.textContent, "");
  end();
});
