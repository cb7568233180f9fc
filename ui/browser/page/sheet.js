// The sidebar of a narrow page, a sheet at the lower edge (sheet.css): its button has a name, Escape
// closes it, and while it is open the picture that it changes is in view and may be used.

import { say } from "../shared/words.js";

const NARROW = matchMedia("(max-width: 768px)");
const PICTURE = "[data-large=contour] [data-panel=contour], [data-large=surface] [data-panel=surface], [data-map]";
// What Escape closes first, and what a press beside it closes.
const ABOVE = "[data-baseweb=popover], [role=dialog], [role=listbox]";

const PAUSE = 200; // milliseconds

const part = (name) => document.querySelector(`[data-testid=${name}]`);
const isOpen = () => NARROW.matches && part("stSidebar")?.dataset.collapsed === "false";

let sheet; // the sidebar as it is there
let wasOpen;

function look() {
  const filled = part("stSidebarUserContent")?.querySelector("[data-testid=stElementContainer]");
  part("stExpandSidebarButton")?.setAttribute("aria-label", filled ? say("Controls") : say("Pages"));
  const [before, was] = [sheet, wasOpen];
  [sheet, wasOpen] = [part("stSidebar"), isOpen()];
  if (sheet !== before || wasOpen === was) return; // it came as it is, nobody opened it
  if (wasOpen) opened();
  else if (NARROW.matches && !focused()) part("stExpandSidebarButton")?.focus({ preventScroll: true });
}

// The button that opened it is gone.
function opened() {
  if (!focused()) closing()?.focus({ preventScroll: true });
  document.querySelector(PICTURE)?.scrollIntoView({ block: "start" });
}

const closing = () => part("stSidebarCollapseButton")?.querySelector("button");

function focused() {
  const { activeElement } = document;
  return activeElement && activeElement !== document.body;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !isOpen() || document.querySelector(ABOVE)) return;
  closing()?.click();
});

// Who chose another page wants to see that. On some phones Streamlit closes the sheet itself.
document.addEventListener("click", ({ target }) => {
  if (!isOpen() || !target.closest("[data-testid=stSidebarNav] a")) return;
  setTimeout(() => isOpen() && closing()?.click(), PAUSE);
});

// Streamlit closes it when somebody presses anywhere else.
document.body.addEventListener("mousedown", (event) => {
  if (!isOpen() || document.querySelector(ABOVE)) return;
  if (event.target.closest("[data-stage], [data-map]")) event.stopPropagation();
});

const seen = { childList: true, subtree: true, attributeFilter: ["data-collapsed"] };
new MutationObserver(look).observe(document.body, seen);
look();
