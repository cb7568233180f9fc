// The view of a plot with two axes: from data to pixels and back, as plotly has it right now, also in
// the middle of a drag.

export function flatView(div) {
  const { xaxis, yaxis } = div._fullLayout;
  const x = scale(xaxis);
  const y = scale(yaxis);
  const [left, top] = [xaxis._offset, yaxis._offset];
  const [width, height] = [xaxis._length, yaxis._length];
  return {
    box: { left, top, width, height },
    point: (a, b) => [left + x.to(a) * width, top + (1 - y.to(b)) * height],
    // Back again, for clicks.
    data: (px, py) => [x.from((px - left) / width), y.from(1 - (py - top) / height)],
    span: [x.span, y.span],
    holds: (px, py) => px >= left && px <= left + width && py >= top && py <= top + height,
  };
}

function scale(axis) {
  const [low, high] = axis.range.map(Number);
  const span = high - low;
  const log = axis.type === "log";
  return {
    span,
    to: (value) => ((log ? Math.log10(value) : value) - low) / span,
    from: (share) => (log ? 10 ** (low + share * span) : low + share * span),
  };
}
