// What Streamlit's own elements lack, mended on every page as they appear: formulas that scroll
// sideways and the place to drop a file, for those who use the keyboard or a screen reader; and
// charts, which Python draws in the colours of the theme, follow another theme at once.

import { isDark } from "../shared/theme.js";
import { say } from "../shared/words.js";

const APP = "[data-testid=stApp]";
const FORMULAS = ".katex-display";
const DROP = "[data-testid=stFileUploaderDropzone]";

const PAUSE = 300; // milliseconds

let waiting;

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));

// A formula wider than its place scrolls; then the keyboard must get at it.
function reach(formula) {
  if (formula.scrollWidth > formula.clientWidth) {
    formula.tabIndex = 0;
    formula.setAttribute("role", "group");
    formula.setAttribute("aria-label", say("Formula, scrolls sideways"));
  } else for (const name of ["tabindex", "role", "aria-label"]) formula.removeAttribute(name);
}

// It has a name, which "presentation" would take away again.
function named(place) {
  place.setAttribute("role", "group");
}

function mend(root) {
  every(root, FORMULAS).forEach((formula) => sizes.observe(formula));
  every(root, DROP).forEach(named);
  every(root, APP).forEach(followTheme);
}

// A button that nobody sees has the script run again, see ui/main.py. That would close a dialog, so
// what lies below one waits.
function followTheme(app) {
  let dark = isDark(app);
  new MutationObserver(() => {
    if (isDark(app) === dark) return;
    dark = !dark;
    redraw();
  }).observe(app, { attributeFilter: ["class"] });
}

function redraw() {
  clearTimeout(waiting);
  if (document.querySelector("[role=dialog]")) waiting = setTimeout(redraw, PAUSE);
  else document.querySelector(".st-key-theme button")?.click();
}

function every(root, selector) {
  const inside = root.querySelectorAll(selector);
  return root.matches(selector) ? [root, ...inside] : inside;
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.firstElementChild) mend(node);
  }
}).observe(document.body, { childList: true, subtree: true });
mend(document.body);
// With its own letters a formula has another width.
document.fonts.addEventListener("loadingdone", () =>
  document.querySelectorAll(FORMULAS).forEach(reach),
);
