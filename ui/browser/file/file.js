// A file from the visitor's disk: chosen or dropped, and sent part by part as the server asks for it.
// What the server sends is described in ../shared/wire.md, “file”.

import { unpack } from "../shared/wire.js";
import { say, sayAll } from "../shared/words.js";
import { sayMegabytes, toBase64 } from "./parts.js";

const AGAIN_MS = 10_000; // without an answer, a part is sent once more
const places = new WeakMap();

export function show({ parentElement: parent, data, setTriggerValue }) {
  const known = places.get(parent);
  const place = known ?? new Place(parent.querySelector("[data-file]"));
  places.set(parent, place);
  place.tell = setTriggerValue;
  place.heard(unpack(data));
  if (!known) place.take(place.input.files[0]); // chosen before this module was there
  return () => {
    place.close();
    places.delete(parent);
  };
}

class Place {
  constructor(root) {
    sayAll(root);
    this.root = root;
    this.state = root.querySelector("[data-state]");
    this.input = root.querySelector("input");
    this.off = new AbortController();
    const { signal } = this.off;
    const on = (name, act) => root.addEventListener(name, act, { signal });
    this.input.addEventListener("change", () => this.take(this.input.files[0]), { signal });
    on("dragover", (event) => this.over(event, true));
    on("dragleave", (event) => this.over(event, false));
    on("drop", (event) => {
      this.over(event, false);
      this.take(event.dataTransfer.files[0]);
    });
  }

  over(event, is) {
    event.preventDefault();
    this.root.toggleAttribute("data-over", is);
  }

  // The server says how much of which file it has: the next part follows.
  heard(data) {
    this.data = data;
    this.root.querySelector("[data-words]").textContent = data.label;
    if (!this.file) return;
    const have = data.id === this.id ? data.have : 0;
    if (have < this.file.size) this.send(have);
    else this.done();
  }

  take(file) {
    if (!file) return;
    if (file.size === 0 || file.size > this.data.most) {
      const most = sayMegabytes(this.data.most);
      this.state.textContent = file.size ? say("The file is larger than {most}.", { most }) : say("The file is empty.");
      return;
    }
    this.file = file;
    this.id = crypto.getRandomValues(new Uint32Array(2)).join("-");
    this.sent = null;
    this.send(0);
  }

  async send(at) {
    if (this.sent === at) return; // is on its way
    const { file, id } = this;
    this.sent = at;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.again(), AGAIN_MS);
    this.state.textContent = say("{have} of {all} …", { have: sayMegabytes(at), all: sayMegabytes(file.size) });
    try {
      const part = await file.slice(at, at + this.data.part).arrayBuffer();
      if (id !== this.id) return; // another file was chosen meanwhile
      this.tell("part", { id, at, name: file.name, size: file.size, data: toBase64(part) });
    } catch (error) {
      this.file = null;
      this.state.textContent = say("The file could not be read: {reason}", { reason: error.message });
      clearTimeout(this.later);
    }
  }

  again() {
    const at = this.sent;
    this.sent = null;
    if (this.file) this.send(at);
  }

  done() {
    clearTimeout(this.later);
    this.state.textContent = say("{name} is here.", this.file);
    this.file = null;
    this.input.value = ""; // the same file may be chosen once more
  }

  close() {
    clearTimeout(this.later);
    this.off.abort();
  }
}
