// What the server answers at once to a question by link, beside the app (ui/previews.py).

// The bytes, with words in the language of the page, or null where it has none for now. It throws where there is no such server.
export async function answered(route, query) {
  query.set("lang", document.documentElement.lang);
  const answer = await fetch(new URL(`${route}?${query}`, document.baseURI));
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const LOST = 10_000; // milliseconds until a server that did not answer is asked again

// Whether a server is there to be asked. A static edition has none at all; others come back.
export class Connection {
  constructor() {
    this.mend();
  }

  lose() {
    this.lost = performance.now();
  }

  mend() {
    this.lost = -Infinity;
  }

  get works() {
    return performance.now() - this.lost > LOST;
  }
}
