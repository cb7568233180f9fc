// From data to pixels of the 3-D view, with the very matrices plotly draws the surface with.

// null while there is no scene (no WebGL, or not drawn yet).
export function solidView(div) {
  const scene = div._fullLayout?.scene?._scene;
  const plot = scene?.glplot;
  if (!plot?.cameraParams) return null;
  const { model, view, projection } = plot.cameraParams;
  const matrix = multiply(projection, multiply(view, model));
  const [width, height] = plot.shape.map((pixels) => pixels / plot.pixelRatio);
  const [sx, sy, sz] = scene.dataScale;
  const box = { left: 0, top: 0, width, height };
  const point = (a, b, c) => {
    const [x, y, z] = [a * sx, b * sy, c * sz];
    const w = matrix[3] * x + matrix[7] * y + matrix[11] * z + matrix[15];
    if (!(w > 0)) return [NaN, NaN]; // behind the eye
    const u = (matrix[0] * x + matrix[4] * y + matrix[8] * z + matrix[12]) / w;
    const v = (matrix[1] * x + matrix[5] * y + matrix[9] * z + matrix[13]) / w;
    return [((1 + u) / 2) * width, ((1 - v) / 2) * height];
  };
  return { box, point, matrix, holds: () => true };
}

// Calls back after each picture in which the camera stands elsewhere: also while it glides.
export function followCamera(div, moved) {
  const plot = div._fullLayout?.scene?._scene?.glplot;
  if (!plot || plot.thalweg === moved) return;
  const draw = plot.onrender;
  let last = "";
  plot.thalweg = moved;
  plot.onrender = (...facts) => {
    draw?.apply(plot, facts);
    const { model, view, projection } = plot.cameraParams ?? {};
    const now = `${model}|${view}|${projection}|${plot.shape}`;
    if (now !== last) moved();
    last = now;
  };
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
