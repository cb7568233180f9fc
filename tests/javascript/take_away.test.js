// Addresses of what one takes along, and the frame for other pages.

import { addressOf, frameOf, OFFERS, pageOf } from "../../ui/browser/shared/take/take_away.js";
import { tableOf } from "../../ui/browser/chart/chart_table.js";
import { equal, test } from "./harness.js";

const HERE = new URL("./", document.baseURI).href;

test("a file's address has the race's link", () => {
  const link = { v: "1", race: "gd~adam", formula: "x^2 + 1&y=2" };
  const url = new URL(addressOf("race.gif", link));
  equal(url.href.startsWith(`${HERE}export/race.gif?v=1&race=gd~adam&`), true);
  equal(Object.fromEntries(url.searchParams), link);
  equal(addressOf("race.csv", {}), `${HERE}export/race.csv`);
});

test("a page's address has it too", () => {
  equal(pageOf({ v: "1", race: "gd~adam" }), `${HERE}?v=1&race=gd~adam`);
  equal(pageOf({}), HERE);
});

test("a frame shows the pictures alone, and its address cannot leave the attribute", () => {
  const html = frameOf('https://a.example/?formula="><script>');
  const frame = new DOMParser().parseFromString(html, "text/html").body.children;
  equal(frame.length, 1);
  equal(frame[0].tagName, "IFRAME");
  const url = new URL(frame[0].src);
  equal(url.searchParams.get("embed"), "true");
  equal(url.searchParams.get("formula"), '"><script>');
});

test("nothing is offered twice", () => {
  const kinds = OFFERS.flatMap(([, each]) => each.map(([kind]) => kind));
  equal(new Set(kinds).size, kinds.length);
});

test("the points of a chart are a table", () => {
  const curves = [{ name: 'a, "b"', x: [1, 2], y: Float64Array.of(0.1, 1 / 3) }, { name: "trace 1", y: [5] }, { name: "unseen", y: [1], visible: false }];
  equal(tableOf(curves, "Two\nlines", "http://a/x?v=1").split("\n"), [
    "# title: Two lines", "# link: http://a/x?v=1", "# made by: Thalweg", "curve,x,y",
    '"a, ""b""",1,0.1', '"a, ""b""",2,0.3333333333333333', "curve 2,0,5", "",
  ]);
});
