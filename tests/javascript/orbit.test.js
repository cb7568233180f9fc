// Turning the 3-D view by mouse, fingers, wheel and keys.

import { Orbit } from "../../ui/browser/player/view3d/orbit.js";
import { equal, near, ok, test } from "./harness.js";

// An element whose turns are noted; `send` sends it an event.
function turned() {
  const element = document.createElement("div");
  element.tabIndex = 0;
  element.setPointerCapture = () => {};
  document.body.append(element);
  const turns = [];
  const orbit = new Orbit(element, { turn: (...facts) => turns.push(facts), home: () => turns.push("home") });
  const send = (Kind, name, facts) => {
    const event = new Kind(name, { bubbles: true, cancelable: true, ...facts });
    element.dispatchEvent(event);
    return event;
  };
  const point = (name, x, y, more = {}) =>
    send(PointerEvent, name, { clientX: x, clientY: y, pointerId: 1, pointerType: "mouse", button: 0, ...more });
  return { element, turns, send, point, end: () => (orbit.close(), element.remove()) };
}

const finger = (pointerId) => ({ pointerId, pointerType: "touch" });
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

test("a drag turns with the hand, and a click does not", () => {
  const { turns, point, end } = turned();
  point("pointerdown", 10, 10);
  point("pointermove", 12, 11);
  point("pointerup", 12, 11);
  equal(turns, []);
  point("pointerdown", 10, 10);
  point("pointermove", 40, 30);
  point("pointerup", 40, 30);
  point("pointermove", 90, 90);
  equal(turns.length, 1);
  const [round, up, far] = turns[0];
  ok(round < 0 && up > 0 && far === 1);
  end();
});

test("one finger leaves the page its scrolling, unless it rested first", async () => {
  const { turns, point, send, end } = turned();
  point("pointerdown", 10, 10, finger(1));
  point("pointermove", 10, 60, finger(1));
  await rest(450);
  point("pointermove", 10, 90, finger(1));
  equal(send(Event, "touchmove").defaultPrevented, false);
  point("pointerup", 10, 90, finger(1));
  equal(turns, []);
  point("pointerdown", 10, 10, finger(2));
  await rest(450);
  point("pointermove", 30, 10, finger(2));
  equal(send(Event, "touchmove").defaultPrevented, true);
  point("pointerup", 30, 10, finger(2));
  equal(turns.length, 1);
  equal(send(Event, "touchmove").defaultPrevented, false);
  end();
});

test("two fingers turn, and zoom by how far apart they are", () => {
  const { turns, point, end } = turned();
  point("pointerdown", 100, 100, finger(1));
  point("pointerdown", 200, 100, finger(2));
  point("pointermove", 250, 100, finger(2));
  equal(turns.length, 1);
  near(turns[0][2], 100 / 150);
  ok(turns[0][0] < 0);
  end();
});

test("the wheel zooms with Ctrl or in focus, and else scrolls the page", () => {
  const { element, turns, send, end } = turned();
  equal(send(WheelEvent, "wheel", { deltaY: 50 }).defaultPrevented, false);
  equal(turns, []);
  equal(send(WheelEvent, "wheel", { deltaY: 50, ctrlKey: true }).defaultPrevented, true);
  element.focus();
  equal(send(WheelEvent, "wheel", { deltaY: -50 }).defaultPrevented, true);
  ok(turns[0][2] > 1 && turns[1][2] < 1);
  near(turns[0][2] * turns[1][2], 1);
  end();
});

test("arrows turn, with Shift they zoom, 0 goes home, and no other key is taken", () => {
  const { turns, send, element, end } = turned();
  const outer = [];
  element.parentElement.addEventListener("keydown", (event) => outer.push(event.key), { once: true });
  for (const key of ["ArrowRight", "ArrowUp"]) ok(send(KeyboardEvent, "keydown", { key }).defaultPrevented);
  send(KeyboardEvent, "keydown", { key: "ArrowUp", shiftKey: true });
  send(KeyboardEvent, "keydown", { key: "0" });
  equal(outer, []);
  equal(send(KeyboardEvent, "keydown", { key: " " }).defaultPrevented, false);
  equal(outer, [" "]);
  const [right, up, near_, home] = turns;
  ok(right[0] > 0 && up[1] > 0 && near_[2] < 1 && home === "home");
  equal(turns.length, 4);
  end();
});

test("a double click goes home, and nothing is heard when it is over", () => {
  const { turns, send, end } = turned();
  send(MouseEvent, "dblclick");
  end();
  send(MouseEvent, "dblclick");
  equal(turns, ["home"]);
});
