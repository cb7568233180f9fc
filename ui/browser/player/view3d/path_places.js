// Where the paths of a race lie in the 3-D view: on the drawn ground, and then in pixels.

import { trace } from "../plot/traces.js";
import { ribbonOf } from "./path_ribbons.js";

// The heights of points: as high as their loss, but never below the drawn ground, as a path knows the
// surface better than the grid does; `lift`, a share of the height, above that. NaN outside of the box.
export function liftedHeights({ x, y, fun }, terrain, field, lift) {
  const [[xLow, xHigh], [yLow, yHigh]] = terrain.bounds;
  const { top } = terrain.height;
  return Float32Array.from(x, (a, k) => {
    const b = y[k];
    if (!(a >= xLow && a <= xHigh && b >= yLow && b <= yHigh)) return NaN;
    const own = terrain.heightOf(fun[k]);
    if (!(own <= top * (1 + 1e-6))) return NaN;
    const ground = field.over(a, b);
    return (ground > own ? ground : own) + lift * top;
  });
}

export class PathPlaces {
  // Of each run, and of its further runs where it has some, the points in space.
  set(race, terrain, field) {
    const placed = (points) => points?.fun && { ...points, z: liftedHeights(points, terrain, field, race.height.lift) };
    this.runs = race.runs.map(({ x, y, fun }) => placed({ x, y, fun }));
    this.fans = race.runs.map((run) => placed(run.furtherRuns) ?? null);
  }

  // The same in pixels: `traces` and `fanTraces`, and for the graphics card `ribbons`, paths first.
  project(view, sharp) {
    const lines = [...this.runs, ...this.fans];
    const traced = lines.map((line) => line && trace(line.x.length, (k) => view.point(line.x[k], line.y[k], line.z[k])));
    this.traces = traced.slice(0, this.runs.length);
    this.ribbons = lines.map((line, i) => {
      if (!line) return new Float32Array(0);
      const depths = line.z.map((z, k) => view.depth(line.x[k], line.y[k], z));
      return ribbonOf(traced[i], depths, view.box.height, sharp);
    });
  }

  // All of the picture that paths come to, and `more` pixels around: left, lower edge, width and height in
  // dots.
  reach({ box }, sharp, more) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { points, count } of this.traces) {
      for (let k = 0; k < count; k++) {
        const [x, y] = [points[2 * k], points[2 * k + 1]];
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        if (y > bottom) bottom = y;
      }
    }
    if (!(left <= right)) return [0, 0, 1, 1];
    const low = [left - more, box.height - bottom - more].map((at) => Math.max(0, Math.floor(at * sharp)));
    const high = [right + more, box.height - top + more].map((at) => Math.max(0, Math.ceil(at * sharp)));
    return [...low, high[0] - low[0], high[1] - low[1]].map((value) => Math.min(16384, Math.max(0, value)));
  }

  // The place in space of run k at a position between two steps.
  at(k, position) {
    const { x, y, z } = this.runs[k];
    const step = Math.min(Math.floor(position), x.length - 1);
    const next = Math.min(step + 1, x.length - 1);
    const share = position - step;
    return [x, y, z].map((values) => (share > 0 && next > step ? values[step] * (1 - share) + values[next] * share : values[step]));
  }

  // Points of all paths, and where they begin, for whoever looks for a good view.
  get outline() {
    const points = this.runs.flatMap(({ x, y, z }) => thinned(x.length).map((k) => [x[k], y[k], z[k]]));
    return points.filter((point) => point.every(Number.isFinite));
  }
}

// Up to 200 numbers of points, the early ones closer together: there a path goes far.
function thinned(count) {
  const most = Math.min(count, 200);
  const found = Array.from({ length: most }, (_, k) => Math.floor((count - 1) * (k / Math.max(1, most - 1)) ** 2));
  return [...new Set(found)];
}
