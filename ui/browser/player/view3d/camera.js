// The camera of the 3-D view: from data to pixels, with the very matrices plotly draws the surface with,
// and back, from a pixel along the line of sight.

// The view of a scene drawn with these matrices (4x4 as WebGL keeps them), `size` pixels large, whose
// data are scaled by `scale` first.
export function cameraView({ model, view, projection }, [width, height], [sx, sy, sz]) {
  const matrix = multiply(projection, multiply(view, model));
  const box = { left: 0, top: 0, width, height };
  const point = (a, b, c) => {
    const [x, y, z] = [a * sx, b * sy, c * sz];
    const w = matrix[3] * x + matrix[7] * y + matrix[11] * z + matrix[15];
    if (!(w > 0)) return [NaN, NaN]; // behind the eye
    const u = (matrix[0] * x + matrix[4] * y + matrix[8] * z + matrix[12]) / w;
    const v = (matrix[1] * x + matrix[5] * y + matrix[9] * z + matrix[13]) / w;
    return [((1 + u) / 2) * width, ((1 - v) / 2) * height];
  };
  const rows = [0, 1, 2, 3].map((r) => [
    matrix[r] * sx, matrix[r + 4] * sy, matrix[r + 8] * sz, matrix[r + 12],
  ]);
  return { box, point, matrix, rows, holds: () => true };
}

// The line of sight through a pixel, towards the scene: a place on it (in front of the eye where
// there is one), and its way. It is where two planes meet, those of all that is drawn in the
// pixel's column and in its row: so the depth, which float32 keeps badly, does not come in.
export function sight({ box, rows }, px, py) {
  const u = (2 * (px - box.left)) / box.width - 1;
  const v = 1 - (2 * (py - box.top)) / box.height;
  const [x, y, depth, w] = rows;
  const one = x.map((value, k) => value - u * w[k]);
  const two = y.map((value, k) => value - v * w[k]);
  const eye = eyeOf(rows);
  const line = cross(one, two);
  const away = dot(eye ? w : depth, line) > 0;
  return { from: eye ?? common(one, two, line), way: line.map((d) => (away ? d : -d)), eye };
}

// Where the eye stands, or the way towards it where all lines of sight are parallel.
export function towards(view) {
  const eye = eyeOf(view.rows);
  if (eye) return { eye };
  const { way } = sight(view, view.box.left + view.box.width / 2, view.box.top + view.box.height / 2);
  return { way: way.map((value) => -value) };
}

// The place that is nowhere in the picture, as w = 0 there: the eye. null for parallel sight.
function eyeOf([x, y, , w]) {
  const flat = Math.hypot(w[0], w[1], w[2]);
  if (!(flat > 1e-12 * Math.abs(w[3]))) return null;
  const volume = dot(x, cross(y, w));
  const parts = [cross(y, w), cross(w, x), cross(x, y)];
  return [0, 1, 2].map((k) => -(x[3] * parts[0][k] + y[3] * parts[1][k] + w[3] * parts[2][k]) / volume);
}

// A place on both planes; `line` is the product of their normals.
function common(one, two, line) {
  const size = dot(line, line);
  const [a, b] = [cross(two, line), cross(line, one)];
  return [0, 1, 2].map((k) => -(one[3] * a[k] + two[3] * b[k]) / size);
}

function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

// 4x4 matrices as WebGL keeps them, column by column.
function multiply(a, b) {
  const product = new Float64Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += a[4 * k + row] * b[4 * column + k];
      product[4 * column + row] = sum;
    }
  }
  return product;
}
