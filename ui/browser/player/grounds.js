// The grounds: surfaces under the paths. One is large and changes seldom, so it has a component of its
// own: kept here by id, it is sent once and drawn again only when it changes.

const known = new Map();
const waiting = new Map();

export function remember(id, traces) {
  known.set(id, traces);
  // A few surfaces are enough for going back and forth; more would only hold memory.
  while (known.size > 6) known.delete(known.keys().next().value);
  for (const wake of waiting.get(id) ?? []) wake(traces);
  waiting.delete(id);
}

export function ground(id) {
  if (known.has(id)) return Promise.resolve(known.get(id));
  return new Promise((resolve) => {
    waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
  });
}
