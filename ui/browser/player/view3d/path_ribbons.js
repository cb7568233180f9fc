// The paths of the 3-D view as ribbons on the graphics card. They are projected here once for each stand
// of the camera; while a race plays only a number changes, the step up to which paths are done.

import { setUniforms } from "../../shared/gl.js";
import { PATH, RIBBON } from "./ribbon_shader.js";

const NEAR = 0.4; // pixels: a point closer than that to the one before is left out
const BIAS = 0.0012; // of the depth: so little behind the ground counts as before it
const WIDE = 6; // numbers a point: x, y, depth, length, step, and one to spare

// The points of a trace that are needed, in dots of the picture, `sharp` of them in a pixel, between two
// gaps. `depths` of its points, from 0 to 1.
export function ribbonOf({ points, lengths, count }, depths, height, sharp) {
  const kept = [0, 0, 2, -1, 0, 0];
  let last = -1; // the point kept last, -1 after a gap
  const put = (k) => {
    kept.push(points[2 * k] * sharp, (height - points[2 * k + 1]) * sharp, depths[k], lengths[k] * sharp, k, 0);
    last = k;
  };
  for (let k = 0; k < count; k++) {
    if (points[2 * k] !== points[2 * k]) {
      if (last >= 0) kept.push(0, 0, 2, -1, k, 0);
      last = -1;
      continue;
    }
    const next = points[2 * k + 2];
    const end = k === count - 1 || next !== next;
    if (last < 0 || end || apart(points, k, last) > NEAR) put(k);
  }
  if (last >= 0) kept.push(0, 0, 2, -1, count, 0);
  return Float32Array.from(kept);
}

function apart(points, k, j) {
  return Math.hypot(points[2 * k] - points[2 * j], points[2 * k + 1] - points[2 * j + 1]);
}

export class PathRibbons {
  constructor(gl, programs) {
    this.gl = gl;
    this.programs = programs;
    this.buffer = gl.createBuffer();
    this.points = gl.createVertexArray();
    this.spans = [];
  }

  // One ribbon after the other, as `ribbonOf` makes them.
  set(ribbons) {
    const { gl } = this;
    const whole = new Float32Array(ribbons.reduce((sum, { length }) => sum + length, 0));
    let first = 0;
    this.spans = ribbons.map((ribbon) => {
      whole.set(ribbon, first);
      const span = { first: 4 * first, pieces: ribbon.length / WIDE - 3 };
      first += ribbon.length;
      return span;
    });
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, whole, gl.DYNAMIC_DRAW);
  }

  // Prepares to draw in a picture of `size` dots, `sharp` of them in a pixel, over a ground that lies as
  // deep as the texture `depths` says.
  begin(size, sharp, depths, position) {
    const { gl } = this;
    this.program = this.programs.get(RIBBON, PATH);
    gl.useProgram(this.program.program);
    gl.bindVertexArray(this.points);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, depths);
    setUniforms(gl, this.program, { depths: 0, picture_: size, bias: BIAS, position });
    this.sharp = sharp;
  }

  // Ribbon k in a pen: `colour` (red, green, blue from 0 to 1), `width` and `dash` in pixels, how strong
  // it is, and what of that is kept where it is hidden and where it is still to come.
  draw(k, { colour, width, dash = [], alpha = 1, hidden, coming }) {
    const { gl, sharp } = this;
    const { first, pieces } = this.spans[k];
    if (pieces < 1) return;
    setUniforms(gl, this.program, {
      colour, half_: (width * sharp) / 2, alphas: [alpha, hidden, coming],
      dash: [0, 1, 2, 3].map((i) => (dash[i] ?? 0) * sharp),
    });
    const parts = [[0, 4, 0], [1, 4, 1], [2, 4, 2], [3, 4, 3], [4, 1, 1, 4], [5, 1, 2, 4]];
    for (const [place, size, point, number = 0] of parts) {
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, gl.FLOAT, false, 4 * WIDE, first + 4 * (WIDE * point + number));
      gl.vertexAttribDivisor(place, 1);
    }
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, pieces);
  }

  end() {
    this.gl.bindVertexArray(null);
  }
}
