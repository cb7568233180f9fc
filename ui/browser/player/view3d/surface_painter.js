// Paints the 3-D view: the ground into a picture of its own, with its depth, only when it changed; then
// that picture and the paths above it.

import { GroundMesh } from "./ground_mesh.js";
import { PathRibbons } from "./path_ribbons.js";
import { NoWebGL, programOf } from "./programs.js";
import { COPY, SHEET } from "./ribbon_shader.js";

const SAMPLES = 4; // a dot at rest, so that edges are smooth

export class SurfacePainter {
  constructor(canvas) {
    const facts = { antialias: false, depth: false, stencil: false, alpha: true };
    const gl = canvas.getContext("webgl2", facts);
    if (!gl) throw new NoWebGL("this browser has no WebGL2");
    this.gl = gl;
    this.canvas = canvas;
    this.ground = new GroundMesh(gl);
    this.paths = new PathRibbons(gl);
    this.copy = programOf(gl, SHEET, COPY);
    this.sheet = gl.createVertexArray();
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
    if (smooth) {
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, drawn.frame);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, whole.frame);
      const both = gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT;
      gl.blitFramebuffer(0, 0, ...size, 0, 0, ...size, both, gl.NEAREST);
    }
  }

  // The picture of the ground, and what `drawPaths(paths)` draws above it.
  paint(position, sharp, drawPaths) {
    const { gl, canvas, paths } = this;
    const { colour, depth } = this.pictures.whole;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.BLEND);
    gl.useProgram(this.copy.program);
    gl.bindVertexArray(this.sheet);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, colour);
    gl.uniform1i(this.copy.places.picture, 0);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 3);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    paths.begin([canvas.width, canvas.height], sharp, depth, position);
    drawPaths(paths);
    paths.end();
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

  // Calls back when the graphics card has drawn all so far; asks now and then, and waits for nothing.
  whenDone(act) {
    const { gl } = this;
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    const ask = () => {
      if (gl.isContextLost()) return;
      if (gl.getSyncParameter(sync, gl.SYNC_STATUS) !== gl.SIGNALED) return void setTimeout(ask, 4);
      gl.deleteSync(sync);
      act();
    };
    setTimeout(ask, 0);
  }

  close() {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
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
  const filter = place === gl.COLOR_ATTACHMENT0 ? gl.LINEAR : gl.NEAREST;
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, place, gl.TEXTURE_2D, made, 0);
  return made;
}

function discard(gl, { frame, colour, depth, samples }) {
  gl.deleteFramebuffer(frame);
  const remove = samples ? "deleteRenderbuffer" : "deleteTexture";
  gl[remove](colour);
  gl[remove](depth);
}
