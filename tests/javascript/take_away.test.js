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
  equal(tableOf(curves, { xaxis: { title: { text: "steps" } } }, "Two\nlines", "http://a/x?v=1").split("\n"), [
    "# title: Two lines", "# link: http://a/x?v=1", "# made by: Thalweg", "curve,steps,y",
    '"a, ""b""",1,0.1', '"a, ""b""",2,0.3333333333333333', "curve 2,0,5", "",
  ]);
});

const AXES = { xaxis: { title: { text: "cost,<br>in losses" } }, yaxis: { title: { text: "test" } }, yaxis2: { title: { text: "training" } } };
const table = (curves) => tableOf(curves, AXES, "", "").split("\n").slice(3, -1);

test("each axis of a chart is a column of its table", () => {
  const [below, above] = ["y", "y2"].map((yaxis, k) => ({ name: "a", x: [1], y: [k], xaxis: "x", yaxis }));
  equal(table([below, above]), ['curve,"cost, in losses",test,training', "a,1,0,", "a,1,,1"]);
});

test("a table has what places stand for, not the places", () => {
  const moved = { name: "a", x: [1.9, 2.1], y: [5, 6], customdata: [2, 2], meta: { meant: "x", column: "" } };
  equal(table([moved]), ['curve,"cost, in losses",test', "a,2,5", "a,2,6"]);
  const named = { name: "a", x: [1], y: [0], customdata: ["five alone"], meta: { meant: "y", column: "networks" } };
  equal(table([named]), ['curve,"cost, in losses",networks', "a,1,five alone"]);
});

test("a band is two curves", () => {
  const band = { name: "b", x: [1, 2, 2, 1], y: [8, 9, 4, 3], meta: { edges: ["highest", "lowest"] } };
  equal(table([band]).slice(1), ["highest,1,8", "highest,2,9", "lowest,1,3", "lowest,2,4"]);
});

test("numbers of single precision have no digits that mean nothing", () => {
  const curve = { name: "a", x: Float32Array.of(0.1, 1 / 3, NaN), y: Float32Array.of(16777217, -1.5e-7, 1e20) };
  const rows = table([curve]).slice(1).map((row) => row.split(",").slice(1).map(Number));
  equal(rows, [[0.1, 16777216], [0.33333334, -1.5e-7], [NaN, 1e20]]);
  for (const [k, row] of rows.entries()) equal(row.map(Math.fround), [curve.x[k], curve.y[k]]);
});
