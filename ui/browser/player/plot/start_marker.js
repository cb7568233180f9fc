// The start of the race on the map: a click sets it, the marker can be dragged and moved by keys.
// While it moves the paths follow: positions are sent as fast as pictures come back.

import { apart } from "../../shared/pointer.js";
import { say } from "../../shared/words.js";
import { beside, inBox, nudged, placeWords, rounded } from "./start_place.js";
import { TWICE } from "./zoom_and_pan.js";

const STILL = 5; // pixels a click may wander
const QUICK = 700; // milliseconds a click may last
const PATIENCE = 500; // milliseconds after which an answer is no longer waited for
// What the plots are called where the start can be moved, where it is fixed, and where a guess is asked.
const LABELS = {
  contour: [
    say("Contour map with all paths. A click sets the start."),
    say("Contour map with all paths."),
    say("Contour map. A click says where you think it will end."),
  ],
  surface: [
    say("The surface in three dimensions. A click sets the start, a drag or an arrow key turns it."),
    say("The surface in three dimensions. A drag or an arrow key turns it."),
    say("The surface in three dimensions. A click says where you think it will end."),
  ],
};

const REMEMBERED = 50; // positions told
const CORNER = { width: 150, height: 70 }; // pixels, more than the buttons take

export class StartMarker {
  // `tell(at, live)` sends a position; `live` ones are followed by one that is not.
  constructor(root, panel, tell) {
    this.root = root;
    this.panel = panel;
    this.tell = tell;
    this.element = root.querySelector("[data-start]");
    this.told = []; // since the server last answered
    this.off = new AbortController();
    const listen = (target, event, act, more) =>
      target.addEventListener(event, act, { signal: this.off.signal, ...more });
    listen(this.element, "pointerdown", (event) => this.grab(event));
    listen(this.element, "pointermove", (event) => this.drag(event));
    listen(this.element, "pointerup", () => this.drop());
    listen(this.element, "pointercancel", () => this.drop());
    listen(this.element, "keydown", (event) => this.key(event));
    listen(this.element, "keyup", (event) => event.key.startsWith("Arrow") && this.rest());
    listen(this.element, "blur", () => this.rest());
    listen(panel.div, "pointerdown", (event) => this.press(event));
    listen(window, "pointerup", (event) => this.release(event));
    listen(window, "pointercancel", () => (this.pressed = null));
  }

  // What the server says the start is; not while it is being moved here. `unmade`: a guess that begins beside it.
  update(start, unmade = false) {
    clearTimeout(this.waiting);
    this.waiting = null;
    const late = this.isLate(start);
    if (!late) this.told = [];
    if (this.next) this.send(...this.next);
    else if (!late && !this.dragging && !this.moving && !this.held) Object.assign(this, { at: start, unmade });
    this.place();
  }

  // Whether it was told before the last that was told, whose answer is still on its way.
  isLate(start) {
    const told = this.told.map(String).lastIndexOf(String(start));
    return told !== -1 && told !== this.told.length - 1;
  }

  place() {
    const { view } = this.panel;
    if (this.unmade && this.at && view) {
      this.at = rounded(beside(this.at, view.axes), view.span);
      this.unmade = false;
    }
    this.follow?.(); // the mark in the 3-D view
    if (!view || !this.at) return;
    const [x, y] = view.point(...this.at);
    const { left, top, width, height } = view.box;
    const seen = x >= left - 1 && x <= left + width + 1 && y >= top - 1 && y <= top + height + 1;
    this.element.hidden = !seen;
    this.element.style.transform = `translate(${x}px, ${y}px)`;
    // The buttons in that corner of the map make room for it.
    const inCorner = seen && x > left + width - CORNER.width && y < top + CORNER.height;
    this.panel.div.parentElement.toggleAttribute("data-start-in-corner", inCorner);
    const words = placeWords(this.at);
    if (this.words === words) return;
    this.words = words;
    if (this.fixed) this.element.setAttribute("aria-label", say("Start point: {place}", { place: words }));
    else {
      this.element.setAttribute("aria-valuenow", String(this.at[0]));
      this.element.setAttribute("aria-valuetext", words);
    }
    this.element.title = this.guessing ? say("Your guess: {place}", { place: words }) : say("Start: {place}", { place: words });
  }

