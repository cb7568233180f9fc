// Where the keyboard goes on: a button that was pressed may be gone with what it brought, and the focus with it.

const REPLY = ".st-key-lesson-reply:not(:empty)";
const HEADINGS = ".st-key-lesson-text :is(h1, h2)";
const LOOK = 50; // milliseconds between two looks at the focus
const LONGEST = 5000; // milliseconds in which what was pressed may go
let waiting; // the next look

// After another step the heading of it; where an answer came or went what is said to it, or `skip` while that waits.
export function goOn(at, before, turned, skip) {
  if (!before || (at === before && !turned)) return;
  clearTimeout(waiting);
  onceLost(document.activeElement, performance.now() + LONGEST, () => {
    const heading = [...document.querySelectorAll(HEADINGS)].at(-1);
    const racing = document.documentElement.hasAttribute("data-racing");
    if (at !== before) focus(heading);
    else focus(racing ? skip : (document.querySelector(REPLY) ?? heading));
  });
}

// What was pressed goes when all that the page sends has come, which may be after this.
function onceLost(pressed, until, act) {
  if (isLost()) act();
  else if (document.activeElement === pressed && performance.now() < until) {
    waiting = setTimeout(() => onceLost(pressed, until, act), LOOK);
  }
}

// What was waited for is there.
export function goOnFrom(gone) {
  if (isLost() || document.activeElement === gone) focus(document.querySelector(REPLY));
}

function isLost() {
  const { activeElement, body } = document;
  return !activeElement || activeElement === body;
}

function focus(element) {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1; // text takes the focus only so
  element.focus({ preventScroll: true });
}
