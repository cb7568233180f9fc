// Terrains for tests of the 3-D view, made of a function of x and y.

export const LOOK = { dark: false, ink: "#1b2733", paper: "#fdfeff", faint: "#5b6b7a", text: 13, thick: 1 };

// `bounds` as of a terrain; heights are losses above the lowest, and `top` the highest.
export function terrainOf(fun, bounds, top) {
  const every = (xs, ys, act) => Array.from(ys).flatMap((y) => Array.from(xs, (x) => act(x, y)));
  return {
    bounds, equal: false, levels: 22, glsl: String(fun), grid: null,
    height: { log: false, low: 0, scale: 1, top },
    colours: { light: ["#005277", "#4dadac", "#fbf4e3"], dark: ["#0e9295", "#0c4b66", "#171827"] },
    loss: fun,
    heightOf: (loss) => loss,
    heights: (xs, ys) => Float32Array.from(every(xs, ys, fun)),
    exactHeights: (xs, ys) => Float64Array.from(every(xs, ys, fun)),
  };
}

// A hill in the south, before the rim of a bowl.
export function hill() {
  const fun = (x, y) => 2 * Math.exp(-3 * x * x - 3 * (y + 0.7) ** 2) + 0.2 * (x * x + y * y);
  return terrainOf(fun, [[-2, 2], [-2, 2]], 2.2);
}

// A race of one run through points of the plane, as `readRace` gives it.
export function raceOver(terrain, points, more = {}) {
  const [x, y] = [0, 1].map((k) => Float32Array.from(points, (point) => point[k]));
  const run = {
    label: "gd", name: "Gradient descent", colour: "#c2410c", dash: "solid", mark: "circle", steps: points.length - 1, x, y,
    fun: Float32Array.from(points, ([a, b]) => terrain.loss(a, b)), furtherRuns: null, ...more,
  };
  return { runs: [run], steps: run.steps, start: points[0], window: terrain.bounds, height: { ...terrain.height, lift: 0.012 } };
}
