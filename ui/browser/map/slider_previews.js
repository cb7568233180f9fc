// Previews of a map: while a slider of the sidebar moves, coarse pictures ahead of the app follow it,
// each with the path of its own run.

import { Previews } from "../shared/previews.js";
import { last, read } from "./pictures.js";

const NONE = { link: {}, sliders: {} };

export class SliderPreviews {
  constructor(map) {
    this.map = map;
    this.picture = null; // what is shown ahead of the app
  }

  // The app spoke. The picture stays until the cells it speaks of come. -> the name of its path
  update({ ahead }) {
    if (ahead) this.previews ??= new Previews(ahead.route, (bytes) => this.show(bytes), () => this.undo());
    this.previews?.update(ahead ?? NONE);
    const { trip } = this.picture ?? {};
    this.picture = null;
    return trip;
  }

  async show(bytes) {
    const { map } = this;
    const { data } = map;
    const picture = await read(bytes);
    if (this.closed || map.data !== data || !this.previews.shown) return; // the app was faster
    this.picture = picture;
    map.put(picture);
    map.root.dataset.ahead = String(Number(map.root.dataset.ahead ?? 0) + 1);
  }

  // Whether a picture of the app's has to wait: it is a finer one of the map before the slider
  // moved, and is there when that is taken back.
  holds({ id }) {
    return this.picture !== null && this.map.data.pictures.includes(id);
  }

  // The slider is back, or nobody let go of it.
  undo() {
    const picture = last(this.map.data.map);
    if (!this.picture || !picture) return;
    this.picture = null;
    this.map.put(picture);
  }

  // The run that is drawn.
  get path() {
    const { "path.x": x, "path.y": y } = (this.picture ?? this.map.data).parts;
    return [x, y];
  }

  close() {
    this.closed = true;
    this.previews?.close();
  }
}
