// Another page of the app in a frame, where a lesson's scene is not a race: as high as that page says it is.
// See ../shared/wire.md, “frame”.

import { unpack } from "../shared/wire.js";

const LEAST = 420; // pixels

export function show({ parentElement: parent, data }) {
  const { link, title } = unpack(data);
  const frame = parent.querySelector("iframe");
  const href = new URL(link, document.baseURI).href;
  frame.title = title;
  if (frame.dataset.link !== href) frame.src = frame.dataset.link = href;
  const fit = ({ source, data: told }) => {
    if (source !== frame.contentWindow || told?.subject !== "lti.frameResize" || !(told.height > 0)) return;
    frame.style.height = `${Math.max(LEAST, told.height)}px`;
  };
  addEventListener("message", fit);
  return () => removeEventListener("message", fit);
}
