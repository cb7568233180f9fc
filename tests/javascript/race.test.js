// A race as it is drawn, from the server's message.

import { readRace } from "../../ui/browser/player/race.js";
import { HiddenRacers } from "../../ui/browser/player/hidden_racers.js";
import { ground, keep } from "../../ui/browser/player/grounds.js";
import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, near, ok, test } from "./harness.js";

const read = async () => readRace(unpack(await given("play")));

test("every run has its points and losses", async () => {
  const [race, want] = [await read(), await given("race")];
  equal(race.runs.length, 2);
  race.runs.forEach((run, k) => {
    near(run.x, want.x[k], 1e-6);
    near(run.fun, want.fun[k], 1e-5);
    equal(run.steps, want.x[k].length - 1);
  });
  equal(race.steps, Math.max(...race.runs.map((run) => run.steps)));
});

test("further runs are one line with gaps", async () => {
  const [race, want] = [await read(), await given("race")];
  race.runs.forEach(({ furtherRuns, fan }, k) => {
    equal(fan, want.furtherRuns[k]);
    const starts = furtherRuns.at.reduce((found, at, i) => (at === 0 ? [...found, i] : found), []);
    equal(starts.length, fan.length);
    const gaps = furtherRuns.value.filter((value) => value !== value).length;
    ok(gaps >= fan.length, `${gaps} gaps`);
    equal(furtherRuns.at.length, fan.reduce((sum, count) => sum + count + 1, 0));
  });
});

test("a race against steps counts by steps", async () => {
  const race = await read();
  equal([race.bySteps, race.counts], [true, null]);
  equal(Array.from(race.runs[0].at.slice(0, 3)), [0, 1, 2]);
});

test("a training is told by its snapshots", () => {
  const at = new Float32Array([0, 10, 20]);
  const parts = { "0.x": at, "0.y": at, "0.value": at, "0.at": at };
  const race = readRace({ parts, runs: [{ steps: 2 }], by: "snapshots", floor: 0.5 });
  ok(race.counts === at && !race.bySteps);
  near(race.runs[0].fun, [0.5, 10.5, 20.5]);
});

const RACE = { runs: ["a", "b", "c"].map((label) => ({ label })) };
const labels = ({ runs }) => runs.map(({ label }) => label).join("");

test("a racer is hidden and shown again", () => {
  let told = 0;
  const hidden = new HiddenRacers(() => told++);
  ok(hidden.without(RACE) === RACE);
  hidden.toggle("b");
  equal([labels(hidden.without(RACE)), hidden.has("b")], ["ac", true]);
  hidden.toggle("b");
  equal([labels(hidden.without(RACE)), told], ["abc", 2]);
});

test("one racer alone, and then all again", () => {
  const hidden = new HiddenRacers(() => {});
  hidden.solo("b", RACE.runs);
  equal(labels(hidden.without(RACE)), "b");
  hidden.solo("c", RACE.runs);
  equal(labels(hidden.without(RACE)), "c");
  hidden.solo("c", RACE.runs);
  equal(labels(hidden.without(RACE)), "abc");
});

test("who left the race is forgotten", () => {
  const hidden = new HiddenRacers(() => {});
  hidden.toggle("b");
  hidden.without({ runs: [{ label: "a" }] });
  equal(labels(hidden.without(RACE)), "abc");
});

test("a ground that comes later is waited for", async () => {
  const waiting = [ground("late"), ground("late")];
  keep("late", { samples: "1" });
  equal(await Promise.all(waiting), [{ samples: "1" }, { samples: "1" }]);
  equal(await ground("late"), { samples: "1" });
});

test("only the last six grounds are kept", async () => {
  for (let k = 0; k < 7; k++) keep(`ground ${k}`, k);
  equal(await ground("ground 1"), 1);
  const first = await Promise.race([ground("ground 0"), new Promise((done) => setTimeout(() => done("none"), 20))]);
  equal(first, "none");
});
