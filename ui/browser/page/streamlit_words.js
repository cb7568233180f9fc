// Streamlit's and Plotly's own words, which they have in English alone: told in the language of the page as
// they appear. Names of elements anywhere, text only in places that are theirs: what the app says stays.

import { say } from "../shared/words.js";

const NAMES = ["aria-label", "placeholder", "alt", "data-title", "title"];
const NAMED = NAMES.map((name) => `[${name}]`).join();
const TEXTS = [
  ...["stSkipToContent", "stMainMenuPopover", "stStatusWidget", "stTopNav", "InputInstructions", "stDialog"].map((id) => `[data-testid=${id}]`),
  ...["[role=listbox]", ".plotly-notifier"],
].join();
const WHOLE = {
  "Skip to main content": say("Skip to main content"),
  "Navigate to home page": say("Navigate to home page"),
  "Sidebar": say("Sidebar"), "Collapse sidebar": say("Collapse sidebar"), "Expand sidebar": say("Expand sidebar"),
  "App pages": say("App pages"), "Main menu": say("Main menu"), "Logo": say("Logo"),
  "Print": say("Print"), "Record screen": say("Record screen"), "Stop recording": say("Stop recording"),
  "Running...": say("Running..."), "Stop": say("Stop"), "Connection error": say("Connection error"),
  "Connecting": say("Connecting"),
  "Choose an option": say("Choose an option"), "Choose options": say("Choose options"), "Open": say("Open"),
  "No results": say("No results"), "No options to select": say("No options to select"),
  "No options to select.": say("No options to select"), "Selected values": say("Selected values"),
  "Clear value": say("Clear value"), "Clear all": say("Clear all"), "Close": say("Close"), "Dismiss": say("Close"),
  "Increment": say("Increment"), "Decrement": say("Decrement"), "progress": say("progress"),
  "Theme": say("Theme"), "System": say("System"), "Light": say("Light"), "Dark": say("Dark"),
  "Copy version to clipboard": say("Copy version to clipboard"), "Page not found": say("Page not found"),
  "The page that you have requested does not seem to exist. Running the app's main page.":
    say("There is no such page; the front page is shown."),
  "Press Enter to apply": say("Press Enter to apply"),
  "Fullscreen": say("Fullscreen"), "Close fullscreen": say("Close fullscreen"),
  "Download plot as a PNG": say("Download plot as a PNG"), "Zoom": say("Zoom"), "Pan": say("Pan"),
  "Zoom in": say("Zoom in"), "Zoom out": say("Zoom out"), "Autoscale": say("Autoscale"),
  "Reset axes": say("Reset axes"), "Orbital rotation": say("Orbital rotation"),
  "Turntable rotation": say("Turntable rotation"), "Reset camera to default": say("Reset camera to default"),
  "Reset camera to last save": say("Reset camera to last save"),
  "Double-click to zoom back out": say("Double-click to zoom back out"),
};
const WITH_VALUES = [
  [/^Help for (.+)$/s, (name) => say("Help for {name}", { name })],
  [/^Remove (.+)$/s, (name) => say("Remove {name}", { name })],
  [/^Made with Streamlit (v\S+)$/, (version) => say("Made with Streamlit {version}", { version })],
  [/^(\d+) more$/, (n) => say("{n} more", { n })],
  [/^View (\d+) more$/, (n) => say("View {n} more", { n })],
  [/^You can only select up to (\d+) options?\. Remove an option first\.$/, (n) =>
    say("You can only select up to {n} options. Remove an option first.", { n })],
];

// What stands for a text of theirs; null for any other.
export function told(text) {
  if (Object.hasOwn(WHOLE, text)) return WHOLE[text];
  for (const [pattern, tell] of WITH_VALUES) {
    const found = pattern.exec(text);
    if (found) return tell(found[1]);
  }
  return null;
}

function tellNames(element) {
  for (const name of NAMES) {
    const words = told(element.getAttribute(name) ?? "");
    if (words !== null && words !== element.getAttribute(name)) element.setAttribute(name, words);
  }
}

function tellTexts(place) {
  if (place.nodeType === Node.TEXT_NODE) tellText(place);
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) tellText(texts.currentNode);
}

// Written only where it changes: each change is heard of again.
function tellText(node) {
  const words = told(node.data.trim());
  if (words !== null && words !== node.data) node.data = words;
}

function look(changes) {
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes") tellNames(target);
    if (type === "characterData" && target.parentElement?.closest(TEXTS)) tellText(target);
    for (const node of addedNodes) tell(node);
  }
}

// What has come into the page: a text, or an element, which may be such a place itself.
export function tell(node) {
  const place = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  if (place?.closest(TEXTS)) tellTexts(node);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (node.matches(NAMED)) tellNames(node);
  node.querySelectorAll(NAMED).forEach(tellNames);
  node.querySelectorAll(TEXTS).forEach(tellTexts);
}

if (document.documentElement.lang !== "en") {
  const what = { childList: true, subtree: true, characterData: true, attributeFilter: NAMES };
  new MutationObserver(look).observe(document.body, what);
  tell(document.body);
}
