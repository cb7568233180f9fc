// The ground as the graphics card works it out: the same heights as in float64, at every edge of every
// operation, and pictures that show them.

import { COVER, NoWebGL, Programs, closeGL, openGL } from "../../ui/browser/shared/gl.js";
import { GroundPainter } from "../../ui/browser/player/terrain/ground_painter.js";
import { HeightPass } from "../../ui/browser/player/terrain/height_pass.js";
import { singlesSuffice } from "../../ui/browser/player/terrain/precision.js";
import { gridTerrain, readTerrain } from "../../ui/browser/player/terrain/terrain.js";
import { unpack } from "../../ui/browser/shared/wire.js";
import { equal, given, ok, test } from "./harness.js";

const SIDE = 33; // pixels: with the windows below, their middles lie at 0 and at whole numbers
const SIZE = { width: SIDE, height: SIDE };
const LARGE = 1e37;

async function terrains(name) {
  const { parts } = unpack(await given(name));
  return Object.entries(parts).map(([name, bytes]) => [name, readTerrain(bytes)]);
}

function pass() {
  const gl = openGL(document.createElement("canvas"));
  gl.bindVertexArray(gl.createVertexArray());
  return new HeightPass(gl, new Programs(gl));
}

// The window in which the outermost pixels have their middles on the edges of `bounds`.
function wider(bounds) {
  return bounds.map(([low, high]) => {
    const half = (high - low) / (SIDE - 1) / 2;
    return [low - half, high + half];
  });
}

function middles(window) {
  return window.map(([low, high]) => Array.from({ length: SIDE }, (_, k) => low + ((k + 0.5) * (high - low)) / SIDE));
}

// What the card made of the pixels; NaN where undefined.
function drawn(made, terrain, window) {
  const base = made.draw(terrain, window, SIDE, SIDE);
  const { gl } = made;
  gl.bindFramebuffer(gl.FRAMEBUFFER, made.frame);
  const bits = new Uint32Array(4 * SIDE * SIDE);
  gl.readPixels(1, 1, SIDE, SIDE, gl.RGBA_INTEGER, gl.UNSIGNED_INT, bits);
  const heights = new Float32Array(bits.filter((_, k) => k % 4 === 0).buffer);
  return Array.from(heights, (height) => (Math.abs(height) > LARGE ? NaN : base + height));
}

// Heights that are the losses themselves.
function plain(terrain) {
  return Object.assign(terrain, { height: { log: false, low: 0, scale: 1, top: 1 } });
}

test("every surface has the losses of float64, up to float32's digits", async () => {
  const made = pass();
  for (const [name, terrain] of await terrains("terrains")) {
    if (!terrain.glsl) continue;
    const window = wider(terrain.bounds);
    const exact = plain(terrain).exactHeights(...middles(window));
    const most = exact.reduce((a, b) => Math.max(a, Math.abs(b)));
    const off = drawn(made, terrain, window).map((v, k) => Math.abs(v - exact[k]) / (Math.abs(exact[k]) + 0.01 * most));
    ok(Math.max(...off) < 2e-5, `${name}: ${Math.max(...off)}`);
  }
  closeGL(made.gl);
});

test("heights, logarithmic and plain, are those of float64", async () => {
  const made = pass();
  for (const [name, terrain] of [...(await terrains("terrains")), ...(await terrains("turned terrains"))]) {
    const window = terrain.glsl ? wider(terrain.bounds) : terrain.bounds;
    const exact = terrain.exactHeights(...middles(window));
    const off = drawn(made, terrain, window).map((v, k) => Math.abs(v - exact[k]) / terrain.height.top);
    ok(Math.max(...off) < 3e-5, `${name}: ${Math.max(...off)}`);
  }
  closeGL(made.gl);
});

test("every operation has NumPy's meaning at its edges", async () => {
  const made = pass();
  made.chosen = (terrain) => made.byFormula(terrain);
  for (const [name, terrain] of await terrains("edges")) {
    const window = wider([[-2, 2], [-2, 2]]);
    const exact = plain(terrain).exactHeights(...middles(window));
    drawn(made, terrain, window).forEach((v, k) => {
      const told = `${name} at ${[k % SIDE, Math.floor(k / SIDE)].map((at) => at / 8 - 2)}: ${v}, not ${exact[k]}`;
      const wanted = Math.abs(exact[k]) > LARGE ? NaN : exact[k];
      if (wanted !== wanted || v !== v) ok(wanted !== wanted && v !== v, told);
      else ok(Math.abs(v - wanted) <= 1e-5 * Math.max(Math.abs(wanted), 1), told);
    });
  }
  closeGL(made.gl);
});

test("random formulas compile, and are right wherever float32 is said to be enough", async () => {
  const made = pass();
  made.chosen = (terrain) => made.byFormula(terrain);
  let compared = 0;
  for (const [name, terrain] of await terrains("random formulas")) {
    const window = wider(terrain.bounds);
    const found = drawn(made, terrain, window);
    if (!singlesSuffice(terrain, window, SIZE)) continue;
    const exact = terrain.exactHeights(...middles(window));
    const wrong = found.filter((v, k) => !(v !== v && exact[k] !== exact[k]) && !(Math.abs(v - exact[k]) < 1e-3 * terrain.height.top));
    ok(wrong.length <= 0.1 * found.length, `${name}: ${wrong.length} of ${found.length} are wrong`);
    compared += 1;
  }
  ok(compared > 120, `${compared} were compared`);
  closeGL(made.gl);
});

