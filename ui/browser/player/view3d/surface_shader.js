// The shaders of the ground in three dimensions: its surface with light, colours by height and contour
// lines, and the sides of the block it is the top of.

import { STRONG } from "../terrain/levels.js";

const BOX = `#version 300 es
precision highp float;
uniform int side;      // points along each side of the mesh
uniform vec3 sides;    // of the box
uniform mat4 seen;
out float height;      // as a share of the highest; -9 where undefined
out float defined;
out vec3 normal;
vec4 place(vec2 at, float h) {
  return seen * vec4((at / float(side - 1) - 0.5) * sides.xy, (h - 0.5) * sides.z, 1.0);
}
`;

export const SURFACE = `${BOX}
layout(location = 0) in float share;
layout(location = 1) in vec3 upright;
void main() {
  height = share;
  defined = share < -1.0 ? 0.0 : 1.0;
  normal = upright;
  gl_Position = place(vec2(gl_VertexID % side, gl_VertexID / side), clamp(share, 0.0, 1.0));
}`;

export const SIDES = `${BOX}
layout(location = 0) in vec3 at;
uniform vec3 outwards;
void main() {
  height = at.z;
  defined = at.z < -1.0 ? 0.0 : 1.0;
  normal = outwards;
  gl_Position = place(at.xy, at.z);
}`;

export const GROUND = `#version 300 es
precision highp float;
in float height;
in float defined;
in vec3 normal;
uniform sampler2D palette;
uniform vec3 light;    // towards it
uniform vec3 eye;      // towards it, from the middle
uniform float lines;   // contour lines from the lowest to the highest
uniform float dots;    // of the picture in a CSS pixel
uniform vec3 paper;    // what the sides of the block are nearly made of
uniform bool wall;     // whether these are drawn
uniform bool dark;
out vec4 colour;

vec3 colourOf(float share) {
  return texture(palette, vec2((clamp(share, 0.0, 1.0) * 255.0 + 0.5) / 256.0, 0.5)).rgb;
}

// How much of a pixel a line covers, so many CSS pixels wide and so many away.
float covers(float away, float wide) {
  return clamp((wide / 2.0 - away) * dots + 0.5, 0.0, 1.0);
}

// Shadows are bluish; in the sun colours come nearer to that of the paper, the more the lighter they are.
vec3 lit(vec3 ground, float bright, float shine) {
  if (dark) return ground * (0.42 + 0.95 * bright) + vec3(0.1, 0.13, 0.16) * shine;
  float shadow = max(0.8 - bright, 0.0);
  vec3 shaded = ground * (1.0 - shadow * vec3(1.0, 0.86, 0.7));
  float sun = 0.9 * max(bright - 0.8, 0.0) + 0.3 * shine;
  return mix(shaded * (1.0 + 0.3 * sun), vec3(1.0, 0.995, 0.98), min(sun * (0.25 + 0.75 * ground.g), 0.6));
}

void main() {
  float level = height * lines;
  float dense = length(vec2(dFdx(level), dFdy(level))) * dots;  // lines in a CSS pixel
  if (defined < 0.999) discard;
  float apart = 1.0 - smoothstep(0.12, 0.3, dense);
  float wide = 1.0 - smoothstep(0.5, 1.2, dense);
  float band = (floor(level) + 0.5 - level) / lines;
  vec3 base = colourOf(height + 0.8 * apart * band);
  vec3 n = normalize(normal);
  float bright = 0.5 + 0.5 * dot(n, light);
  float shine = pow(max(dot(n, normalize(light + eye)), 0.0), 32.0);
  vec3 ground = wall ? mix(paper, base, dark ? 0.5 : 0.34) * (0.72 + 0.3 * bright) : lit(base, bright, shine);
  float nearest = round(level);
  bool strong = abs(mod(nearest + 0.5, float(${STRONG})) - 0.5) < 0.25;
  float away = abs(level - nearest) / max(dense, 1e-6);
  float drawn = covers(away, strong ? 1.45 : 0.95) * (strong ? max(apart, 0.6 * wide) : 0.62 * apart);
  drawn *= smoothstep(5e-4, 2e-3, dense);  // level ground has no lines, even at the height of one
  // A line is dark on light ground and light on dark ground; it lies at one height, so it is one of both.
  bool pale = dark || dot(colourOf(nearest / lines), vec3(0.3, 0.59, 0.11)) < 0.42;
  vec3 ink = pale ? vec3(0.86, 0.95, 1.0) : vec3(0.05, 0.14, 0.2);
  float strength = (pale ? 0.34 : 0.38) * (wall ? 0.5 : 1.0);
  colour = vec4(mix(ground, ink, drawn * strength), 1.0);
}`;

// A soft shadow of the block on what it stands on.
export const FOOT = `#version 300 es
precision highp float;
uniform vec3 sides;
uniform float foot;
uniform mat4 seen;
out vec2 away;
void main() {
  vec2 corner = vec2(gl_VertexID % 2, gl_VertexID / 2) * 2.0 - 1.0;
  vec2 at = corner * (sides.xy / 2.0 + 0.16);
  away = at;
  gl_Position = seen * vec4(at, (foot - 0.5) * sides.z, 1.0);
}`;

export const SHADOW = `#version 300 es
precision highp float;
in vec2 away;
uniform vec3 sides;
uniform float strength;
out vec4 colour;
void main() {
  float d = length(max(abs(away) - sides.xy / 2.0 + 0.02, 0.0));
  float fall = 1.0 - smoothstep(0.0, 0.16, d);
  colour = vec4(0, 0, 0, strength * fall * fall);
}`;
