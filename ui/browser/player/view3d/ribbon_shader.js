// The shaders of the paths: ribbons of even width on the screen, with a halo of paper, in dashes; faint
// where the ground hides them, and where they are still to come.

// An instance is the piece between two points; what comes before and after tells how it is joined to them.
// Points are in dots of the picture: x from the left, y from below, depth, and length along the path; a
// length below 0 is a gap.
export const RIBBON = `#version 300 es
precision highp float;
layout(location = 0) in vec4 before;
layout(location = 1) in vec4 from;
layout(location = 2) in vec4 to;
layout(location = 3) in vec4 after;
layout(location = 4) in float fromStep;
layout(location = 5) in float toStep;
uniform vec2 picture_;
uniform float half_;
out float across;
out float along;
out float step_;
out vec3 middle;

vec2 way(vec4 a, vec4 b, vec2 otherwise) {
  vec2 d = b.xy - a.xy;
  float size = length(d);
  return a.w < 0.0 || b.w < 0.0 || size < 1e-4 ? otherwise : d / size;
}

void main() {
  bool end = gl_VertexID >= 2;
  float hand = gl_VertexID % 2 == 0 ? -1.0 : 1.0;
  if (from.w < 0.0 || to.w < 0.0) {
    gl_Position = vec4(2, 2, 2, 1);
    return;
  }
  vec2 here = way(from, to, vec2(1, 0));
  vec2 other = end ? way(to, after, here) : way(before, from, here);
  vec2 side = vec2(-here.y, here.x);
  vec2 joint = normalize(side + vec2(-other.y, other.x) + 1e-6 * side);
  float lean = dot(joint, side);
  float reach = half_ + 1.0;
  vec4 at = end ? to : from;
  // A sharp turn is not mitred: the ends lie over each other.
  bool sharp = lean < 0.6;
  vec2 offset = sharp ? side : joint / lean;
  float over = sharp ? 0.7 * half_ * (end ? 1.0 : -1.0) : 0.0;
  vec2 place = at.xy + hand * reach * offset + over * here;
  across = hand * reach;
  along = at.w + over;
  step_ = end ? toStep : fromStep;
  middle = vec3(at.xy, at.z);
  gl_Position = vec4(place / picture_ * 2.0 - 1.0, 0, 1);
}`;

export const PATH = `#version 300 es
precision highp float;
precision highp sampler2D;
in float across;
in float along;
in float step_;
in vec3 middle;
uniform sampler2D depths;
uniform vec2 picture_;
uniform float half_;
uniform float bias;
uniform float position;
uniform vec3 colour;
uniform vec3 alphas;      // done and seen, what is hidden keeps, what is to come keeps
uniform vec4 dash;        // lengths of line, gap, line, gap; all 0 for a whole line
out vec4 painted;

float seen(vec2 at) {
  return middle.z <= texture(depths, at / picture_).r + bias ? 1.0 : 0.0;
}

float dashed() {
  float whole = dash.x + dash.y + dash.z + dash.w;
  if (whole <= 0.0) return 1.0;
  float at = mod(along, whole);
  float one = min(at, dash.x - at), two = min(at - dash.x - dash.y, dash.x + dash.y + dash.z - at);
  float next = min(at - whole, whole + dash.x - at);
  return clamp(max(max(one, two), next) + 0.5, 0.0, 1.0);
}

void main() {
  float cover = clamp(half_ + 0.5 - abs(across), 0.0, 1.0) * dashed();
  if (cover <= 0.0) discard;
  float open = (seen(middle.xy) + seen(middle.xy + vec2(1.3, 0.8)) + seen(middle.xy - vec2(1.3, 0.8))) / 3.0;
  float strong = mix(alphas.y, 1.0, open) * (step_ <= position ? 1.0 : alphas.z) * alphas.x;
  float alpha = cover * strong;
  if (alpha <= 0.0) discard;
  painted = vec4(colour * alpha, alpha);
}`;
