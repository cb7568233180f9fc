// What bench/player.py asks of the pages it measures: `bench.NAME(...)` in each of them.

const stageOf = () => document.querySelector("[data-stage]")?.player;
const longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
  .observe({ type: "longtask", buffered: true });

window.bench = {
  // What a page shows. It changes at the end of a move.
  shown: {
    empty: () => document.querySelector("[data-testid=stMarkdown] p")?.textContent,
    // New paths: a preview or the app's own picture, whichever is first.
    paths: () => {
      const { drawn, ahead } = document.querySelector("[data-stage]")?.dataset ?? {};
      return drawn && drawn + "," + ahead;
    },
    ground: () => stageOf()?.panels.contour.painted,
    app: () => document.querySelector("[data-stage]")?.dataset.drawn,
  },

  // Milliseconds of each task longer than 50 ms.
  tasks: () => longTasks,

  // Watches for the end of a move: it is looked for with each picture after a key was pressed.
  watch(kind) {
    const shown = bench.shown[kind];
    const before = shown();
    bench.took = null;
    addEventListener("keydown", () => {
      const from = performance.now();
      const look = () => {
        if (shown() === before) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => {
          bench.finish();
          bench.took = performance.now() - from;
        }));
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  },

  // The graphics card has done all that it was told.
  finish() {
    const { contour, surface } = stageOf()?.panels ?? {};
    for (const painter of [contour?.painter, surface?.painter]) {
      const gl = painter?.gl;
      gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    }
  },

  // All that is seen, as text: of the playground the canvases of the map.
  look() {
    const stage = stageOf();
    if (!stage) return bench.shown.empty();
    stage.panels.contour.paintGround(true);
    return [...stage.panels.contour.div.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL()).join();
  },

  // What draws WebGL here.
  card() {
    const { gl } = stageOf().panels.contour.painter;
    const told = gl.getExtension("WEBGL_debug_renderer_info");
    return gl.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  },

  // So many grounds were painted since this was asked first.
  get grounds() {
    const { painter } = stageOf().panels.contour;
    if (bench.counted !== painter) {
      Object.assign(bench, { counted: painter, count: 0 });
      const { draw } = painter;
      painter.draw = function (...what) {
        bench.count++;
        return draw.apply(this, what);
      };
    }
    return bench.count;
  },

  // So many races were drawn, those ahead of the app included.
  races() {
    const { drawn, ahead } = document.querySelector("[data-stage]").dataset;
    return Number(drawn) + Number(ahead ?? 0);
  },

  // The surface turns a little with each picture, as by hand, until `stop`.
  turn() {
    const { stand } = stageOf().panels.surface;
    const step = () => {
      if (!bench.turning) return;
      stand.move(1.5, 0, 1);
      requestAnimationFrame(step);
    };
    bench.turning = true;
    requestAnimationFrame(step);
  },

  stop() {
    bench.turning = false;
  },

  // Milliseconds the player itself works for a picture, over a whole race one step at a time.
  work() {
    const player = stageOf();
    const { playback } = player;
    playback.go(0);
    const took = [];
    for (let step = 0; step < playback.steps; step += 2) {
      playback.position = step + 0.5;
      const from = performance.now();
      player.paint();
      took.push(performance.now() - from);
    }
    return took.sort((a, b) => a - b)[Math.floor(took.length / 2)];
  },

  // Milliseconds between the pictures of the next seconds.
  gaps(seconds) {
    return new Promise((resolve) => {
      const gaps = [];
      let last = null;
      const look = (now) => {
        if (last !== null) gaps.push(now - last);
        last = now;
        if (gaps.reduce((a, b) => a + b, 0) > 1000 * seconds) resolve(gaps);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  },

  // Instead of the page: a picture as large as its map, and above it one canvas on which as much moves.
  ceiling() {
    const { contour } = stageOf().panels;
    const { clientWidth: wide, clientHeight: high } = contour.div;
    const still = contour.groundPicture(1);
    document.body.innerHTML = `<div id="map" style="position:relative;width:${wide}px;height:${high}px"></div>`;
    const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: high });
    canvas.style.cssText = "position:absolute;left:0;top:0;will-change:transform";
    document.getElementById("map").append(still, canvas);
    const ctx = canvas.getContext("2d");
    let k = 0;
    const place = (run, k) => [wide / 2, high / 2].map((c, i) => c * (1 + 0.7 * Math.sin(k / (50 + 9 * run) + i)));
    const draw = () => {
      k++;
      ctx.clearRect(0, 0, wide, high);
      for (let run = 0; run < 8; run++) {
        ctx.beginPath();
        for (let j = Math.max(0, k - 300); j < k; j++) ctx.lineTo(...place(run, j));
        ctx.stroke();
        ctx.beginPath();
        ctx.arc(...place(run, k), 6, 0, 7);
        ctx.fill();
      }
      requestAnimationFrame(draw);
    };
    draw();
  },
};
