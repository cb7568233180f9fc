// The pen that writes SVG: what it writes is what a canvas shows.

import { closedUp } from "../../ui/browser/player/save/save_picture.js";
import { SvgPen } from "../../ui/browser/player/save/svg_pen.js";
import { fontFacts, tag } from "../../ui/browser/shared/take/svg_words.js";
import { mark } from "../../ui/browser/player/plot/marks.js";
import { drawAxes } from "../../ui/browser/shared/draw_axes.js";
import { viewOf } from "../../ui/browser/shared/axes.js";
import { equal, near, ok, test } from "./harness.js";

function newPen() {
  let count = 0;
  return new SvgPen(() => `n${++count}`);
}

// The elements of a drawing.
function read(pen) {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="120">${pen.text}</svg>`;
  const found = new DOMParser().parseFromString(text, "image/svg+xml");
  equal(found.querySelector("parsererror"), null);
  return found.documentElement;
}

async function pixels(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 200, height: 120 });
  const ctx = canvas.getContext("2d");
  ctx.drawImage(image, 0, 0);
  return ctx.getImageData(0, 0, 200, 120).data;
}

function painted(draw) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 200, height: 120 });
  const ctx = canvas.getContext("2d");
  draw(ctx);
  return ctx.getImageData(0, 0, 200, 120).data;
}

// How much two pictures differ, as a share of all that the first one has.
function apart(a, b) {
  let [off, all] = [0, 0];
  for (let k = 3; k < a.length; k += 4) [off, all] = [off + Math.abs(a[k] - b[k]), all + a[k]];
  return off / all;
}

async function alike(draw, most) {
  const pen = newPen();
  draw(pen);
  const share = apart(painted(draw), await pixels(read(pen)));
  ok(share < most, `${share} of the picture is another`);
}

test("lines, dashes and strength become attributes", () => {
  const pen = newPen();
  pen.beginPath();
  pen.lineTo(1, 2); // begins, as on a canvas
  pen.lineTo(3.14159, 4);
  pen.lineTo(NaN, 4);
  Object.assign(pen, { strokeStyle: "#ff0000", lineWidth: 2, globalAlpha: 0.5, lineDashOffset: 3, lineJoin: "round" });
  pen.setLineDash([4, 2]);
  pen.stroke();
  const [path] = read(pen).children;
  const facts = Object.fromEntries([...path.attributes].map(({ name, value }) => [name, value]));
  equal(facts, {
    d: "M1 2L3.14 4", fill: "none", stroke: "#ff0000", "stroke-width": "2", "stroke-linejoin": "round",
    "stroke-dasharray": "4 2", "stroke-dashoffset": "3", opacity: "0.5",
  });
});

test("what is put below lies below", () => {
  const pen = newPen();
  mark(pen, "circle", 20, 20, 6, "#112233", "#ffffff");
  const looks = [...read(pen).children].map((path) => [path.getAttribute("fill"), path.getAttribute("stroke")]);
  equal(looks, [["none", "#ffffff"], ["#112233", "none"]]);
});

test("a pen that was saved is as before", () => {
  const pen = newPen();
  pen.save();
  Object.assign(pen, { fillStyle: "#00ff00", globalAlpha: 0.2 });
  pen.setTransform(2, 0, 0, 2, 0, 0);
  pen.restore();
  pen.fillRect(1, 2, 3, 4);
  const [rect] = read(pen).children;
  equal([rect.getAttribute("fill"), rect.hasAttribute("opacity"), rect.hasAttribute("transform")], ["#000000", false, false]);
});

test("what stands outside of a clip is not seen, also of one in another", async () => {
  await alike((ctx) => {
    ctx.beginPath();
    ctx.rect(20, 20, 100, 60);
    ctx.clip();
    ctx.save();
    ctx.beginPath();
    ctx.rect(60, 40, 100, 60);
    ctx.clip();
    ctx.fillRect(0, 0, 200, 120);
    ctx.restore();
    ctx.fillRect(20, 20, 10, 100);
  }, 0.001);
});

test("arcs, ellipses and closed shapes are where a canvas has them", async () => {
  await alike((ctx) => {
    ctx.lineWidth = 3;
    for (const draw of [
      () => ctx.arc(40, 40, 25, 0, 2 * Math.PI),
      () => ctx.arc(100, 40, 25, 0.3, 4.5),
      () => ctx.ellipse(160, 60, 30, 12, 0.6, 0, 2 * Math.PI),
      () => (ctx.moveTo(20, 90), ctx.lineTo(60, 80), ctx.lineTo(50, 110), ctx.closePath()),
    ]) {
      ctx.beginPath();
      draw();
      ctx.stroke();
    }
  }, 0.02);
});

test("turned and moved words stand where a canvas has them", async () => {
  await alike((ctx) => {
    ctx.font = "600 20px sans-serif";
    ["top", "middle", "bottom", "alphabetic"].forEach((line, k) => {
      ctx.textBaseline = line;
      ctx.textAlign = ["left", "center", "right", "left"][k];
      ctx.fillText("Hxg", 20 + 45 * k, 60);
    });
    ctx.translate(20, 110);
    ctx.rotate(-Math.PI / 2);
    ctx.fillText("up", 0, 0);
  }, 0.12);
});

test("axes and a gradient look alike", async () => {
  const axes = [{ lo: 0, hi: 4, title: "x & <y>" }, { lo: 1, hi: 1000, log: true, title: "loss" }];
  const view = viewOf(axes, 200, 120);
  await alike((ctx) => {
    const strip = ctx.createLinearGradient(60, 0, 180, 0);
    strip.addColorStop(0, "#ff0000");
    strip.addColorStop(1, "#0000ff");
    ctx.fillStyle = strip;
    ctx.fillRect(60, 20, 120, 30);
    drawAxes(ctx, view, axes, { ink: "#000000", faint: "#888888" }, "sans-serif");
  }, 0.12);
});

test("words cannot break out of a document", () => {
  const pen = newPen();
  pen.fillText('</text><script>&"', 5, 5);
  const svg = read(pen);
  equal([svg.querySelectorAll("script").length, svg.firstChild.textContent], [0, '</text><script>&"']);
  equal(tag("g", { id: '"><b>' }), '<g id="&quot;&gt;&lt;b&gt;"/>');
});

test("a font is told in its parts", () => {
  equal(fontFacts("italic 600 13.5px A, sans-serif"), {
    "font-style": "italic", "font-weight": "600", "font-size": "13.5", "font-family": "A, sans-serif",
  });
  equal(fontFacts("13px B")["font-weight"], "");
  near(newPen().measureText("x").width > 0 ? 1 : 0, 1);
});

test("what lies between pictures is left out of a saved one", () => {
  const boxes = [{ top: 900, height: 300 }, { top: 100, height: 200 }, { top: 150, height: 160 }, { top: 320, height: 80 }];
  const { down, height } = closedUp(boxes, 40);
  equal([100, 150, 320, 900].map(down), [40, 90, 260, 352]);
  equal(height, 352 + 300 + 12);
});
