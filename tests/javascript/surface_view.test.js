// The 3-D view as a whole, with a graphics card: what it shows, when it draws, and what is picked.

import { SurfaceView } from "../../ui/browser/player/view3d/surface_view.js";
import { equal, near, ok, test } from "./harness.js";
import { LOOK, hill, raceOver } from "./terrains.js";

const WIDE = [500, 340];

// A view of a hill with a path that goes behind it; `paint` draws a position.
function shown({ points = [[0, -1.9], [-1.9, 0], [0, 1.9]], camera = { azimuth: 0, elevation: 18, distance: 1 }, more = {} } = {}) {
  const panel = document.createElement("div");
  const plot = document.createElement("div");
  plot.dataset.plot = "surface";
  plot.style.cssText = `position: relative; width: ${WIDE[0]}px; height: ${WIDE[1]}px`;
  panel.append(plot);
  document.body.append(panel);
  const asked = [];
  const view = new SurfaceView(panel, { onView: () => asked.push(1) });
  const terrain = hill();
  const race = raceOver(terrain, points, more);
  view.terrain(terrain, LOOK);
  view.show(race, (name) => name);
  view.marks([{ kind: "minimum", x: 0, y: 0.6, words: ["minimum"] }]);
  if (camera) view.turn(camera);
  const drawn = { ground: 0, picture: 0, projected: 0 };
  counted(view.painter, "paintGround", () => drawn.ground++);
  counted(view.painter, "paint", () => drawn.picture++);
  counted(view.places, "project", () => drawn.projected++);
  const end = () => (view.close(), panel.remove());
  return { view, terrain, race, asked, drawn, paint: (at, extras = {}) => view.paint(at, { ...LOOK, ...extras }), end };
}

function counted(object, name, count) {
  const act = object[name];
  object[name] = function (...facts) {
    count();
    return act.apply(this, facts);
  };
}

// The picture of the ground and the paths: [red, green, blue] at a pixel.
function dots(view) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = WIDE;
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  ctx.fillStyle = LOOK.paper;
  ctx.fillRect(0, 0, ...WIDE);
  ctx.drawImage(view.canvases[0], 0, 0, ...WIDE);
  return ([x, y]) => Array.from(ctx.getImageData(Math.round(x), Math.round(y), 1, 1).data).slice(0, 3);
}

// How red the dots about a pixel get at most: paths are red there, the ground is not.
function reddest(view, [x, y]) {
  const at = dots(view);
  const around = [-2, -1, 0, 1, 2].flatMap((dy) => [-2, -1, 0, 1, 2].map((dx) => at([x + dx, y + dy])));
  return Math.max(...around.map(([red, , blue]) => red - blue));
}

test("the place picked at a pixel is the one shown there, nearest to the eye", () => {
  const { view, terrain, paint, end } = shown();
  paint(0);
  for (const [x, y] of [[0.3, -1.4], [-1.2, -0.4], [1.5, 1.5], [0.05, -0.95]]) {
    const pixel = view.view.point(x, y, terrain.loss(x, y));
    const found = view.pick(...pixel);
    near(view.view.point(...found, terrain.loss(...found)), pixel, 1e-3);
    ok(found[1] < y + 0.02, `${found} lies behind ${[x, y]}`);
  }
  const behind = view.view.point(0, 0.7, terrain.loss(0, 0.7));
  ok(view.pick(...behind)[1] < 0, "the hill stands before it");
  equal(view.pick(3, 3), null);
  end();
});

test("the drawn surface is the one that is picked: ground where a place is found, paper elsewhere", () => {
  const { view, paint, end } = shown({ more: { steps: 0 }, points: [[1.9, 1.9]] });
  paint(0);
  const at = dots(view);
  let [found, bare] = [0, 0];
  for (let y = 10; y < WIDE[1]; y += 20) {
    for (let x = 10; x < WIDE[0]; x += 20) {
      const here = view.pick(x, y);
      const paper = at([x, y]).every((value, k) => Math.abs(value - [253, 254, 255][k]) < 2);
      if (here) ok(!paper, `nothing is drawn at ${x}, ${y}`);
      found += Number(Boolean(here));
      bare += Number(paper);
    }
  }
  ok(found > 60 && bare > 60, `${found} found, ${bare} bare`);
  end();
});

