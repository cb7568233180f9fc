// From shares of the window to pixels of the map and back, whole or closer, without a page.

const CLOSER = 6; // times as large

// The map in a field of `width` x `height` pixels; `about`: what it is closer about, or null.
export function mapView(width, height, aspect, about) {
  const side = Math.min(width / aspect, height);
  const [w, h] = [side * aspect, side];
  const times = about ? CLOSER : 1;
  const [cx, cy] = about ? about.map((v) => Math.min(Math.max(v, 0.5 / times), 1 - 0.5 / times)) : [0.5, 0.5];
  const left = width / 2 - cx * w * times;
  const top = height / 2 - (1 - cy) * h * times;
  return {
    times,
    width: w * times,
    height: h * times,
    box: [(width - w) / 2, (height - h) / 2, w, h],
    pixel: ([x, y]) => [left + x * w * times, top + (1 - y) * h * times],
    place: ([px, py]) => [(px - left) / (w * times), 1 - (py - top) / (h * times)],
  };
}

// The nearest place of the window.
export function within([x, y]) {
  return [x, y].map((v) => Math.min(1, Math.max(0, v)));
}
