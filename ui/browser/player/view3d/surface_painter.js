// Paints the 3-D view: the ground into a picture of its own, with its depth, only when it changed; then
// that picture and the paths above it.

import { Programs, closeGL, openGL } from "../../shared/gl.js";
import { GroundMesh } from "./ground_mesh.js";
import { PathRibbons } from "./path_ribbons.js";

const SAMPLES = 4; // a dot at rest, so that edges are smooth

export class SurfacePainter {
  // Throws NoWebGL. `restored` is called when a lost context is back and all is to be drawn again.
  constructor(canvas, restored) {
    this.canvas = canvas;
    this.gl = openGL(canvas, { preserveDrawingBuffer: true });
    this.off = new AbortController();
    const { signal } = this.off;
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault(), { signal });
    canvas.addEventListener("webglcontextrestored", () => (this.build(), restored()), { signal });
    this.build();
  }

  build() {
    const { gl } = this;
    this.programs = new Programs(gl);
    this.ground = new GroundMesh(gl, this.programs);
    this.paths = new PathRibbons(gl, this.programs);
    this.pictures = {};
  }

  // The ground; `share` of the canvas' dots while something moves.
  paintGround(view, { lines, sharp, share, every, smooth }) {
    const { gl, canvas } = this;
    const size = [canvas.width, canvas.height].map((dots) => Math.max(1, Math.round(dots * share)));
    const whole = this.picture("whole", size, 0);
    const drawn = smooth ? this.picture("smooth", size, SAMPLES) : whole;
    gl.bindFramebuffer(gl.FRAMEBUFFER, drawn.frame);
    gl.viewport(0, 0, ...size);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.ground.draw(view, { lines, dots: sharp * share, every });
    if (!smooth) return;
    this.copy(drawn.frame, size, whole.frame, size, gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT, gl.NEAREST);
  }

  copy(from, size, to, toSize, what, filter) {
    const { gl } = this;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, from);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, to);
    gl.blitFramebuffer(0, 0, ...size, 0, 0, ...toSize, what, filter);
  }

  // The picture of the ground, and what `drawPaths(paths)` draws above it. Where only paths went on, it is
  // enough to draw within `within`: left, lower edge, width and height in dots.
  paint(position, sharp, drawPaths, within = null) {
    const { gl, canvas, paths } = this;
    const { frame, depth, width, height } = this.pictures.whole;
    const size = [canvas.width, canvas.height];
    if (within) gl.scissor(...within);
    (within ? gl.enable : gl.disable).call(gl, gl.SCISSOR_TEST);
    const same = width === size[0] && height === size[1];
    this.copy(frame, [width, height], null, size, gl.COLOR_BUFFER_BIT, same ? gl.NEAREST : gl.LINEAR);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, ...size);
    gl.disable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    paths.begin(size, sharp, depth, position);
    drawPaths(paths);
    paths.end();
    gl.disable(gl.SCISSOR_TEST);
  }

  // A frame to draw into, of so many dots: to be read afterwards, or with several samples a dot.
  picture(name, [width, height], samples) {
    const { gl } = this;
    const kept = this.pictures[name];
    if (kept?.width === width && kept.height === height) return kept;
    if (kept) discard(gl, kept);
    const frame = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    const make = samples ? sampled : readable;
    const colour = make(gl, gl.COLOR_ATTACHMENT0, gl.RGBA8, width, height, samples);
    const depth = make(gl, gl.DEPTH_ATTACHMENT, gl.DEPTH_COMPONENT24, width, height, samples);
    return (this.pictures[name] = { frame, colour, depth, width, height, samples });
  }

  close() {
    this.off.abort();
    closeGL(this.gl);
  }
}

function sampled(gl, place, kind, width, height, samples) {
  const made = gl.createRenderbuffer();
  gl.bindRenderbuffer(gl.RENDERBUFFER, made);
  gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, kind, width, height);
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, place, gl.RENDERBUFFER, made);
  return made;
}

function readable(gl, place, kind, width, height) {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.texStorage2D(gl.TEXTURE_2D, 1, kind, width, height);
  for (const size of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, size, gl.NEAREST);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, place, gl.TEXTURE_2D, made, 0);
  return made;
}

function discard(gl, { frame, colour, depth, samples }) {
  gl.deleteFramebuffer(frame);
  const remove = samples ? "deleteRenderbuffer" : "deleteTexture";
  gl[remove](colour);
  gl[remove](depth);
}