test("nothing is drawn when nothing changed, and only paths while a race plays", () => {
  const { drawn, paint, end } = shown();
  paint(0);
  equal(drawn, { ground: 1, picture: 1, projected: 1 });
  paint(0);
  equal(drawn.picture, 1);
  paint(0.5);
  paint(1);
  equal(drawn, { ground: 1, picture: 3, projected: 1 });
  end();
});

test("a turned camera draws anew, asks to be painted, and can be read and put back", () => {
  const { view, asked, drawn, paint, end } = shown();
  paint(0);
  const [before, count] = [view.camera, asked.length];
  view.turn({ azimuth: 200 });
  ok(asked.length > count && view.turned);
  equal(view.camera, { ...before, azimuth: -160 });
  paint(0);
  equal([drawn.ground, drawn.projected], [2, 2]);
  view.turn([before.azimuth, before.elevation, before.distance]);
  equal(view.camera, before);
  end();
});

test("the camera is chosen once for a surface, and never for one who turned it", () => {
  const points = Array.from({ length: 9 }, (_, k) => [0.12 + 0.03 * k, -0.3 + 0.06 * k]); // behind the hill
  const { view, terrain, race, paint, end } = shown({ camera: null, points });
  const usual = view.camera;
  paint(0);
  const chosen = view.camera;
  ok(JSON.stringify(chosen) !== JSON.stringify(usual) && !view.turned);
  const other = raceOver(terrain, [[1.9, 1.9], [0, 1.9]]);
  view.show(other, (name) => name);
  paint(0);
  equal(view.camera, chosen);
  view.turn({ azimuth: 77 });
  view.terrain({ ...terrain, glsl: "another" }, LOOK);
  view.show(race, (name) => name);
  paint(0);
  equal(view.camera.azimuth, 77);
  view.stand.goHome();
  ok(!view.turned && view.camera.azimuth !== 77);
  end();
});

test("a path is strong before the hill, faint behind it and where it is to come, and gone where that is hidden", () => {
  const points = [[-1.8, -1.8], [1.8, -1.8], [1.8, 0.9], [-1.8, 0.9]];
  const { view, paint, end } = shown({ points });
  paint(3);
  const between = (k) => view.at(0, k + 0.5);
  const [before, behind] = [reddest(view, between(0)), reddest(view, between(2))];
  ok(view.hides(...view.places.at(0, 2.5)) && !view.hides(...view.places.at(0, 0.5)));
  paint(0);
  const coming = reddest(view, between(0));
  paint(0, { future: false });
  const unseen = reddest(view, between(0));
  ok(before > 120, `before the hill ${before}`);
  ok(behind < before - 40 && behind > unseen - 30, `behind it ${behind}`);
  ok(coming < before - 40 && coming > unseen + 15, `to come ${coming}, unseen ${unseen}`);
  end();
});

test("a knob that is turned shows its surface coarsely at once and finely when it rests", async () => {
  const { view, terrain, paint, end } = shown();
  paint(0);
  equal(view.field.columns, 257);
  view.terrain({ ...terrain, heights: (xs, ys) => terrain.heights(xs, ys).map((z) => z / 2) }, LOOK);
  paint(0);
  equal(view.field.columns, 129);
  near(view.over(0, 0.5), terrain.loss(0, 0.5) / 2, 1e-3);
  await new Promise((done) => setTimeout(done, 300));
  paint(0);
  equal(view.field.columns, 257);
  end();
});

test("what is said at a pixel is of a mark or of the ground", () => {
  const { view, terrain, paint, end } = shown({ camera: { azimuth: 180, elevation: 50, distance: 1 } });
  paint(0);
  equal(view.words(...view.view.point(0, 0.6, terrain.loss(0, 0.6))).words, ["minimum"]);
  const { words } = view.words(...view.view.point(-1, 1, terrain.loss(-1, 1)));
  ok(words[1].startsWith("x −") && words[2].startsWith("loss 0.4"), String(words));
  equal(view.words(2, 2).words, null);
  end();
});

test("a closed view gives its context back and leaves nothing behind", () => {
  const { view, end } = shown();
  const { gl } = view.painter;
  end();
  ok(gl.isContextLost());
  equal(view.div.querySelectorAll("canvas").length, 0);
});
