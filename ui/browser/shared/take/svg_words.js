// SVG as text: elements with their attributes, numbers, fonts and arcs.

const SPECIAL = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const WHOLE = 2 * Math.PI - 1e-9;

// A text as it may stand in a document.
export function written(words) {
  return String(words).replace(/[&<>"]/g, (sign) => SPECIAL[sign]);
}

// An element; what is empty or missing is left out. `inner` is SVG already.
export function tag(name, facts, inner = "") {
  const said = Object.entries(facts).filter(([, value]) => value !== "" && value !== undefined && value !== null);
  const words = said.map(([key, value]) => ` ${key}="${written(value)}"`).join("");
  return inner ? `<${name}${words}>${inner}</${name}>` : `<${name}${words}/>`;
}

// To a hundredth of a pixel.
export function short(value) {
  return Number(value.toFixed(2));
}

// What a canvas calls a font, such as "italic 600 13px Arial, sans-serif".
export function fontFacts(font) {
  const [, style = "", weight = "", size, family] = /^(italic )?(\d+ )?([\d.]+)px (.*)$/.exec(font);
  return { "font-style": style.trim(), "font-weight": weight.trim(), "font-size": size, "font-family": family };
}

// Part of an ellipse from one angle to another, clockwise; a whole one is two halves. `letter`: how to
// get to where it begins.
export function arcWords([x, y], [wide, high], turn, [from, to], letter) {
  const place = (angle) => {
    const [u, v] = [wide * Math.cos(angle), high * Math.sin(angle)];
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    return `${short(x + u * cos - v * sin)} ${short(y + u * sin + v * cos)}`;
  };
  const sweep = Math.min(2 * Math.PI, to - from);
  const stops = sweep > WHOLE ? [from + sweep / 2, from + sweep] : [to];
  const large = sweep <= WHOLE && sweep > Math.PI ? 1 : 0;
  const radii = `${short(wide)} ${short(high)} ${short((180 * turn) / Math.PI)}`;
  return letter + place(from) + stops.map((stop) => `A${radii} ${large} 1 ${place(stop)}`).join("");
}
