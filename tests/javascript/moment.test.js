// The link to a moment of a race.

import { momentLink } from "../../ui/browser/player/moment.js";
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
