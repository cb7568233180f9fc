// A pen that writes SVG: what the painters of the player ask of a canvas, and no more. Shapes are written
// in the coordinates of their pen, so a transform must not change between the parts of one shape.

import { arcWords, fontFacts, short, tag, written } from "../../shared/take/svg_words.js";

const PLAIN = {
  strokeStyle: "#000000", fillStyle: "#000000", lineWidth: 1, lineJoin: "miter", lineDashOffset: 0, globalAlpha: 1,
  globalCompositeOperation: "source-over", font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic",
};
const ANCHORS = { center: "middle", right: "end", end: "end" };
const UPRIGHT = [1, 0, 0, 1, 0, 0];

export class SvgPen {
  // `names` makes names that nothing else in the drawing has.
  constructor(names) {
    Object.assign(this, PLAIN, { names, parts: [], defined: [], kept: [], path: "", dash: [], turned: UPRIGHT, clipped: "" });
    this.ruler = document.createElement("canvas").getContext("2d");
  }

  // All that was drawn, as elements of SVG.
  get text() {
    const defined = this.defined.length ? `<defs>${this.defined.join("")}</defs>` : "";
    return defined + this.parts.join("");
  }

  // -- what the pen is like -------------------------------------------------------------------------

  save() {
    const { dash, turned, clipped } = this;
    this.kept.push({ ...Object.fromEntries(Object.keys(PLAIN).map((name) => [name, this[name]])), dash, turned, clipped });
  }

  restore() {
    Object.assign(this, this.kept.pop());
  }

  setTransform(...numbers) {
    this.turned = numbers;
  }

  translate(x, y) {
    const [a, b, c, d, e, f] = this.turned;
    this.turned = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  }

  rotate(angle) {
    const [a, b, c, d, e, f] = this.turned;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.turned = [a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f];
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  createLinearGradient(x1, y1, x2, y2) {
    const stops = [];
    return { x1, y1, x2, y2, stops, addColorStop: (at, colour) => stops.push([at, colour]) };
  }

  // Of the shape so far and of what was clipped before.
  clip() {
    const id = this.names();
    const inner = tag("path", { d: this.path, transform: this.transform });
    this.defined.push(tag("clipPath", { id, "clip-path": this.clipped }, inner));
    this.clipped = `url(#${id})`;
  }

  // -- shapes ---------------------------------------------------------------------------------------

  beginPath() {
    this.path = "";
  }

  moveTo(x, y) {
    this.put("M", x, y);
  }

  lineTo(x, y) {
    this.put(this.path ? "L" : "M", x, y);
  }

  put(letter, ...numbers) {
    if (numbers.every(Number.isFinite)) this.path += letter + numbers.map(short).join(" ");
  }

  closePath() {
    if (this.path) this.path += "Z";
  }

  rect(x, y, width, height) {
    if (![x, y, width, height].every(Number.isFinite)) return;
    this.path += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }

  arc(x, y, radius, from, to) {
    this.ellipse(x, y, radius, radius, 0, from, to);
  }

  ellipse(x, y, wide, high, turn, from, to) {
    if ([x, y, wide, high, turn, from, to].every(Number.isFinite)) {
      this.path += arcWords([x, y], [wide, high], turn, [from, to], this.path ? "L" : "M");
    }
  }

  // Nothing is wiped away: a drawing is made once.
  clearRect() {}

  // -- strokes, fills and words ---------------------------------------------------------------------

  fill() {
    this.add("path", { d: this.path, ...this.filled });
  }

  stroke() {
    this.add("path", { d: this.path, ...this.stroked });
  }

  fillRect(x, y, width, height) {
    this.add("rect", { x: short(x), y: short(y), width: short(width), height: short(height), ...this.filled });
  }

  strokeRect(x, y, width, height) {
    this.add("rect", { x: short(x), y: short(y), width: short(width), height: short(height), ...this.stroked });
  }

  fillText(words, x, y) {
    this.write(words, x, y, this.filled);
  }

  strokeText(words, x, y) {
    this.write(words, x, y, this.stroked);
  }

  measureText(words) {
    this.ruler.font = this.font;
    return this.ruler.measureText(words);
  }

  write(words, x, y, look) {
    const place = { x: short(x), y: short(y + this.baseline), "text-anchor": ANCHORS[this.textAlign] };
    this.add("text", { ...place, ...fontFacts(this.font), ...look }, written(words));
  }

  // How far the line on which letters stand is below the place of a text.
  get baseline() {
    const { ruler, font, textBaseline } = this;
    const above = (line) => Object.assign(ruler, { font, textBaseline: line }).measureText("x").fontBoundingBoxAscent;
    const found = above("alphabetic") - above(textBaseline);
    ruler.textBaseline = "alphabetic";
    return found;
  }

  get filled() {
    return { fill: this.paint(this.fillStyle), stroke: "none", opacity: this.strength };
  }

  get stroked() {
    const { dash, lineWidth, lineDashOffset, lineJoin } = this;
    const dashed = { "stroke-dasharray": dash.map(short).join(" "), "stroke-dashoffset": dash.length && short(lineDashOffset) };
    const line = { "stroke-width": short(lineWidth), "stroke-linejoin": lineJoin === "miter" ? "" : lineJoin };
    return { fill: "none", stroke: this.paint(this.strokeStyle), ...line, ...dashed, opacity: this.strength };
  }

  get strength() {
    return this.globalAlpha === 1 ? "" : short(this.globalAlpha);
  }

  get transform() {
    const plain = this.turned.every((value, k) => value === UPRIGHT[k]);
    return plain ? "" : `matrix(${this.turned.map((value) => Number(value.toFixed(6))).join(" ")})`;
  }

  // A colour as it is; a gradient by its name.
  paint(style) {
    if (typeof style === "string") return style;
    const id = this.names();
    const { x1, y1, x2, y2 } = style;
    const stops = style.stops.map(([offset, colour]) => tag("stop", { offset: short(offset), "stop-color": colour }));
    this.defined.push(tag("linearGradient", { id, x1, y1, x2, y2, gradientUnits: "userSpaceOnUse" }, stops.join("")));
    return `url(#${id})`;
  }

  // Above all that is there, or below it.
  add(name, facts, inner = "") {
    if (name === "path" && !facts.d) return;
    const under = this.globalCompositeOperation === "destination-over";
    const made = tag(name, { ...facts, transform: this.transform }, inner);
    const whole = this.clipped ? tag("g", { "clip-path": this.clipped }, made) : made;
    this.parts[under ? "unshift" : "push"](whole);
  }
}
