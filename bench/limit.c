/* The limit for bench/maps.py: one fused loop a surface and method, LANES points at a time in SIMD
   registers, on all cores. The arithmetic of thalweg's own rules, in their order. A run ends where
   the squared gradient is at most `flat`, or a coordinate passes 1e12. */
#include <math.h>

#define LANES 16
#define FAR 1e12

typedef struct { double a, b, c; } knobs_t; /* of the surface */

static inline void himmelblau(double x, double y, knobs_t k, double *gx, double *gy) {
  double u = 2 * (x * x + y - 11), v = 2 * (x + y * y - 7);
  *gx = u * (2 * x) + v;
  *gy = u + v * (2 * y);
}
static inline void rosenbrock(double x, double y, knobs_t k, double *gx, double *gy) {
  double u = y - x * x;
  *gx = -2 * (k.a - x) - k.b * (2 * u) * (2 * x);
  *gy = k.b * (2 * u);
}
static inline void quadratic(double x, double y, knobs_t k, double *gx, double *gy) {
  *gx = k.a * x + k.b * y;
  *gy = k.b * x + k.c * y;
}

#define BEGIN(NAME, GRAD)                                                                          \
  void NAME(const double *x0, const double *y0, const double *rate, const double *momentum,        \
            double *x1, double *y1, int *steps, long n, double a, double b, double c, double flat,          \
            int max_steps) {                                                                       \
    knobs_t k = {a, b, c};                                                                         \
    _Pragma("omp parallel for schedule(dynamic, 256)") for (long i = 0; i < n; i += LANES) {       \
      double x[LANES], y[LANES], p[LANES] = {0}, q[LANES] = {0}, r[LANES] = {0}, s[LANES] = {0};   \
      double lr[LANES], m[LANES], c1 = 1, c2 = 1;                                                  \
      long t[LANES], any = 1;                                                                      \
      for (int j = 0; j < LANES; j++) {                                                            \
        x[j] = x0[i + j], y[j] = y0[i + j], lr[j] = rate[i + j], m[j] = momentum[i + j];           \
        t[j] = max_steps;                                                                          \
      }                                                                                            \
      for (long now = 0; now < max_steps && any; now++) {                                          \
        any = 0, c1 *= 0.9, c2 *= 0.999;                                                           \
        double d1 = 1 - c1, d2 = 1 - c2;                                                           \
        (void)d1, (void)d2;                                                                        \
        _Pragma("omp simd reduction(| : any)") for (int j = 0; j < LANES; j++) {                   \
          double gx, gy, sx, sy;                                                                   \
          GRAD(x[j], y[j], k, &gx, &gy);                                                           \
          long on = (gx * gx + gy * gy > flat) & (fabs(x[j]) <= FAR) & (fabs(y[j]) <= FAR) &       \
                    (t[j] == max_steps);                                                           \
          t[j] = (t[j] == max_steps && !on) ? now : t[j];
#define END                                                                                        \
          x[j] = on ? x[j] - sx : x[j];                                                            \
          y[j] = on ? y[j] - sy : y[j];                                                            \
          any |= on;                                                                               \
        }                                                                                          \
      }                                                                                            \
      for (int j = 0; j < LANES; j++) x1[i + j] = x[j], y1[i + j] = y[j], steps[i + j] = t[j];     \
    }                                                                                              \
  }
#define HEAVY_BALL                                                                                 \
  p[j] = m[j] * p[j] + gx, q[j] = m[j] * q[j] + gy;                                                \
  sx = lr[j] * p[j], sy = lr[j] * q[j];
#define ADAM                                                                                       \
  p[j] = 0.9 * p[j] + (1 - 0.9) * gx, q[j] = 0.9 * q[j] + (1 - 0.9) * gy;                          \
  r[j] = 0.999 * r[j] + (1 - 0.999) * (gx * gx), s[j] = 0.999 * s[j] + (1 - 0.999) * (gy * gy);    \
  sx = lr[j] * (p[j] / d1) / (sqrt(r[j] / d2) + 1e-8);                                             \
  sy = lr[j] * (q[j] / d1) / (sqrt(s[j] / d2) + 1e-8);

BEGIN(himmelblau_momentum, himmelblau) HEAVY_BALL END
BEGIN(himmelblau_adam, himmelblau) ADAM END
BEGIN(rosenbrock_momentum, rosenbrock) HEAVY_BALL END
BEGIN(ravine_momentum, quadratic) HEAVY_BALL END
