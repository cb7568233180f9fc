// Marks for what style sheets would otherwise find by :has(). That has browsers style the whole page
// anew with every picture of a race: 2400 elements instead of 30.

const PLACE = ".st-key-pictures";
const ALERT = "[data-testid=stAlert]";
// What stands where grounds were drawn at first sight.
const FILLS = "[data-ready], [data-testid=stPlotlyChart], [role=alert]:not(:empty)";
const PICTURES = ".st-key-pictures, .st-key-lesson-frame, [data-testid=stAlertContainer]";
const PARTS = "[data-testid=stMainBlockContainer] > [data-testid=stVerticalBlock] > *";
const WIDGETS = "[data-testid=stCheckbox], [data-testid=stSlider], [data-testid=stMultiSelect]";
const LOCKED = "input:disabled, [aria-disabled=true], [data-disabled]";

function look(changes) {
  if (changes?.every(({ target }) => inside(target))) return; // nothing new while a race plays
  for (const place of document.querySelectorAll(PLACE)) {
    mark(place, "data-alerted", place.querySelector(ALERT));
    mark(place, "data-filled", place.querySelector(FILLS));
  }
  for (const lesson of document.querySelectorAll(".st-key-lesson")) {
    mark(lesson, "data-pictured", lesson.querySelector(PICTURES));
  }
  if ("embed" in document.documentElement.dataset) alone();
  for (const widget of document.querySelectorAll(WIDGETS)) {
    mark(widget, "data-locked", widget.querySelector(LOCKED));
  }
}

// In a frame of another page: what neither is the player nor holds it.
function alone() {
  const place = document.querySelector(PLACE);
  for (const part of document.querySelectorAll(PARTS)) mark(part, "data-outside", place && !part.contains(place));
}

// What goes on within the player tells nothing of its place, but for its failure.
const inside = (target) => Boolean(target.parentElement?.closest("[data-stage]")) && !target.matches("[role=alert]");

function mark(element, name, on) {
  element.toggleAttribute(name, Boolean(on));
}

const seen = {
  childList: true, subtree: true, attributeFilter: ["disabled", "aria-disabled", "data-disabled", "data-ready"],
};
new MutationObserver(look).observe(document.body, seen);
look();