  // A start that stays where it is: it is shown, and nothing moves it. Or what is moved is no start but a
  // guess of where a run will end.
  fix(fixed, guessing) {
    if (Boolean(fixed) === this.fixed && Boolean(guessing) === this.guessing) return;
    this.fixed = Boolean(fixed);
    this.guessing = Boolean(guessing);
    this.words = null; // to be said anew
    const { element, root } = this;
    root.toggleAttribute("data-fixed", this.fixed);
    root.toggleAttribute("data-guessing", this.guessing);
    element.tabIndex = this.fixed ? -1 : 0;
    element.setAttribute("role", this.fixed ? "img" : "slider");
    element.setAttribute("aria-label", this.guessing ? say("Your guess") : say("Start point"));
    for (const name of ["aria-valuenow", "aria-valuetext"]) element.removeAttribute(name);
    for (const [name, [moved, still, guessed]] of Object.entries(LABELS)) {
      const label = this.guessing ? guessed : this.fixed ? still : moved;
      root.querySelector(`[data-plot=${name}]`).setAttribute("aria-label", label);
    }
  }

  set(at, live) {
    if (this.fixed) return;
    this.at = rounded(at, this.panel.view.span);
    this.place();
    this.send(this.at, live);
  }

  send(at, live) {
    this.next = null;
    if (live && this.waiting) {
      this.next = [at, live];
      return;
    }
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.waiting = null;
      if (this.next) this.send(...this.next);
    }, PATIENCE);
    this.told = [...this.told, at].slice(-REMEMBERED);
    this.tell(at, live);
  }

  // -- a drag of the marker -----------------------------------------------------------------

  grab(event) {
    if (event.button !== 0 || !this.at) return;
    event.preventDefault();
    event.stopPropagation();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    const [x, y] = this.panel.view.point(...this.at);
    this.dragging = { dx: x - event.clientX, dy: y - event.clientY, moved: false };
  }

  drag(event) {
    if (!this.dragging) return;
    const { dx, dy } = this.dragging;
    const [x, y] = inBox(this.panel.view.box, event.clientX + dx, event.clientY + dy);
    this.dragging.moved = true;
    this.set(this.panel.view.data(x, y), true);
  }

  drop() {
    const moved = this.dragging?.moved;
    this.dragging = null;
    if (moved) this.send(this.at, false);
  }

  // -- keys -----------------------------------------------------------------------------------

  key(event) {
    if (!this.panel.view || this.fixed) return;
    const to = nudged(this.at, this.panel.view.span, event.key, event.shiftKey);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    this.moving = true;
    this.set(to, true);
  }

  rest() {
    if (!this.moving) return;
    this.moving = false;
    this.send(this.at, false);
  }

  // -- a click on the map -----------------------------------------------------------------------

  press(event) {
    const other = this.fixed || !event.isPrimary || event.button !== 0 || event.shiftKey;
    this.pressed = other ? null : {
      x: event.clientX, y: event.clientY, at: event.timeStamp,
      zoomed: Boolean(this.panel.seen), // a double click shows all again before this hears of it
    };
  }

  release(event) {
    const { pressed } = this;
    this.pressed = null;
    if (!pressed || !this.panel.view) return;
    const far = apart([pressed.x, pressed.y], [event.clientX, event.clientY]);
    if (far > STILL || event.timeStamp - pressed.at > QUICK) return;
    const place = this.panel.div.getBoundingClientRect();
    const [x, y] = [event.clientX - place.left, event.clientY - place.top];
    if (!this.panel.view.holds(x, y)) return;
    const at = this.panel.view.data(x, y);
    if (pressed.zoomed) this.wait(at, event.timeStamp);
    else this.set(at, false);
  }

  // Zoomed in, a double click shows all again: there one click waits for the other.
  wait(at, now) {
    clearTimeout(this.clicking);
    const twice = this.clicked && now - this.clicked < TWICE;
    this.clicked = twice ? null : now;
    if (!twice) this.clicking = setTimeout(() => this.set(at, false), TWICE);
  }

  close() {
    clearTimeout(this.clicking);
    clearTimeout(this.waiting);
    this.off.abort();
  }
}
