// SVG: an element of a drawing, with its attributes.

export function drawn(name, facts) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(facts)) made.setAttribute(key, String(value));
  return made;
}
