// The race as it is drawn: of each run its points in the plane, in the chart and on the surface. What
// the server sends is described in ../shared/wire.md, “play”.

export function readRace(play) {
  const { parts, height, window: edges } = play;
  const runs = play.runs.map((facts, k) => {
    const part = (name) => parts[`${k}.${name}`];
    const value = part("value");
    const fun = part("fun") ?? value.map((v) => v + play.floor);
    const run = { ...facts, x: part("x"), y: part("y"), value, fun };
    run.at = part("at") ?? Float32Array.from(run.x, (_, step) => step);
    run.z = heights(run.x, run.y, fun, height, edges);
    run.furtherRuns = furtherRuns(facts, part, height, edges);
    return run;
  });
  const steps = Math.max(0, ...runs.map((run) => run.steps));
  // Where a run has an entry only now and then, its steps are told by what it stands at.
  const counts = play.by === "snapshots" ? runs.find((run) => run.steps === steps)?.at : null;
  return { ...play, runs, steps, counts, bySteps: play.by === "steps" };
}

// Where a path lies in the 3-D view; a gap outside of the box.
function heights(x, y, fun, height, [[xLow, xHigh], [yLow, yHigh]]) {
  return fun.map((loss, k) => {
    const above = Math.max(loss - height.low, 0);
    const z = height.log ? Math.log10(1 + above / height.scale) : above;
    const seen = x[k] >= xLow && x[k] <= xHigh && y[k] >= yLow && y[k] <= yHigh;
    return seen && z <= height.top * (1 + 1e-6) ? z + height.lift * height.top : NaN;
  });
}

// The further runs: in the plane and on the surface one line with gaps; so too in the chart.
function furtherRuns(facts, part, height, edges) {
  if (!facts.fan) return null;
  const [x, y, fun, sent] = ["fan.x", "fan.y", "fan.fun", "fan.value"].map(part);
  const found = { x, y, fun, z: heights(x, y, fun, height, edges), at: null, value: null };
  if (!sent) return found;
  const total = sent.length + facts.fan.length;
  found.at = new Float32Array(total).fill(NaN);
  found.value = new Float32Array(total).fill(NaN);
  let from = 0;
  facts.fan.forEach((count, run) => {
    for (let step = 0; step < count; step++) {
      found.at[from + run + step] = step;
      found.value[from + run + step] = sent[from + step];
    }
    from += count;
  });
  return found;
}
