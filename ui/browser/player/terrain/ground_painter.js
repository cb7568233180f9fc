// Paints the ground of a map on a canvas of its own, by the graphics card: the heights first, then the
// picture of them.

import { COVER, Programs, closeGL, fillTexture, openGL, setUniforms } from "../../shared/gl.js";
import { HeightPass } from "./height_pass.js";
import { STRONG, spacingOf } from "./levels.js";
import { SHADES, darkUpTo, palette } from "./palette.js";
import { PICTURE } from "./picture_shader.js";

export class GroundPainter {
  // Throws NoWebGL. `restored` is called when a lost context is back and all is to be drawn again.
  constructor(canvas, restored = () => {}) {
    this.canvas = canvas;
    this.gl = openGL(canvas, { alpha: false });
    this.off = new AbortController();
    const { signal } = this.off;
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault(), { signal });
    canvas.addEventListener("webglcontextrestored", () => (this.build(), restored()), { signal });
    this.build();
  }

  build() {
    const { gl } = this;
    this.programs = new Programs(gl);
    this.pass = new HeightPass(gl, this.programs);
    this.colours = gl.createTexture();
    this.stops = null;
    gl.bindVertexArray(gl.createVertexArray());
  }

  // `window` fills the whole canvas: width x height CSS pixels, each `sharp` dots of the screen wide.
  draw(terrain, window, { width, height, sharp }, { dark, spacing = spacingOf(terrain, window) }) {
    const { gl, canvas } = this;
    const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * sharp)));
    if (canvas.width !== w) canvas.width = w;
    if (canvas.height !== h) canvas.height = h;
    if (gl.isContextLost()) return;
    const base = this.pass.draw(terrain, window, w, h);
    const program = this.programs.get(COVER, PICTURE);
    gl.viewport(0, 0, w, h);
    gl.useProgram(program.program);
    gl.activeTexture(gl.TEXTURE1);
    this.colour(terrain.colours[dark ? "dark" : "light"]);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.pass.heights);
    // Which line is the next below `base`, as far as that matters for which ones are strong.
    const first = (base / spacing) % STRONG;
    const { top } = terrain.height;
    setUniforms(gl, program, { heights: 0, palette: 1, top, base, spacing, first, sharp, dark, deep: this.deep });
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  colour(stops) {
    const { gl } = this;
    gl.bindTexture(gl.TEXTURE_2D, this.colours);
    if (this.stops === stops) return;
    this.stops = stops;
    const bytes = palette(stops);
    this.deep = darkUpTo(bytes);
    fillTexture(gl, this.colours, ["RGBA8", "RGBA", "UNSIGNED_BYTE"], SHADES, 1, bytes);
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.LINEAR);
  }

  close() {
    this.off.abort();
    closeGL(this.gl);
  }
}
