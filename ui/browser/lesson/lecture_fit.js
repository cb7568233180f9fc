// The lecture view fits the window: where a step says more than there is room for, its type gets smaller.

const LEAST = 0.73; // of the usual size of type: still to be read from the last row
const LEAST_LOW = 0.66; // the same in a low window
const LOW = 900; // pixels
const PARTS = 15; // sizes between that and the usual one

// The largest of so many sizes, from 1 down to `least`, at which it `fits`; the least one where none does.
export function largest(fits, least, parts = PARTS) {
  const size = (k) => 1 - ((1 - least) * k) / parts;
  let [low, high] = [0, parts]; // the larger the type, the less fits
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(size(middle))) high = middle;
    else low = middle + 1;
  }
  return size(low);
}

export class LectureFit {
  constructor() {
    this.seen = new ResizeObserver(() => this.fit());
  }

  // What grows and shrinks are the columns beside the picture; a rerun may have made them anew.
  update(lecturing) {
    this.seen.disconnect();
    this.lecturing = lecturing;
    if (!lecturing) return this.scale("");
    for (const each of document.querySelectorAll(".st-key-lesson, .st-key-lesson > * > *")) this.seen.observe(each);
    this.seen.observe(document.documentElement);
    this.fit();
  }

  fit() {
    const place = document.querySelector("[data-testid=stMain]");
    if (!this.lecturing || !place) return;
    const fits = (size) => {
      this.scale(size);
      return place.scrollHeight <= place.clientHeight;
    };
    this.scale(largest(fits, innerHeight < LOW ? LEAST_LOW : LEAST));
  }

  scale(size) {
    document.documentElement.style.setProperty("--lecture-type", size);
  }

  close() {
    this.update(false);
  }
}
