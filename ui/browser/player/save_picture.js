// Saving what is on the screen: all pictures with their legend, as one PNG.

const GAP = 12;

export function savePicture(stage) {
  const { root, pictures, race } = stage;
  const frame = root.getBoundingClientRect();
  const shown = [...root.querySelectorAll("[data-plot]")].filter((plot) => plot.clientWidth);
  const boxes = shown.map((plot) => plot.getBoundingClientRect());
  const top = Math.min(...boxes.map((box) => box.top)) - frame.top;
  const bottom = Math.max(...boxes.map((box) => box.bottom)) - frame.top;
  const sharp = Math.max(2, window.devicePixelRatio || 1);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [frame.width * sharp, (bottom - top + 40) * sharp];
  const ctx = canvas.getContext("2d");
  ctx.scale(sharp, sharp);
  ctx.fillStyle = pictures.look.paper;
  ctx.fillRect(0, 0, frame.width, bottom - top + 40);
  writeLegend(ctx, race, pictures, frame.width);
  stage.paint();
  pictures.panels.contour.paintGround(true); // a canvas of the graphics card holds its picture only until the next one
  for (const layer of root.querySelectorAll("[data-plot] canvas")) {
    const box = layer.getBoundingClientRect();
    if (box.width) ctx.drawImage(layer, box.left - frame.left, box.top - frame.top - top + 36, box.width, box.height);
  }
  canvas.toBlob((blob) => download(blob, "thalweg.png"));
}

function writeLegend(ctx, { runs }, { colours, look }, width) {
  ctx.font = "14px sans-serif";
  ctx.textBaseline = "middle";
  let x = GAP;
  for (const run of runs) {
    const words = `${run.name} – ${run.words}`;
    if (x + 40 + ctx.measureText(words).width > width) return;
    ctx.strokeStyle = colours(run.colour);
    ctx.lineWidth = 3;
    ctx.beginPath();
    ctx.moveTo(x, 18);
    ctx.lineTo(x + 30, 18);
    ctx.stroke();
    ctx.fillStyle = look.ink;
    ctx.fillText(words, x + 38, 18);
    x += 38 + ctx.measureText(words).width + 2 * GAP;
  }
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
