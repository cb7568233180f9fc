// A page that opens is seen from its top down to what is still to come.

import { equal, test } from "./harness.js";

const PAGE = `
  <div data-testid="stApp" data-test-script-state="running"><div data-testid="stMain">
    <div data-testid="stMainBlockContainer"><div>
      <p id="first"></p>
      <div id="row"><p id="beside"></p><div data-testid="stElementContainer"><i data-testid="stSkeleton"></i></div></div>
      <p id="next"></p>
      <div data-testid="stBidiComponentRegular"></div>
      <p id="last"></p>
    </div></div>
  </div></div>`;

test("what follows the first that is still to come is hidden, until all has come", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  const sheet = place.appendChild(document.createElement("style"));
  sheet.textContent = "[data-bare] ~ * { visibility: hidden }";
  await import("../../ui/browser/page/top_down.js");
  const told = () => new Promise((done) => setTimeout(done));
  const seen = () => ["first", "beside", "next", "last"].filter(
    (id) => getComputedStyle(document.getElementById(id)).visibility === "visible",
  );
  place.insertAdjacentHTML("beforeend", PAGE);
  await told();
  equal(seen(), ["first", "beside"]);
  place.querySelector("[data-testid=stSkeleton]").remove();
  await told();
  equal(seen(), ["first", "beside", "next"]);
  place.querySelector("[data-testid=stBidiComponentRegular]").append("there");
  await told();
  equal([seen().length, "opens" in document.documentElement.dataset], [4, true]);
  place.querySelector("[data-testid=stApp]").dataset.testScriptState = "notRunning";
  await told();
  equal("opens" in document.documentElement.dataset, false);
  place.remove();
});