test("the largest formulas compile, or are sent as a grid", async () => {
  const made = pass();
  const every = await terrains("hostile formulas");
  for (const [, terrain] of every) drawn(made, terrain, terrain.bounds);
  ok(every.some(([, terrain]) => terrain.grid) && every.some(([, terrain]) => terrain.glsl));
  closeGL(made.gl);
});

test("deep in a zoom neighbouring pixels still differ", async () => {
  const made = pass();
  const terrain = (await terrains("terrains")).find(([name]) => name === "rosenbrock")[1];
  const window = [[0.3, 0.3 + 1e-9], [0.4, 0.4 + 1e-9]];
  const found = drawn(made, terrain, window);
  const exact = terrain.exactHeights(...middles(window));
  const span = Math.max(...exact) - Math.min(...exact);
  ok(span > 0 && span < 1e-6, `${span}`);
  const off = found.map((v, k) => Math.abs(v - exact[k]));
  ok(Math.max(...off) < 0.01 * span, `off by ${Math.max(...off) / span}`);
  equal(made.chosen(terrain, window, SIDE, SIDE).source.size, [257, 257]);
  closeGL(made.gl);
});

// -- pictures ---------------------------------------------------------------------------------

function painted(painter, terrain, look, window = terrain.bounds) {
  painter.draw(terrain, window, { ...SIZE, sharp: 2 }, look);
  const { gl } = painter;
  const side = 2 * SIDE;
  const bytes = new Uint8Array(4 * side * side);
  gl.readPixels(0, 0, side, side, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
  return (x, y) => Array.from(bytes.slice(4 * (y * side + x), 4 * (y * side + x) + 3));
}

test("the lowest place has the first colour, in both themes", async () => {
  const painter = new GroundPainter(document.createElement("canvas"));
  const bowl = (await terrains("terrains")).find(([name]) => name === "bowl")[1];
  for (const dark of [false, true]) {
    const at = painted(painter, bowl, { dark, spacing: bowl.height.top / 4 });
    const first = bowl.colours[dark ? "dark" : "light"][0];
    const last = bowl.colours[dark ? "dark" : "light"].at(-1);
    const apart = (colour, hex) => Math.max(...colour.map((v, c) => Math.abs(v - parseInt(hex.slice(1 + 2 * c, 3 + 2 * c), 16))));
    ok(apart(at(SIDE, SIDE), first) < apart(at(SIDE, SIDE), last) / 2, `${at(SIDE, SIDE)} is not like ${first}`);
    ok(apart(at(1, 1), last) < apart(at(1, 1), first) / 2, `${at(1, 1)} is not like ${last}`);
  }
  equal([painter.canvas.width, painter.canvas.height], [2 * SIDE, 2 * SIDE]);
  painter.close();
  ok(painter.gl.isContextLost());
});

test("where the surface is undefined the picture is hatched, without a colour of the ground", async () => {
  const painter = new GroundPainter(document.createElement("canvas"));
  const bowl = (await terrains("terrains")).find(([name]) => name === "bowl")[1];
  const holes = gridTerrain(bowl, [9, 9], Float32Array.from({ length: 81 }, (_, k) => (k % 9 < 4 ? NaN : bowl.height.top)));
  const at = painted(painter, holes, { dark: false });
  const greys = new Set();
  for (let x = 0; x < 20; x++) {
    const colour = at(x, 30);
    ok(Math.max(...colour) - Math.min(...colour) < 14, `${colour} is no grey`);
    greys.add(String(colour));
  }
  ok(greys.size > 3);
  const [r, , b] = at(60, 30);
  ok(r > b + 5, `${at(60, 30)}`);
  painter.close();
});

test("a browser without WebGL2 is told from a mistake", () => {
  const without = { getContext: () => null, addEventListener() {} };
  for (const make of [() => openGL(without), () => new GroundPainter(without)]) {
    try {
      make();
    } catch (error) {
      ok(error instanceof NoWebGL);
      continue;
    }
    ok(false, "nothing was thrown");
  }
});

test("programs are kept by their text, and a wrong one says why", () => {
  const gl = openGL(document.createElement("canvas"));
  const programs = new Programs(gl);
  const text = (k) => `#version 300 es\nprecision highp float; out vec4 c; void main() { c = vec4(${k}.0); }`;
  const first = programs.get(COVER, text(0));
  equal(programs.get(COVER, text(0)) === first, true);
  for (let k = 1; k < 40; k++) programs.get(COVER, text(k));
  ok(programs.known.size < 40 && programs.get(COVER, text(0)) !== first);
  let told = "";
  try {
    programs.get(COVER, "#version 300 es\nvoid main() { nonsense; }");
  } catch (error) {
    told = error.message;
  }
  ok(told.includes("nonsense"), told);
  closeGL(gl);
});
