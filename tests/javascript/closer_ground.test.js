// The finer ground of a part of the map: when it is asked for, and what is taken.

import { CloserGround } from "../../ui/browser/player/terrain/closer_ground.js";
import { readTerrain } from "../../ui/browser/player/terrain/terrain.js";
import { equal, given, near, ok, test } from "./harness.js";

const LINK = { surface: "digits_plane", zoom: "0~1~0~1" };

// One that is answered by `answer(query)`, and what it was asked.
async function grounds(answer, link = LINK) {
  const terrain = readTerrain(await given("grid terrain"));
  const asked = [];
  let told = 0;
  const closer = new CloserGround(() => told++);
  closer.ask(link, "the ground");
  closer.fetched = async (query) => {
    asked.push(Object.fromEntries(query));
    return answer(query);
  };
  return { closer, terrain, asked, told: () => told };
}

const rest = (times = 1) => new Promise((done) => setTimeout(done, 230 * times));
const part = (terrain) => terrain.bounds.map(([low, high]) => [low + 0.4 * (high - low), low + 0.5 * (high - low)]);

test("a part is asked for once the view rests, a little larger", async () => {
  const { closer, terrain, asked } = await grounds(() => null);
  const window = part(terrain);
  equal(closer.of(terrain, window.map(([low, high]) => [low, (low + high) / 2])), null);
  equal(closer.of(terrain, window), null);
  equal(asked, []);
  await rest();
  closer.close();
  equal(asked.map(({ surface }) => surface), ["digits_plane"]);
  const [x0, x1, y0, y1] = asked[0].zoom.split("~").map(Number);
  ok(x0 < window[0][0] && x1 > window[0][1] && y0 < window[1][0] && y1 > window[1][1]);
  near([x1 - x0, y1 - y0], window.map(([low, high]) => 1.24 * (high - low)));
});

test("what arrives is seen there, and not where it is not", async () => {
  const answer = await given("closer ground");
  const { closer, terrain, told } = await grounds(() => answer);
  const { window, losses } = await given("closer ground, what it holds");
  closer.of(terrain, window);
  await rest();
  equal(told(), 1);
  const found = closer.of(terrain, window);
  near(found.losses(...window), losses, 1e-4); // between the points of the grid
  equal(found.height, terrain.height);
  equal(closer.known(terrain, terrain.bounds), null);
  closer.close();
});

test("an answer of another ground is dropped", async () => {
  const answer = await given("closer ground");
  const { window } = await given("closer ground, what it holds");
  for (const turn of [(closer) => closer.ask(LINK, "another ground"), (closer, other) => closer.of(other, other.bounds)]) {
    const { closer, terrain, told } = await grounds(() => answer);
    const other = readTerrain(await given("grid terrain"));
    closer.of(terrain, window);
    const coming = closer.fetch(window);
    turn(closer, other);
    await coming;
    equal([told(), closer.known(terrain, window)], [0, null]);
    closer.close();
  }
});

test("a file, a page without a link and a formula ask nobody", async () => {
  const grid = readTerrain(await given("grid terrain"));
  for (const link of [{}, { surface: "upload", file: "1" }]) {
    const { closer, asked } = await grounds(() => null, link);
    closer.of(grid, part(grid));
    await rest();
    equal(asked, []);
  }
  const { closer, asked } = await grounds(() => null);
  const formula = readTerrain(await given("ravine terrain"));
  closer.of(formula, part(formula));
  closer.of(grid, grid.bounds); // nothing finer is needed
  await rest();
  equal(asked, []);
});

test("a busy server is asked again, but not for ever", async () => {
  const { closer, terrain, asked } = await grounds(() => null);
  closer.of(terrain, part(terrain));
  await rest(12);
  closer.close();
  equal(asked.length, 5);
});

test("a server that was away is asked again after a while", async () => {
  const { closer, terrain } = await grounds(() => null);
  delete closer.fetched; // the real one
  const { fetch } = globalThis;
  let asked = 0;
  globalThis.fetch = () => (asked++, Promise.reject(new TypeError("no line")));
  const window = part(terrain);
  const nearer = (share) => window.map(([low, high]) => [low, low + share * (high - low)]);
  try {
    for (const [share, count] of [[1, 1], [0.9, 1], [0.8, 2]]) {
      if (count === 2) closer.connection.lost -= 20_000; // that long ago
      closer.of(terrain, nearer(share));
      await rest();
      equal([share, asked], [share, count]);
    }
  } finally {
    globalThis.fetch = fetch;
    closer.close();
  }
});
