// The marks at the ends of paths, on a canvas.

const CORNERS = {
  diamond: [[0, -1.4], [0.8, 0], [0, 1.4], [-0.8, 0]],
  triangleup: [[0, -1.3], [1.3, 1], [-1.3, 1]],
  triangledown: [[0, 1.3], [1.3, -1], [-1.3, -1]],
  hourglass: [[-1.2, -1.2], [1.2, -1.2], [-1.2, 1.2], [1.2, 1.2]],
  hexagon: [[0, -1.2], [1.05, -0.6], [1.05, 0.6], [0, 1.2], [-1.05, 0.6], [-1.05, -0.6]],
}; // in radii, from the middle

// A mark of the named shape; "-open" ones are only outlined.
export function mark(ctx, name, x, y, radius, colour, paper) {
  if (!Number.isFinite(x + y)) return;
  const open = name.endsWith("-open");
  const shape = name.replace("-open", "").replace("-", "");
  ctx.setLineDash([]);
  ctx.beginPath();
  if (shape === "circle") ctx.arc(x, y, radius, 0, 2 * Math.PI);
  else if (shape === "square") ctx.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  else if (shape in CORNERS) {
    for (const [u, v] of CORNERS[shape]) ctx.lineTo(x + u * radius, y + v * radius);
    ctx.closePath();
  } else if (shape === "x") {
    for (const s of [-1, 1]) {
      ctx.moveTo(x - radius, y - s * radius);
      ctx.lineTo(x + radius, y + s * radius);
    }
  }
  const bare = open || shape === "x";
  if (!bare) {
    ctx.fillStyle = colour;
    ctx.fill();
  }
  ctx.lineWidth = bare ? 5 : 4;
  ctx.strokeStyle = paper;
  if (!open) ctx.globalCompositeOperation = shape === "x" ? "source-over" : "destination-over";
  ctx.stroke();
  ctx.globalCompositeOperation = "source-over";
  if (!bare) return;
  ctx.lineWidth = 2.4;
  ctx.strokeStyle = colour;
  ctx.stroke();
}
