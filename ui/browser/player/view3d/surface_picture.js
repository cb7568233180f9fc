// A still picture of the 3-D view, finer than the screen.

import { drawAxes3d } from "./axes3d.js";

// A canvas with the ground and the paths, `sharp` dots in a CSS pixel. What is on the screen is put back
// before the screen is drawn again.
export function surfacePicture(surface, sharp, position, extras) {
  const { motion } = surface;
  const { moving } = motion;
  const draw = (finer) => {
    surface.finer = finer;
    surface.change("ground", "paths");
    surface.paint(position, extras);
  };
  motion.moving = null; // a saved picture is a fine one
  draw(sharp);
  const [canvas] = surface.canvases;
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  copy.getContext("2d").drawImage(canvas, 0, 0);
  motion.moving = moving;
  draw(null);
  return copy;
}

// The axes, with the pen of their canvas.
export function drawSurfaceAxes(surface) {
  const { view, ground, look, font } = surface;
  drawAxes3d(surface.pen(1), view, ground, { ...look, font });
}
