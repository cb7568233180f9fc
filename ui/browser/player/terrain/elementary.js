// The functions that formulas use on a graphics card, as GLSL. Cards differ in how well they know sines
// and in what they make of 1/0, and none has to know NaN: these are as exact as float32 on each (after
// S. L. Moshier's Cephes library), keep within its finite numbers, and set a flag where undefined.

export const UNDEFINED = 1e38; // the loss and the height where there is none
export const LARGEST = 1e37; // of a loss that is shown

export const ELEMENTARY = `
const float UNDEFINED = 1e38;
const float BIG = 3e38;
const float HALF_PI = 1.57079632679;
bool undefined = false;

float nowhere() { undefined = true; return 0.0; }
float checked(float v) { return undefined || !(abs(v) <= ${LARGEST}) ? UNDEFINED : v; }
float div_(float a, float b) {
  if (b != 0.0) return a / b;
  return a == 0.0 ? nowhere() : sign(a) * BIG;
}
float over_(float a, float b) { return a == 0.0 && b == 0.0 ? 0.0 : div_(a, b); }
float step_(float v) { return 0.5 + 0.5 * sign(v); }
float sqrt_(float v) { return v < 0.0 ? nowhere() : sqrt(v); }
float exp_(float v) { return v > 88.7 ? BIG : v < -103.0 ? 0.0 : exp(v); }
float log_(float v) { return v < 0.0 ? nowhere() : v == 0.0 ? -BIG : log(v); }
float log1p_(float v) { return abs(v) < 1e-3 ? v * (1.0 - v * (0.5 - v / 3.0)) : log(1.0 + v); }

vec2 turned(float v) { // the sine and the cosine
  float n = floor(v / HALF_PI + 0.5);
  float r = ((v - n * 1.5703125) - n * 4.837512969970703125e-4) - n * 7.54978995489188216e-8;
  float z = r * r;
  float s = r + r * z * (-1.6666654611e-1 + z * (8.3321608736e-3 - z * 1.9515295891e-4));
  float c = 1.0 - 0.5 * z + z * z * (4.166664568298827e-2 + z * (-1.388731625493765e-3 + z * 2.443315711809948e-5));
  float q = n - 4.0 * floor(0.25 * n);
  return q < 0.5 ? vec2(s, c) : q < 1.5 ? vec2(c, -s) : q < 2.5 ? vec2(-s, -c) : vec2(-c, s);
}
float sin_(float v) { return turned(v).x; }
float cos_(float v) { return turned(v).y; }
float tan_(float v) { vec2 t = turned(v); return div_(t.x, t.y); }
float asinc(float v) { // for small ones
  float z = v * v;
  float p = ((4.2163199048e-2 * z + 2.4181311049e-2) * z + 4.5470025998e-2) * z + 7.4953002686e-2;
  return (p * z + 1.6666752422e-1) * z * v + v;
}
float asin_(float v) {
  float a = abs(v);
  if (a > 1.0) return nowhere();
  return a <= 0.5 ? asinc(v) : sign(v) * (HALF_PI - 2.0 * asinc(sqrt(0.5 * (1.0 - a))));
}
float acos_(float v) {
  if (abs(v) > 1.0) return nowhere();
  if (v > 0.5) return 2.0 * asinc(sqrt(0.5 * (1.0 - v)));
  return v < -0.5 ? 2.0 * (HALF_PI - asinc(sqrt(0.5 * (1.0 + v)))) : HALF_PI - asinc(v);
}
float atan_(float v) {
  float a = abs(v);
  bool far = a > 2.414213562373095;
  bool near = !far && a > 0.4142135623730950;
  float from = far ? HALF_PI : near ? 0.5 * HALF_PI : 0.0;
  float t = far ? -1.0 / a : near ? (a - 1.0) / (a + 1.0) : a;
  float z = t * t;
  float p = (8.05374449538e-2 * z - 1.38776856032e-1) * z + 1.99777106478e-1;
  return sign(v) * (from + (p * z - 3.33329491539e-1) * z * t + t);
}
float sinh_(float v) {
  float z = v * v;
  if (z < 1.0) return v * (1.0 + z / 6.0 * (1.0 + z / 20.0 * (1.0 + z / 42.0 * (1.0 + z / 72.0))));
  return 0.5 * (exp_(v) - exp_(-v));
}
float cosh_(float v) { return 0.5 * (exp_(v) + exp_(-v)); }
float tanh_(float v) { return abs(v) > 10.0 ? sign(v) : sinh_(v) / cosh_(v); }
float pow_(float a, float b) {
  if (b == 0.0 || a == 1.0) return 1.0;
  if (a == 0.0) return b > 0.0 ? 0.0 : BIG;
  float size = exp_(b * log(abs(a)));
  if (a > 0.0) return size;
  if (b != floor(b)) return nowhere();
  return b - 2.0 * floor(0.5 * b) == 0.0 ? size : -size;
}
`;
