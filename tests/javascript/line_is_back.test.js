// When a page takes keys and pointer again after the line to its server was cut.

import { Line } from "../../ui/browser/page/line_is_back.js";
import { equal, test } from "./harness.js";

// A page with one slider, and how often its script was asked for.
function page() {
  const app = document.body.appendChild(document.createElement("div"));
  const slider = app.appendChild(document.createElement("input"));
  const asked = { times: 0 };
  const told = async (line, script) => {
    Object.assign(app.dataset, { testConnectionState: line, testScriptState: script });
    await Promise.resolve(); // what observes is told after this
  };
  app.dataset.testConnectionState = "CONNECTING";
  new Line(app, () => (asked.times += 1));
  return { app, slider, asked, told };
}

test("a page that connects for the first time asks for nothing and takes everything", async () => {
  const { app, asked, told } = page();
  await told("CONNECTED", "running");
  await told("CONNECTED", "notRunning");
  equal([asked.times, app.inert], [0, false]);
  app.remove();
});

test("when the line is back the script runs again, and until then nothing can be moved", async () => {
  const { app, slider, asked, told } = page();
  await told("CONNECTED", "notRunning");
  slider.focus();
  await told("PINGING_SERVER", "notRunning");
  equal(app.inert, false);
  slider.blur(); // Streamlit switches off what could be moved
  await told("CONNECTED", "notRunning");
  equal([asked.times, app.inert], [1, true]);
  await told("CONNECTED", "rerunRequested");
  equal(app.inert, true);
  await told("CONNECTED", "notRunning");
  equal([asked.times, app.inert, document.activeElement === slider], [1, false, true]);
  app.remove();
});

test("where Streamlit asked for the script already, nobody asks twice", async () => {
  const { app, asked, told } = page();
  await told("CONNECTED", "running");
  await told("PINGING_SERVER", "running");
  await told("CONNECTED", "rerunRequested");
  equal([asked.times, app.inert], [0, true]);
  await told("CONNECTED", "notRunning");
  equal(app.inert, false);
  app.remove();
});

test("a line that is cut again meanwhile lets the page be looked at, and is waited for again", async () => {
  const { app, asked, told } = page();
  await told("CONNECTED", "notRunning");
  await told("PINGING_SERVER", "notRunning");
  await told("CONNECTED", "notRunning");
  await told("PINGING_SERVER", "notRunning");
  equal(app.inert, false);
  await told("CONNECTED", "notRunning");
  equal([asked.times, app.inert], [2, true]);
  app.remove();
});
