// What a hand does on the map: a click picks a cell, a drag or the wheel zooms, keys do both.

const STILL = 5; // pixels a click may wander
const TWICE = 260; // milliseconds between the clicks of a double click, which shows all again
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Pointer {
  constructor(map) {
    this.map = map;
    this.off = new AbortController();
    const { signal } = this.off;
    const { field, root } = map;
    const on = (name, act, more) => field.addEventListener(name, act, { signal, ...more });
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", () => this.forget());
    on("pointerleave", () => this.hide());
    on("wheel", (event) => this.wheel(event), { passive: false });
    on("keydown", (event) => this.key(event));
    on("blur", () => this.leave());
    const acts = {
      in: () => this.scale(0.5),
      out: () => this.scale(2),
      whole: () => map.whole(),
      save: () => map.save(),
    };
    const click = ({ target }) => acts[target.closest("button")?.dataset.do]?.();
    root.querySelector("[data-tools]").addEventListener("click", click, { signal });
    this.tip = root.querySelector("[data-tip]");
    this.here = root.querySelector("[data-here]");
  }

  place(event) {
    const { left, top } = this.map.field.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  // -- pressing -----------------------------------------------------------------------------

  press(event) {
    if (!event.isPrimary || event.button !== 0) return;
    const at = this.place(event);
    if (!this.map.view?.holds(...at)) return;
    this.cell = null; // the keys' cell gives way to the pointer
    this.from = { at, id: event.pointerId, touch: event.pointerType === "touch" };
    if (!this.from.touch) this.map.field.setPointerCapture(event.pointerId);
  }

  move(event) {
    const at = this.place(event);
    if (this.from && !this.from.touch) {
      const far = Math.hypot(at[0] - this.from.at[0], at[1] - this.from.at[1]);
      if (this.box || far > STILL) {
        this.box = [this.from.at, at];
        this.hide();
        this.map.schedule();
      }
      return;
    }
    if (event.pointerType !== "touch") this.show(at);
  }

  release(event) {
    const { from, box } = this;
    this.forget();
    if (!from) return;
    if (box) return this.zoomTo(box);
    const at = this.place(event);
    if (Math.hypot(at[0] - from.at[0], at[1] - from.at[1]) > STILL) return;
    const cell = this.map.cellAt(...at);
    if (!cell) return;
    clearTimeout(this.picking);
    if (this.last && event.timeStamp - this.last < TWICE) {
      this.last = null;
      this.map.whole();
      return;
    }
    this.last = event.timeStamp;
    // Where a double click would mean something, one click waits for the other.
    if (this.map.data.zoomed) this.picking = setTimeout(() => this.map.pick(cell), TWICE);
    else this.map.pick(cell);
  }

  forget() {
    this.from = null;
    if (this.box) this.map.schedule();
    this.box = null;
  }

  zoomTo([[ax, ay], [bx, by]]) {
    const { view } = this.map;
    const [x0, y0] = view.shares(Math.min(ax, bx), Math.max(ay, by)).map(inside);
    const [x1, y1] = view.shares(Math.max(ax, bx), Math.min(ay, by)).map(inside);
    // A thin box is meant along one side only.
    const thin = (a, b) => Math.abs(a - b) < 12;
    this.map.zoom(thin(ax, bx) ? [0, 1] : [x0, x1], thin(ay, by) ? [0, 1] : [y0, y1]);
  }

  // The wheel scrolls the page until the map was clicked, or with Ctrl (a pinch on a touchpad).
  wheel(event) {
    if (document.activeElement !== this.map.field && !event.ctrlKey && !event.metaKey) return;
    const at = this.place(event);
    if (!this.map.view?.holds(...at)) return;
    event.preventDefault();
    this.scale(Math.exp(Math.max(-1, Math.min(1, event.deltaY * 0.002))), this.map.view.shares(...at));
  }

  scale(factor, [cx, cy] = this.centre()) {
    this.map.zoom([cx - cx * factor, cx + (1 - cx) * factor], [cy - cy * factor, cy + (1 - cy) * factor]);
  }

  // What keys and buttons zoom about: the cell the keys are on, else the middle.
  centre() {
    if (!this.cell) return [0.5, 0.5];
    const { left, right, top, bottom } = this.map.edges(this.cell);
    return this.map.view.shares((left + right) / 2, (top + bottom) / 2);
  }

  // -- keys ---------------------------------------------------------------------------------

  key(event) {
    if (!this.map.picture || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = this.action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  action({ key, shiftKey }) {
    if (WAYS[key]) return () => this.walk(WAYS[key], shiftKey ? 10 : 1);
    if (key === "Enter" || key === " ") return () => this.cell && this.map.pick(this.cell);
    if (key === "+" || key === "=") return () => this.scale(0.5);
    if (key === "-") return () => this.scale(2);
    if (key === "0" || key === "Escape") return () => this.map.whole();
    return null;
  }

  walk([right, up], count) {
    const [columns, rows] = this.map.picture.size;
    const from = this.cell ?? this.first();
    const clip = (value, most) => Math.max(0, Math.min(most - 1, value));
    this.cell = this.cell
      ? { column: clip(from.column + right * count, columns), row: clip(from.row + up * count, rows) }
      : from;
    this.keep();
    this.here.textContent = this.map.words(this.cell).join(", ");
    this.map.schedule();
  }

  // Keys begin at the cell that was picked, or in the middle.
  first() {
    const { box, point } = this.map.view;
    const picked = this.map.data.picked ? this.map.cellAt(...point(...this.map.data.picked)) : null;
    return picked ?? this.map.cellAt(box.left + box.width / 2, box.top + box.height / 2);
  }

  // A finer picture has other cells: the one at the same place, in numbers, is the same.
  keep() {
    const { picture } = this.map;
    this.shares = [(this.cell.column + 0.5) / picture.size[0], (this.cell.row + 0.5) / picture.size[1]];
    this.of = picture.id;
  }

  refresh() {
    const { picture } = this.map;
    if (!this.cell || this.of === picture.id) return;
    const [column, row] = this.shares.map((share, i) => Math.min(picture.size[i] - 1, Math.floor(share * picture.size[i])));
    this.cell = { column, row };
    this.of = picture.id;
  }

  leave() {
    if (!this.cell) return;
    this.cell = null;
    this.here.textContent = "";
    this.map.schedule();
  }

  // -- the label ----------------------------------------------------------------------------

  show(at) {
    const cell = this.map.cellAt(...at);
    if (!cell) return this.hide();
    this.tip.textContent = this.map.words(cell).join("\n");
    this.tip.hidden = false;
    const { offsetWidth: w, offsetHeight: h } = this.tip;
    const left = Math.max(0, Math.min(this.map.field.clientWidth - w, at[0] + 14));
    const top = at[1] - h - 10;
    this.tip.style.transform = `translate(${left}px, ${top < 0 ? at[1] + 16 : top}px)`;
  }

  hide() {
    this.tip.hidden = true;
  }

  close() {
    clearTimeout(this.picking);
    this.off.abort();
  }
}

function inside(share) {
  return Math.max(0, Math.min(1, share));
}
