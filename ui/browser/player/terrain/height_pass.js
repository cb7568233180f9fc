// The first half of painting a ground: the height under each pixel, and one around, worked out by the
// graphics card into a texture. Heights lie there as the bits of floats, which every card can write.

import { COVER, fillTexture, setUniforms } from "../../shared/gl.js";
import { UNDEFINED } from "./elementary.js";
import { singlesSuffice, windowGrid } from "./precision.js";

const HEAD = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
out uvec4 bits;
uniform vec4 view; // of the middle of the first pixel in the window: its place; and from one to the next
`;
const MAIN = `
void main() {
  bits = uvec4(floatBitsToUint(heightAt(view.xy + view.zw * (gl_FragCoord.xy - 1.5))), 0, 0, 0);
}`;
const OF_FORMULA = `
uniform vec3 measure; // the lowest loss, 1 / scale, 1 where heights are logarithmic
float heightAt(vec2 at) {
  float f = loss(at.x, at.y);
  if (f >= UNDEFINED) return UNDEFINED;
  float above = f - measure.x;
  return measure.z == 0.0 ? above : sign(above) * log1p_(abs(above) * measure.y) / 2.302585092994046;
}`;
// As grid.js has it; places are in columns and rows.
const OF_GRID = `
uniform sampler2D grid;
uniform ivec2 size;
const float UNDEFINED = ${UNDEFINED.toExponential()};
float point(ivec2 at) { return texelFetch(grid, clamp(at, ivec2(0), size - 1), 0).r; }
vec4 cubic(float t) {
  return vec4(t * (-0.5 + t * (1.0 - 0.5 * t)), 1.0 + t * t * (-2.5 + 1.5 * t),
              t * (0.5 + t * (2.0 - 1.5 * t)), t * t * (-0.5 + 0.5 * t));
}
vec4 row(ivec2 at) {
  return vec4(point(at - ivec2(1, 0)), point(at), point(at + ivec2(1, 0)), point(at + ivec2(2, 0)));
}
float heightAt(vec2 at) {
  if (any(lessThan(at, vec2(-0.5))) || any(greaterThan(at, vec2(size) - 0.5))) return UNDEFINED;
  ivec2 first = clamp(ivec2(floor(at)), ivec2(0), size - 2);
  vec2 t = clamp(at - vec2(first), 0.0, 1.0);
  vec4 a = row(first - ivec2(0, 1)), b = row(first), c = row(first + ivec2(0, 1)), d = row(first + ivec2(0, 2));
  vec4 across = cubic(t.x), up = cubic(t.y);
  vec4 most = max(max(a, b), max(c, d));
  if (all(lessThan(most, vec4(1e37)))) {
    return dot(up, vec4(dot(across, a), dot(across, b), dot(across, c), dot(across, d)));
  }
  vec4 near = vec4(b.yz, c.yz);
  vec4 weight = vec4(1.0 - t.x, t.x, 1.0 - t.x, t.x) * vec4(1.0 - t.yy, t.yy);
  bvec4 hole = greaterThan(near, vec4(1e37));
  if (dot(weight, vec4(hole)) > 0.0) return UNDEFINED;
  return dot(weight, mix(near, vec4(0.0), hole));
}`;

export class HeightPass {
  constructor(gl, programs) {
    Object.assign(this, { gl, programs, size: [0, 0] });
    this.heights = gl.createTexture();
    this.grid = gl.createTexture();
    this.frame = gl.createFramebuffer();
  }

  // -> what is to be added to the heights in the texture
  draw(terrain, window, width, height) {
    this.fit(width + 2, height + 2);
    const { gl } = this;
    const { base, source, program } = this.chosen(terrain, window, width, height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
    gl.viewport(0, 0, width + 2, height + 2);
    gl.useProgram(program.program);
    gl.activeTexture(gl.TEXTURE0);
    if (source) this.upload(source);
    const place = (axis, at) => (source ? source.place(axis, at) : at);
    const view = window.map(([low, high], axis) => {
      const [from, to] = [place(axis, low), place(axis, high)];
      const step = (to - from) / (axis ? height : width);
      return [from + step / 2, step];
    });
    const { low, scale, log } = terrain.height;
    setUniforms(gl, program, {
      view: [view[0][0], view[1][0], view[0][1], view[1][1]], measure: [low, 1 / scale, log ? 1 : 0],
      k: terrain.values, grid: 0, size: source?.size,
    });
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return base;
  }

  // The formula where that is exact enough, else a grid of the window.
  chosen(terrain, window, width, height) {
    if (singlesSuffice(terrain, window, { width, height })) {
      return terrain.glsl ? this.byFormula(terrain) : this.byGrid(terrain.gridOfHeights());
    }
    const { grid, base } = windowGrid(terrain, window);
    return this.byGrid(grid, base);
  }

  byFormula({ glsl }) {
    return { base: 0, source: null, program: this.programs.get(COVER, HEAD + glsl + OF_FORMULA + MAIN) };
  }

  byGrid(source, base = 0) {
    return { base, source, program: this.programs.get(COVER, HEAD + OF_GRID + MAIN) };
  }

  upload(grid) {
    const values = Float32Array.from(grid.values, (height) => (height === height ? height : UNDEFINED));
    fillTexture(this.gl, this.grid, ["R32F", "RED", "FLOAT"], ...grid.size, values);
  }

  fit(width, height) {
    const { gl } = this;
    if (this.size[0] === width && this.size[1] === height) return;
    this.size = [width, height];
    fillTexture(gl, this.heights, ["R32UI", "RED_INTEGER", "UNSIGNED_INT"], width, height, null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.heights, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }
}
