// The model a method makes of the loss about a point: f + g d + d H d / 2, its flat point, and the
// line on which it is as high as at the point.

const CORNERS = 96; // of the line

// `at` is the point, `parts` has the gradient g and the Hessian H of each step. -> { flat, line }, in
// data; no `line` where the model is no bowl. null where there is no model, or it has no flat point.
export function localModel([x, y], parts, step) {
  const [xx, xy, yy, gx, gy] = ["hxx", "hxy", "hyy", "grad_x", "grad_y"].map((n) => parts[n]?.[step]);
  const det = xx * yy - xy * xy;
  if (!Number.isFinite(det) || det === 0) return null;
  const [cx, cy] = [-(yy * gx - xy * gy) / det, -(xx * gy - xy * gx) / det];
  const flat = [x + cx, y + cy];
  if (!(det > 0 && xx > 0)) return { flat, line: null };
  // Points x + c + L^-T (cos, sin) r, where H = L L^T and r^2 = c H c.
  const r = Math.sqrt(xx * cx * cx + 2 * xy * cx * cy + yy * cy * cy);
  const [l11, l21] = [Math.sqrt(xx), xy / Math.sqrt(xx)];
  const l22 = Math.sqrt(Math.max(yy - l21 * l21, 1e-300));
  const line = [];
  for (let k = 0; k <= CORNERS; k++) {
    const turn = (2 * Math.PI * k) / CORNERS;
    const v = (Math.sin(turn) * r) / l22;
    const u = (Math.cos(turn) * r - l21 * v) / l11;
    line.push([x + cx + u, y + cy + v]);
  }
  return { flat, line };
}
