// What we read of plotly's own 3-D scene: where its camera stands, and the surface it shows.

import { cameraView } from "./camera.js";
import { HeightField } from "./height_field.js";

// null while there is no scene (no WebGL, or not drawn yet).
export function solidView(div) {
  const scene = div._fullLayout?.scene?._scene;
  const plot = scene?.glplot;
  if (!plot?.cameraParams) return null;
  const size = plot.shape.map((pixels) => pixels / plot.pixelRatio);
  return cameraView(plot.cameraParams, size, scene.dataScale);
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

const fields = new WeakMap(); // of plotly's own arrays

// The ground that a plot shows, or null.
export function fieldOf(div) {
  const surface = div._fullData?.find((each) => each.type === "surface" && each.visible === true);
  if (!surface?.z?.length) return null;
  if (!fields.has(surface.z)) fields.set(surface.z, new HeightField(surface));
  return fields.get(surface.z);
}
