// The second half of painting a ground, as GLSL: from the heights around a pixel to its colour. Bands
// between contour lines, the lines themselves, and a soft light from the upper left. Where lines would
// lie too close to be told apart they fade, and so do the bands.

import { STRONG } from "./levels.js";

const AROUND = 9; // pixels

export const PICTURE = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D heights;
uniform sampler2D palette;
uniform float top, base, spacing, first, sharp;
uniform float deep; // of the height: ground below is too dark for dark lines
uniform bool dark;
out vec4 colour;

const vec3 SUN = normalize(vec3(-0.55, 0.6, 0.95));
const float RELIEF = 13.0; // pixels from line to line where the ground looks as steep as 45 degrees

float at(ivec2 pixel) { return uintBitsToFloat(texelFetch(heights, pixel, 0).r); }

vec3 shade(float share) {
  return texture(palette, vec2((clamp(share, 0.0, 1.0) * 255.0 + 0.5) / 256.0, 0.5)).rgb;
}

// Undefined: a quiet hatching.
vec4 hatched() {
  float stripe = abs(fract((gl_FragCoord.x + gl_FragCoord.y) / (9.0 * sharp)) - 0.5) * 9.0;
  vec3 plain = dark ? vec3(0.085, 0.105, 0.13) : vec3(0.925, 0.93, 0.94);
  vec3 line = dark ? vec3(0.17, 0.2, 0.24) : vec3(0.8, 0.815, 0.835);
  return vec4(mix(line, plain, smoothstep(0.35, 1.1, stripe)), 1.0);
}

// How much of the pixel a line covers, so many pixels wide and so far away.
float covers(float away, float wide) { return clamp(0.5 * wide + 0.5 - away, 0.0, 1.0); }

// A height elsewhere; that of here where there is none.
float other(ivec2 pixel, float h) {
  float v = at(clamp(pixel, ivec2(0), textureSize(heights, 0) - 1));
  return abs(v) > 1e37 ? h : v;
}

// How steep the ground is in the neighbourhood: lines fade together, not each where it is steep itself.
float around(ivec2 here, float h) {
  int far = int(${AROUND.toFixed(1)} * sharp);
  vec4 aside = vec4(other(here + ivec2(far, 0), h), other(here - ivec2(far, 0), h),
                    other(here + ivec2(0, far), h), other(here - ivec2(0, far), h));
  vec2 low = min(min(aside.xy, aside.zw), h), high = max(max(aside.xy, aside.zw), h);
  return (max(high.x, high.y) - min(low.x, low.y)) / ${(2 * AROUND).toFixed(1)};
}

float clear(float dense) { return 1.0 - smoothstep(0.14, 0.32, dense); }

// Shadows are bluish; in the sun colours come nearer to that of the paper, the more the lighter they are.
vec3 lit(vec3 ground, float light) {
  if (dark) return ground * (1.0 + 0.6 * light);
  if (light < 0.0) return ground * (1.0 + light * vec3(0.36, 0.28, 0.2));
  return mix(ground * (1.0 + 0.25 * light), vec3(1.0, 0.995, 0.98), 0.4 * light * ground.g);
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy) + 1;
  float h = at(here);
  if (abs(h) > 1e37) { colour = hatched(); return; }
  vec4 round_ = vec4(at(here - ivec2(1, 0)), at(here + ivec2(1, 0)), at(here - ivec2(0, 1)), at(here + ivec2(0, 1)));
  round_ = mix(round_, vec4(h), greaterThan(abs(round_), vec4(1e37)));
  vec2 rise = 0.5 * (round_.yw - round_.xz) / spacing; // lines a pixel
  vec2 most = max(abs(round_.yw - h), abs(h - round_.xz)) / spacing;
  float dense = max(max(length(rise), length(most)) * sharp, around(here, h) / spacing); // lines in a CSS pixel
  float apart = clear(dense);

  float v = h / spacing + first;
  float band = (floor(v) + 0.5 - v) * spacing / top;
  float share = (base + h) / top + 0.8 * apart * band;
  vec3 ground = shade(share);

  vec2 slope = rise * sharp * RELIEF;
  vec3 normal = normalize(vec3(-slope / (1.0 + 0.35 * length(slope)), 1.0));
  float light = dot(normal, SUN) / SUN.z - 1.0;
  ground = lit(ground, clamp(light, -1.0, 0.6));

  float line = round(v);
  bool strong = abs(mod(line + 0.5, float(${STRONG})) - 0.5) < 0.25;
  float slope_ = max(length(rise), 0.35 * length(most));
  float drawn = covers(abs(v - line) / max(slope_, 1e-9), (strong ? 1.35 : 0.9) * sharp);
  drawn *= strong ? clear(dense / 3.0) : 0.62 * apart;
  drawn *= smoothstep(5e-4, 2e-3, slope_ * sharp); // level ground has no lines, even at the height of one
  // A line is dark on light ground and light on dark ground; it lies at one height, so it is one of both.
  bool pale = dark || (base + h + (line - v) * spacing) / top < deep;
  vec3 ink = pale ? vec3(0.86, 0.95, 1.0) : vec3(0.05, 0.14, 0.2);
  colour = vec4(clamp(mix(ground, ink, drawn * (pale ? 0.3 : 0.34)), 0.0, 1.0), 1.0);
}`;
