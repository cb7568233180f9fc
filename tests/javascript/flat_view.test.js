// The view of a plot with two axes, as plotly describes them.

import { flatView } from "../../ui/browser/player/plot/flat_view.js";
import { equal, near, test } from "./harness.js";

const plot = (yaxis) => ({
  _fullLayout: {
    xaxis: { range: [-2, 2], type: "linear", _offset: 50, _length: 400 },
    yaxis: { range: [0, 10], type: "linear", _offset: 20, _length: 300, ...yaxis },
  },
});

test("corners of the window are corners of the frame", () => {
  const { point, box, span } = flatView(plot());
  near([point(-2, 0), point(2, 10)], [[50, 320], [450, 20]]);
  equal([box, span], [{ left: 50, top: 20, width: 400, height: 300 }, [4, 10]]);
});

test("the range of a logarithmic axis is in powers of ten", () => {
  const { point, data } = flatView(plot({ type: "log", range: [-3, 3] }));
  near(point(0, 1), [250, 170]);
  near(data(250, 20), [0, 1000]);
});

test("a reversed axis runs down", () => {
  const { point, span } = flatView(plot({ range: [10, 0] }));
  near(point(0, 10), [250, 320]);
  equal(span, [4, -10]);
});

test("a pixel comes back as its place", () => {
  for (const axis of [{}, { type: "log", range: [-3, 3] }]) {
    const { point, data } = flatView(plot(axis));
    near(point(...data(123, 45)), [123, 45]);
  }
});

test("a view holds its frame", () => {
  const { holds } = flatView(plot());
  equal([holds(50, 20), holds(450, 320), holds(49, 100), holds(100, 321)], [true, true, false, false]);
});
