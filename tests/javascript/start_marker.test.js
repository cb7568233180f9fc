// The mark of the start: what it tells, and which answers of the server it follows.

import { StartMarker } from "../../ui/browser/player/plot/start_marker.js";
import { equal, test } from "./harness.js";

const AXIS = { lo: -2, hi: 2 };

// A mark on a map of 100 pixels, and what it told.
function marked() {
  const root = document.body.appendChild(document.createElement("div"));
  root.innerHTML = '<div><div data-plot="contour"><div data-start tabindex="0"></div></div></div>';
  const told = [];
  const view = {
    axes: [AXIS, AXIS], span: [4, 4], box: { left: 0, top: 0, width: 100, height: 100 },
    point: (x, y) => [25 * (x + 2), 25 * (2 - y)],
  };
  const panel = { div: root.querySelector("[data-plot]"), view };
  const marker = new StartMarker(root, panel, (at, live) => told.push([at, live]));
  const press = (key) => ["keydown", "keyup"].forEach(
    (type) => marker.element.dispatchEvent(new KeyboardEvent(type, { key, shiftKey: true })),
  );
  const end = () => (marker.close(), root.remove());
  return { marker, told, press, end };
}

test("quick keys are not taken back by answers to the ones before", () => {
  const { marker, told, press, end } = marked();
  marker.update([0, 0]);
  press("ArrowRight");
  press("ArrowRight");
  const places = told.map(([at]) => at);
  const [first, last] = [places[0], places.at(-1)];
  equal(first[0] > 0 && last[0] > first[0], true);
  marker.update(first);
  equal(marker.at, last);
  press("ArrowRight");
  equal(marker.at[0] > last[0], true);
  marker.update(last);
  equal(marker.at, told.at(-1)[0]);
  end();
});

test("what the server says otherwise is followed, also where the mark was before", () => {
  const { marker, told, press, end } = marked();
  marker.update([0, 0]);
  press("ArrowRight");
  const [there] = told.at(-1);
  marker.update([1, 1]); // another start was typed
  equal(marker.at, [1, 1]);
  press("ArrowLeft");
  marker.update(told.at(-1)[0]);
  marker.update(there); // back through the history
  equal(marker.at, there);
  end();
});
