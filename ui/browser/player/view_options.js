// What can be chosen of the pictures, beside them: menus above the chart, and what the map shows below a
// button in its corner. The app hears of what was picked and answers with the pictures.

export class ViewOptions {
  // `tell(values)` says what was picked, by name.
  constructor(root, tell) {
    this.tell = tell;
    this.places = Object.fromEntries(
      ["chart", "map"].map((at) => [at, root.querySelector(`[data-options=${at}]`)]),
    );
    this.menu = this.places.map;
    this.button = root.querySelector("[data-choose=map]");
    this.own = [...this.menu.children]; // what the map has without the app
    this.off = new AbortController();
    const on = (target, event, act) => target.addEventListener(event, act, { signal: this.off.signal });
    on(this.button, "click", () => this.open(this.menu.hidden));
    on(this.menu, "keydown", (event) => this.key(event));
    on(this.menu.parentElement, "focusout", () => requestAnimationFrame(() => this.left()));
    for (const place of Object.values(this.places)) on(place, "change", (event) => this.picked(event));
  }

  // `options` as the app offers them; `fixed`: a race without arrows.
  update(options = [], fixed = false) {
    const shape = JSON.stringify(options.map(({ value, ...rest }) => rest));
    if (shape !== this.shape) this.build(options);
    this.shape = shape;
    for (const option of options) this.put(option);
    this.places.chart.hidden = !options.some(({ at }) => at === "chart");
    const bare = fixed && !options.some(({ at }) => at === "map");
    this.button.hidden = bare;
    if (bare) this.open(false);
  }

  // New controls in place of the old; the one in focus stays in focus.
  build(options) {
    const kept = document.activeElement?.dataset.option;
    this.controls = new Map(options.map((option) => [option.name, control(option)]));
    for (const [at, place] of Object.entries(this.places)) {
      const here = options.filter((option) => option.at === at);
      const made = here.map((option) => labelled(option, this.controls.get(option.name)));
      place.replaceChildren(...made, ...(place === this.menu ? this.own : []));
    }
    this.controls.get(kept)?.focus();
  }

  put({ name, value, switch: ways, locked }) {
    const made = this.controls.get(name);
    made.disabled = Boolean(locked);
    if (ways) made.checked = value === ways[1];
    else if (made.value !== String(value)) made.value = String(value);
  }

  picked({ target }) {
    const { option: name, off, on } = target.dataset;
    if (!name || !target.reportValidity()) return;
    const words = target.type === "checkbox" ? (target.checked ? on : off) : target.value;
    this.tell({ [name]: target.type === "number" ? Number(words) : words });
  }

  // -- below the button -----------------------------------------------------------------------------

  open(on) {
    this.menu.hidden = !on;
    this.button.setAttribute("aria-expanded", String(on));
    if (on) this.menu.querySelector("select, input").focus();
  }

  // Closed where the focus went elsewhere.
  left() {
    if (!this.menu.parentElement.contains(document.activeElement)) this.open(false);
  }

  key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.open(false);
    this.button.focus();
  }

  close() {
    this.off.abort();
  }
}

function labelled({ name, label, help, locked }, made) {
  const around = document.createElement("label");
  const words = document.createElement("span");
  words.textContent = label;
  around.dataset.about = name;
  around.title = locked || help;
  around.append(...(made.type === "checkbox" ? [made, words] : [words, made]));
  return around;
}

function control({ name, words, switch: ways, limits }) {
  const made = document.createElement(words ? "select" : "input");
  made.dataset.option = name;
  if (words) made.append(...words.map(([value, text]) => new Option(text, value)));
  if (ways) Object.assign(made, { type: "checkbox" });
  if (ways) [made.dataset.off, made.dataset.on] = ways;
  if (limits) Object.assign(made, { type: "number", step: "any", required: true, min: limits[0], max: limits[1] });
  return made;
}
