// Turning the 3-D view: by a drag, by keys, by fingers and by the wheel.
//
// A finger alone scrolls the page, unless it rested first; two fingers turn and zoom.

const STILL = 4; // pixels a click may wander
const REST = 380; // milliseconds a finger rests before it turns
const DEGREES = 0.42; // a pixel
const KEYS = {
  ArrowLeft: [-6, 0], ArrowRight: [6, 0], ArrowUp: [0, 5], ArrowDown: [0, -5],
};
const ZOOMS = { ArrowUp: 1 / 1.12, ArrowDown: 1.12, "+": 1 / 1.12, "=": 1 / 1.12, "-": 1.12 };

export class Orbit {
  // `turn(degrees round, degrees up, times as far)` and `home()` move the camera.
  constructor(element, { turn, home }) {
    this.element = element;
    this.turn = turn;
    this.home = home;
    this.down = new Map(); // pointers, by their number
    this.off = new AbortController();
    const listen = (event, act, more) =>
      element.addEventListener(event, act, { signal: this.off.signal, ...more });
    listen("pointerdown", (event) => this.press(event));
    listen("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      listen(end, (event) => this.release(event));
    }
    listen("wheel", (event) => this.wheel(event), { passive: false });
    listen("touchmove", (event) => this.turning && event.preventDefault(), { passive: false });
    listen("keydown", (event) => this.key(event));
    listen("dblclick", () => this.home());
    listen("contextmenu", (event) => this.turning && event.preventDefault());
  }

  press(event) {
    if (event.button !== 0) return;
    const touch = event.pointerType === "touch";
    this.down.set(event.pointerId, { x: event.clientX, y: event.clientY, first: [event.clientX, event.clientY] });
    clearTimeout(this.resting);
    if (this.down.size > 1 || !touch) this.armed = true;
    else this.resting = setTimeout(() => (this.armed = this.turning = true), REST);
    if (this.down.size > 1) this.turning = true;
  }

  move(event) {
    const pointer = this.down.get(event.pointerId);
    if (!pointer) return;
    const [dx, dy] = [event.clientX - pointer.x, event.clientY - pointer.y];
    const far = Math.hypot(event.clientX - pointer.first[0], event.clientY - pointer.first[1]);
    if (far > STILL && !this.armed) clearTimeout(this.resting);
    if (!this.armed || (!this.turning && far <= STILL)) return;
    if (!this.turning) this.element.setPointerCapture(event.pointerId);
    this.turning = true;
    const before = this.apart();
    Object.assign(pointer, { x: event.clientX, y: event.clientY });
    const share = 1 / this.down.size;
    this.turn(-dx * DEGREES * share, dy * DEGREES * share, before ? before / (this.apart() || 1) : 1);
  }

  // Pixels between two fingers; 0 for one.
  apart() {
    const [one, two] = [...this.down.values()];
    return two ? Math.hypot(two.x - one.x, two.y - one.y) : 0;
  }

  release(event) {
    this.down.delete(event.pointerId);
    if (this.down.size) return;
    clearTimeout(this.resting);
    this.armed = this.turning = false;
  }

  wheel(event) {
    const focused = this.element === this.element.ownerDocument.activeElement;
    if (!event.ctrlKey && !focused) return; // the page scrolls
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    this.turn(0, 0, Math.exp(Math.max(-80, Math.min(80, pixels)) * 0.0022));
  }

  key(event) {
    if (event.target !== this.element || event.altKey || event.metaKey || event.ctrlKey) return;
    const plain = ["+", "=", "-"].includes(event.key);
    if (event.key === "0") this.home();
    else if ((event.shiftKey || plain) && ZOOMS[event.key]) this.turn(0, 0, ZOOMS[event.key]);
    else if (KEYS[event.key] && !event.shiftKey) this.turn(...KEYS[event.key], 1);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the arrows belong to the race elsewhere
  }

  close() {
    clearTimeout(this.resting);
    this.off.abort();
  }
}
