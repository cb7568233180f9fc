// The ground while a slider of the surface is turned: drawn here, ahead of the app.

const KEY = /^surface\.(\w+)$/; // such a fact of a link is a knob of the surface

// The name of the knob that is turned, where this terrain has it.
export function knobOf(terrain, asked) {
  const name = Object.keys(asked ?? {}).map((key) => KEY.exec(key)?.[1]).find(Boolean);
  return name && terrain?.has(name) ? name : null;
}

// The terrain with a knob turned. `race`, where the server answered: it knows the window and how
// losses become heights.
export function turnedTerrain(terrain, asked, race = null) {
  const name = knobOf(terrain, asked);
  if (!name) return terrain;
  const turned = terrain.withKnobs({ [name]: Number(asked[`surface.${name}`]) });
  return race ? turned.seenAs(race.window, race.height) : turned;
}
