// In a frame of another page: tells that page how high the content is, in the words that learning platforms
// listen to, and offers the whole page in a tab of its own.

import { say } from "../shared/words.js";

const BLOCK = "[data-testid=stMainBlockContainer]";

if ("embed" in document.documentElement.dataset) new MutationObserver(begin).observe(document, { childList: true, subtree: true });

function begin(_, watching) {
  const block = document.querySelector(BLOCK);
  if (!block) return;
  watching.disconnect();
  block.append(wholePage());
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(block.offsetHeight);
    if (Math.abs(height - told) < 2) return;
    told = height;
    parent.postMessage({ subject: "lti.frameResize", height }, "*"); // a number, no secret
  }).observe(block);
}

function wholePage() {
  const link = Object.assign(document.createElement("a"), { target: "_blank", rel: "noopener", textContent: say("Open in Thalweg") });
  link.dataset.whole = "";
  link.href = location.href;
  link.addEventListener("pointerdown", address);
  link.addEventListener("focus", address);
  address.call(link);
  return link;
}

// As it is now, which may be another scene than at first.
function address() {
  const url = new URL(location.href);
  for (const name of ["embed", "embed_options"]) url.searchParams.delete(name);
  this.href = url.href.replaceAll("%7E", "~");
}
