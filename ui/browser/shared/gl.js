// WebGL2 in a few words: a context, programs that are kept by their text, uniforms and textures.

export class NoWebGL extends Error {
  constructor() {
    super("This browser has no WebGL2.");
  }
}

export function openGL(canvas, options = {}) {
  const plain = { antialias: false, depth: false, alpha: true, premultipliedAlpha: true, powerPreference: "high-performance" };
  const gl = canvas.getContext("webgl2", { ...plain, ...options });
  if (!gl) throw new NoWebGL();
  return gl;
}

// A browser keeps 16 contexts and then takes away the oldest, which may be in use.
export function closeGL(gl) {
  gl.getExtension("WEBGL_lose_context")?.loseContext();
}

const MOST = 24; // programs of one context; surfaces that somebody types would add up

// The programs of one context, by their text.
export class Programs {
  constructor(gl) {
    this.gl = gl;
    this.known = new Map();
  }

  // -> { program, uniforms: { name: location } }; an Error says what the card did not understand.
  get(vertex, fragment) {
    const key = `${vertex}\n${fragment}`;
    let found = this.known.get(key);
    if (found) this.known.delete(key);
    else found = this.link(vertex, fragment);
    this.known.set(key, found); // the newest is the last
    if (this.known.size > MOST) this.forget(this.known.keys().next().value);
    return found;
  }

  forget(key) {
    this.gl.deleteProgram(this.known.get(key).program);
    this.known.delete(key);
  }

  link(vertex, fragment) {
    const { gl } = this;
    const program = gl.createProgram();
    const shaders = [compiled(gl, gl.VERTEX_SHADER, vertex), compiled(gl, gl.FRAGMENT_SHADER, fragment)];
    for (const shader of shaders) gl.attachShader(program, shader);
    gl.linkProgram(program);
    const works = gl.getProgramParameter(program, gl.LINK_STATUS);
    if (!works && !gl.isContextLost()) {
      const told = [gl.getProgramInfoLog(program), ...shaders.map((shader) => gl.getShaderInfoLog(shader))];
      throw new Error(told.filter(Boolean).join("\n"));
    }
    for (const shader of shaders) gl.deleteShader(shader);
    return { program, uniforms: works ? located(gl, program) : {} };
  }
}

function compiled(gl, kind, text) {
  const shader = gl.createShader(kind);
  gl.shaderSource(shader, text);
  gl.compileShader(shader);
  return shader;
}

function located(gl, program) {
  const found = {};
  for (let k = 0; k < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); k++) {
    const { name, type } = gl.getActiveUniform(program, k);
    found[name.replace("[0]", "")] = { at: gl.getUniformLocation(program, name), type, list: name.endsWith("[0]") };
  }
  return found;
}

// Set uniforms by name: numbers, vectors and matrices as arrays, textures as the number of their unit.
// Those that the program does not use are left out.
export function setUniforms(gl, { uniforms }, values) {
  for (const [name, value] of Object.entries(values)) {
    if (uniforms[name]) setUniform(gl, uniforms[name], value);
  }
}

function setUniform(gl, { at, type, list }, value) {
  if (type === gl.FLOAT_MAT4) gl.uniformMatrix4fv(at, false, value);
  else if (type === gl.FLOAT && list) gl.uniform1fv(at, value);
  else if (type === gl.FLOAT) gl.uniform1f(at, Number(value));
  else if (type === gl.FLOAT_VEC2) gl.uniform2fv(at, value);
  else if (type === gl.FLOAT_VEC3) gl.uniform3fv(at, value);
  else if (type === gl.FLOAT_VEC4) gl.uniform4fv(at, value);
  else if (type === gl.INT_VEC2) gl.uniform2iv(at, value);
  else gl.uniform1i(at, Number(value)); // a whole number, a truth, the unit of a texture
}

// A texture of numbers: nothing is smoothed, edges are not repeated. `data` may be null.
export function fillTexture(gl, texture, [inside, format, type], width, height, data) {
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl[inside], width, height, 0, gl[format], gl[type], data);
  for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
}

// One triangle that covers everything.
export const COVER = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;
