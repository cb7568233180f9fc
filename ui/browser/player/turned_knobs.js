// The ground while a slider of the surface is turned: drawn here, ahead of the app.

const KEY = /^surface\.(\w+)$/; // such a fact of a link is a knob of the surface

// The name of the knob that is turned, where this terrain has it.
export function knobOf(terrain, asked) {
  const name = Object.keys(asked ?? {}).map((key) => KEY.exec(key)?.[1]).find(Boolean);
  return name && terrain?.has(name) ? name : null;
}

// The terrain with a knob turned. `race`, where the server answered: it knows the window and how
// losses become heights. Where that is what is `shown` already, nothing has to be drawn again.
export function turnedTerrain(terrain, asked, race = null, shown = null) {
  const name = knobOf(terrain, asked);
  if (!name) return terrain;
  const value = Number(asked[`surface.${name}`]);
  if (race && shown && alike(shown, { ...terrain.knobs, [name]: value }, race)) return shown;
  const turned = terrain.withKnobs({ [name]: value });
  return race ? turned.seenAs(race.window, race.height) : turned;
}

// The last digits of heights may differ: they were worked out in another place.
function alike({ knobs, bounds, height }, wanted, race) {
  const close = (a, b) => Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
  const named = Object.entries(wanted).every(([name, value]) => knobs[name] === value);
  const seen = bounds.flat().every((edge, k) => edge === race.window.flat()[k]);
  const { log, low, scale, top } = race.height;
  const all = [[height.scale, scale], [height.top, top], [height.low + height.top, low + height.top]];
  return named && seen && height.log === log && all.every(([a, b]) => close(a, b));
}
