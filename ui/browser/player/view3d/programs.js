// Programs of the graphics card: compiled, linked, and their uniforms by name.

export class NoWebGL extends Error {}

export function programOf(gl, vertex, fragment) {
  const program = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const words = gl.getAttachedShaders(program).map((shader) => gl.getShaderInfoLog(shader));
    throw new Error(`a shader does not compile: ${words.join(" ")} ${gl.getProgramInfoLog(program)}`);
  }
  const places = {};
  const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) ?? 0;
  for (let k = 0; k < count; k++) {
    const { name } = gl.getActiveUniform(program, k);
    places[name.replace("[0]", "")] = gl.getUniformLocation(program, name);
  }
  return { program, places };
}
