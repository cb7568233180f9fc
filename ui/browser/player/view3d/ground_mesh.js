// The ground in three dimensions on the graphics card: its mesh, its sides and its shadow.

import { fillTexture, setUniforms } from "../../shared/gl.js";
import { SHADES, palette } from "../terrain/palette.js";
import { STRIDE, packed, strips, walls } from "./mesh.js";
import { FOOT, GROUND, SHADOW, SIDES, SURFACE } from "./surface_shader.js";

const SHADOW_STRENGTH = { light: 0.22, dark: 0.55 }; // of the block, in each theme
const OUTWARDS = [[0, -1, 0], [1, 0, 0], [0, 1, 0], [-1, 0, 0]]; // south, east, north, west

export class GroundMesh {
  constructor(gl, programs) {
    this.gl = gl;
    this.programs = programs;
    this.palette = gl.createTexture();
    this.joined = {};
    this.points = gl.createBuffer();
    this.wallPoints = gl.createBuffer();
    this.surface = gl.createVertexArray();
    gl.bindVertexArray(this.surface);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.points);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 1, gl.FLOAT, false, STRIDE, 0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 3, gl.BYTE, true, STRIDE, 4);
    this.sides = gl.createVertexArray();
    gl.bindVertexArray(this.sides);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.wallPoints);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 3, gl.FLOAT, false, 0, 0);
    this.bare = gl.createVertexArray(); // points come from their numbers
    gl.bindVertexArray(null);
  }

  // Heights on a grid of `side` x `side`, in the box `space`.
  set(heights, side, { top, sides, floor }) {
    const { gl } = this;
    this.side = side;
    this.fill(this.points, packed(heights, side, top, sides));
    this.fill(this.wallPoints, walls(heights, side, top, floor));
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
  }

  fill(buffer, values) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
  }

  // `stops`: colours from low to high.
  colour(stops, dark, paper) {
    const { gl } = this;
    this.look = { dark, paper };
    if (this.stops === stops) return;
    this.stops = stops;
    fillTexture(gl, this.palette, ["RGBA8", "RGBA", "UNSIGNED_BYTE"], SHADES, 1, palette(stops));
    for (const size of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, size, gl.LINEAR);
  }

  // `lines` contour lines from the lowest to the highest, `dots` of the picture in a CSS pixel, every
  // `every`-th point of the grid.
  draw(view, { lines, dots, every }) {
    const { gl, look, side } = this;
    const common = {
      side, lines, dots, palette: 0, dark: look.dark, paper: look.paper,
      sides: view.space.sides, seen: view.matrix, eye: view.axes.back, light: lightOf(view.axes),
      foot: view.space.floor, strength: SHADOW_STRENGTH[look.dark ? "dark" : "light"],
    };
    const use = (vertex, fragment, more) => {
      const program = this.programs.get(vertex, fragment);
      gl.useProgram(program.program);
      setUniforms(gl, program, { ...common, ...more });
    };
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.palette);
    gl.bindVertexArray(this.bare);
    gl.depthMask(false);
    use(FOOT, SHADOW, {});
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.depthMask(true);
    gl.bindVertexArray(this.sides);
    OUTWARDS.forEach((outwards, edge) => {
      if (!faces(view, outwards)) return;
      use(SIDES, GROUND, { outwards, wall: true });
      gl.drawArrays(gl.TRIANGLE_STRIP, 2 * side * edge, 2 * side);
    });
    gl.bindVertexArray(this.surface);
    use(SURFACE, GROUND, { wall: false });
    const joined = this.strip(every);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, joined.buffer);
    gl.drawElements(gl.TRIANGLE_STRIP, joined.count, gl.UNSIGNED_INT, 0);
    gl.bindVertexArray(null);
  }

  strip(every) {
    const { gl, side } = this;
    const key = `${side}/${every}`;
    if (this.joined[key]) return this.joined[key];
    const numbers = strips(side, every);
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, numbers, gl.STATIC_DRAW);
    return (this.joined[key] = { buffer, count: numbers.length });
  }
}

// Whether the eye stands before a side of the block.
function faces({ eyeInBox, space }, outwards) {
  return outwards.some((way, k) => way * eyeInBox[k] > space.sides[k] / 2);
}

// From the upper left, behind the shoulder of whoever looks.
function lightOf({ right, back }) {
  const flat = Math.hypot(back[0], back[1]) || 1;
  const way = [0, 1].map((k) => -0.62 * right[k] + (0.25 * back[k]) / flat);
  const long = Math.hypot(...way, 0.78);
  return [...way, 0.78].map((value) => value / long);
}
