// The link to a moment of a race.

import { apply, momentLink } from "../../ui/browser/player/moment.js";
import { equal, test } from "./harness.js";

// A stage at step 7, on which nothing else was touched.
function stageOf(data) {
  return {
    data,
    playback: { atEnd: false, step: 7 },
    panels: { contour: { seen: null }, surface: { turned: false } },
    hidden: { labels: new Set(["adam"]) },
    layout: { lecturing: false },
    unseen: { checked: false },
  };
}

const said = (link) => Object.fromEntries(new URL(link).searchParams);

test("a moment is added to the page's address, in place of another one", () => {
  const link = momentLink(stageOf({ link: { surface: "ravine" } }), "http://a.b/?surface=bowl&step=3&play=1&lang=ko");
  equal(said(link), { surface: "bowl", step: "7", hidden: "adam" });
});

test("on the opening page, whose address says nothing, the link names its race", () => {
  const race = { v: "1", surface: "ravine", race: "gd~adam", step: "0", play: "1" };
  const link = momentLink(stageOf({ link: race, welcome: true }), "http://a.b/");
  equal(said(link), { v: "1", surface: "ravine", race: "gd~adam", step: "7", hidden: "adam" });
});

// What became of a stage on which a link's moment was applied.
function cameTo(moment, data, resumed) {
  const did = [];
  const playback = { resumed, calm: { matches: false }, go: (step) => did.push(step), play: () => did.push("play") };
  const panels = { contour: { see: (zoom) => did.push(zoom) } };
  apply(moment, { ...stageOf(data), playback, panels });
  return did;
}

test("a race of a link plays from its step; who comes back finds it where it was left", () => {
  const moment = { step: 0, play: "1", zoom: "here" };
  equal(cameTo(moment, {}, undefined), ["here", 0, "play"]);
  equal(cameTo(moment, { back: true }, true), ["here"]);
  equal(cameTo(moment, { back: true }, false), ["here", 0, "play"]); // the race is another one
  equal(cameTo(moment, {}, true), ["here", 0, "play"]); // the link was opened again
});
