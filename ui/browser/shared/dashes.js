// The dashes of lines in small drawings, by Plotly's names for them, in pixels.

export const DASHES = { solid: [], dash: [9, 5], dot: [2, 4], dashdot: [9, 4, 2, 4], longdash: [14, 5], longdashdot: [14, 4, 2, 4] };
