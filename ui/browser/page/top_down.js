// A page that opens is seen from its top down to what is still to come: what lies below would jump.

// The grey bar in the place of an element whose script is loaded, one of ours before it is filled, and
// the player before its own style sheet says how high it is.
const BARE =
  "[data-testid=stSkeleton], [data-testid=stBidiComponentRegular]:empty, [data-stage]:not([data-ready])";
const PARTS = ["[data-testid=stSidebarUserContent]", "[data-testid=stMainBlockContainer]"];
const OVER = "[data-test-script-state=notRunning] [data-testid=stMain] [data-testid=stElementContainer]";
const root = document.documentElement;
const PATIENCE = 15000; // milliseconds; what has not come then is not waited for

const coming = new MutationObserver(look);

function look() {
  const bare = PARTS.map((part) => document.querySelector(part)?.querySelector(BARE)).filter(Boolean);
  const above = bare.flatMap(withHolders);
  document.querySelectorAll("[data-bare]").forEach((each) => above.includes(each) || delete each.dataset.bare);
  above.forEach((each) => (each.dataset.bare = "")); // first_sight.css hides what follows
  if (!bare.length && document.querySelector(OVER)) end();
}

// An element and all that hold it, up to its part of the page.
function withHolders(element) {
  const holders = [];
  for (let at = element; !at.matches(PARTS.join()); at = at.parentElement) holders.push(at);
  return holders;
}

function end() {
  coming.disconnect();
  delete root.dataset.opens;
  document.querySelectorAll("[data-bare]").forEach((each) => delete each.dataset.bare);
}

root.dataset.opens = "";
const seen = ["data-test-script-state", "data-ready"];
coming.observe(document.body, { childList: true, subtree: true, attributeFilter: seen });
setTimeout(end, PATIENCE);
