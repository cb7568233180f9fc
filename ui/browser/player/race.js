// The race as it is drawn: of each run its points in the plane, its losses, and its curve in the chart.
// What the server sends is described in ../shared/wire.md, “play”.

export function readRace(play) {
  const { parts } = play;
  const runs = play.runs.map((facts, k) => {
    const part = (name) => parts[`${k}.${name}`];
    const value = part("value");
    const fun = part("fun") ?? value.map((v) => v + play.floor);
    const run = { ...facts, x: part("x"), y: part("y"), value, fun };
    run.at = part("at") ?? Float32Array.from(run.x, (_, step) => step);
    run.furtherRuns = furtherRuns(facts, part);
    return run;
  });
  const steps = Math.max(0, ...runs.map((run) => run.steps));
  // Where a run has an entry only now and then, its steps are told by what it stands at.
  const counts = play.by === "snapshots" ? runs.find((run) => run.steps === steps)?.at : null;
  return { ...play, runs, steps, counts, bySteps: play.by === "steps" };
}

// The further runs: in the plane and on the surface one line with gaps; so too in the chart.
function furtherRuns(facts, part) {
  if (!facts.fan) return null;
  const [x, y, fun, sent] = ["fan.x", "fan.y", "fan.fun", "fan.value"].map(part);
  const found = { x, y, fun, at: null, value: null };
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
