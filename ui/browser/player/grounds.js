// The grounds: surfaces under the paths. One changes seldom, so it has a component of its own: kept here
// by id, it is sent once. What the server sends is described in ../shared/wire.md, “ground”.

import { unpack } from "../shared/wire.js";
import { readTerrain } from "./terrain/terrain.js";

const known = new Map();
const waiting = new Map();

export function remember(bytes) {
  const { id, samples, parts } = unpack(bytes);
  keep(id, { terrain: readTerrain(parts.terrain), samples });
}

export function keep(id, laid) {
  known.delete(id); // the one in use is forgotten last
  known.set(id, laid);
  // A few surfaces are enough for going back and forth; more would only hold memory.
  while (known.size > 6) known.delete(known.keys().next().value);
  for (const wake of waiting.get(id) ?? []) wake(laid);
  waiting.delete(id);
}

export function ground(id) {
  if (known.has(id)) return Promise.resolve(known.get(id));
  return new Promise((resolve) => {
    waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
  });
}
