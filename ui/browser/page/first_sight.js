// The first sight of a page ends when the app is there: no place is kept for what has come.

const COMES = { sidebar: "[data-testid=stSidebar]", stage: ".st-key-pictures" };
// What did not come with the first answer of the app does not come.
const OVER = "[data-test-script-state=notRunning] [data-testid=stMain] [data-testid=stElementContainer]";
const root = document.documentElement;

const waiting = new MutationObserver(look);

function look() {
  const over = document.querySelector(OVER);
  const still = Object.keys(COMES).filter((name) => !over && !document.querySelector(COMES[name]));
  root.dataset.waits = root.dataset.waits.split(" ").filter((name) => still.includes(name)).join(" ");
  if (root.dataset.waits) return;
  waiting.disconnect();
  delete root.dataset.waits;
}

waiting.observe(document.body, { childList: true, subtree: true });
