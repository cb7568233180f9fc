// What bench/player.py asks of the pages it measures: `bench.NAME(...)` in each of them.
window.bench = {
  // What a page shows. It changes at the end of a move.
  shown: {
    empty: () => document.querySelector("[data-testid=stMarkdown] p")?.textContent,
    // New paths: a preview or the app's own picture, whichever is first.
    playground: () => {
      const { drawn, ahead } = document.querySelector("[data-stage]")?.dataset ?? {};
      return drawn && drawn + "," + ahead;
    },
    "playground, as the app has it": () => document.querySelector("[data-stage]")?.dataset.drawn,
    // All three pictures show the new value; until then nothing has changed.
    plain: () => {
      const found = [...document.querySelectorAll(".js-plotly-plot")].map((p) => p.layout?.meta);
      const same = found.length === 3 && new Set(found).size === 1;
      return same ? (bench.last = found[0]) : bench.last;
    },
  },

  // Watches for the end of a move: it is looked for with each picture after a key was pressed.
  watch(kind) {
    const shown = bench.shown[kind];
    const before = shown();
    bench.took = null;
    addEventListener("keydown", () => {
      const from = performance.now();
      const look = () => {
        if (shown() === before) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => (bench.took = performance.now() - from)));
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  },

  // Milliseconds the player itself works for a picture, over a whole race one step at a time.
  work() {
    const { player } = document.querySelector("[data-stage]");
    const { playback, panels } = player;
    playback.go(0);
    const took = [];
    for (let step = 0; step < playback.steps; step += 2) {
      playback.position = step + 0.5;
      const from = performance.now();
      for (const panel of Object.values(panels)) player.paint(panel);
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

  // Instead of the page: its map, and above it one canvas on which as much moves.
  ceiling() {
    const { data, layout, clientWidth: wide, clientHeight: high } =
      document.querySelector("[data-plot=contour]");
    document.body.innerHTML = `<div id="map" style="width:${wide}px;height:${high}px"></div>`;
    const div = document.getElementById("map");
    return Plotly.newPlot(div, data, layout).then(() => {
      const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: high });
      canvas.style.cssText = "position:absolute;left:0;top:0;will-change:transform";
      div.querySelector(".svg-container").append(canvas);
      const ctx = canvas.getContext("2d");
      let k = 0;
      const place = (run, k) => [wide / 2, high / 2].map((c, i) =>
        c * (1 + 0.7 * Math.sin(k / (50 + 9 * run) + i)));
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
    });
  },
};
