// The ground in three dimensions on the graphics card: its mesh, its sides and its shadow.

import { paletteOf, shares, strips } from "./mesh.js";
import { programOf } from "./programs.js";
import { FOOT, GROUND, SHADOW, SIDES, SURFACE } from "./surface_shader.js";

// How each theme is lit: how strong contour lines and the shadow of the block are.
const LOOKS = { light: { line: 0.4, shadow: 0.22 }, dark: { line: 0.34, shadow: 0.55 } };

export class GroundMesh {
  constructor(gl) {
    this.gl = gl;
    this.surface = programOf(gl, SURFACE, GROUND);
    this.sides = programOf(gl, SIDES, GROUND);
    this.foot = programOf(gl, FOOT, SHADOW);
    this.heights = texture(gl, gl.NEAREST);
    this.palette = texture(gl, gl.LINEAR);
    this.bare = gl.createVertexArray(); // points come from their numbers
    this.joined = {};
  }

  // Heights on a grid of `side` x `side`, `top` being the highest that is drawn.
  set(heights, side, top) {
    const { gl } = this;
    gl.bindTexture(gl.TEXTURE_2D, this.heights);
    const values = shares(heights, top);
    if (side === this.side) {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, side, side, gl.RED, gl.FLOAT, values);
    } else gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, side, side, 0, gl.RED, gl.FLOAT, values);
    this.side = side;
  }

  // `stops`, colours from low to high.
  colour(stops, { dark, ink, paper }) {
    const { gl } = this;
    gl.bindTexture(gl.TEXTURE_2D, this.palette);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, paletteOf(stops));
    this.look = { ...(dark ? LOOKS.dark : LOOKS.light), dark, ink, paper };
  }

  // `lines` contour lines from the lowest to the highest, `dots` of the picture in a CSS pixel, every
  // `every`-th point of the grid.
  draw(view, { lines, dots, every }) {
    const { gl, look } = this;
    gl.bindVertexArray(this.bare);
    const side = (this.side - 1) / every + 1;
    const facts = { side, every, lines, dots, view, line: [...look.ink, look.line] };
    gl.depthMask(false);
    this.shadow(view);
    gl.depthMask(true);
    this.use(this.sides, facts, 1);
    for (let border = 0; border < 4; border++) {
      gl.uniform1i(this.sides.places.border, border);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 2 * side);
    }
    this.use(this.surface, facts, 0);
    const joined = this.strip(side);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, joined.buffer);
    gl.drawElements(gl.TRIANGLE_STRIP, joined.count, gl.UNSIGNED_INT, 0);
    gl.bindVertexArray(null);
  }

  use({ program, places }, { side, every, lines, dots, view, line }, wall) {
    const { gl, look } = this;
    gl.useProgram(program);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.heights);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.palette);
    gl.activeTexture(gl.TEXTURE0);
    gl.uniform1i(places.heights, 0);
    gl.uniform1i(places.palette, 1);
    gl.uniform1i(places.side, side);
    gl.uniform1i(places.every, every);
    gl.uniform1f(places.lines, lines);
    gl.uniform1f(places.dots, dots);
    gl.uniform1i(places.wall, wall);
    gl.uniform1i(places.dark, Number(look.dark));
    gl.uniform3fv(places.paper, look.paper);
    gl.uniform1f(places.foot, view.space.floor);
    gl.uniform3fv(places.sides, view.space.sides);
    gl.uniform3fv(places.light, lightOf(view.axes));
    gl.uniform3fv(places.eye, view.axes.back);
    gl.uniform4fv(places.line, line);
    gl.uniformMatrix4fv(places.seen, false, view.matrix);
  }

  shadow(view) {
    const { gl, foot, look } = this;
    gl.useProgram(foot.program);
    gl.uniform3fv(foot.places.sides, view.space.sides);
    gl.uniform1f(foot.places.foot, view.space.floor);
    gl.uniform1f(foot.places.strength, look.shadow);
    gl.uniformMatrix4fv(foot.places.seen, false, view.matrix);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  strip(side) {
    const { gl } = this;
    if (this.joined[side]) return this.joined[side];
    const numbers = strips(side);
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, numbers, gl.STATIC_DRAW);
    return (this.joined[side] = { buffer, count: numbers.length });
  }
}

// From the upper left, behind the shoulder of whoever looks.
function lightOf({ right, back }) {
  const flat = Math.hypot(back[0], back[1]) || 1;
  const way = [0, 1].map((k) => -0.62 * right[k] + (0.25 * back[k]) / flat);
  const light = [...way, 0.78];
  const long = Math.hypot(...light);
  return light.map((value) => value / long);
}

function texture(gl, filter) {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return made;
}
