// The style sheets of the stage.

import { loadStyles } from "../shared/stylesheets.js";

const SHEETS = [
  new URL("./stage.css", import.meta.url),
  new URL("../shared/take/save_menu.css", import.meta.url),
  new URL("./view_options.css", import.meta.url),
  new URL("./lecture.css", import.meta.url),
  new URL("./narrow.css", import.meta.url),
  new URL("./ask/ask.css", import.meta.url),
  new URL("./pair.css", import.meta.url),
];

// Until they are all there.
export function loadStageStyles() {
  return Promise.all(SHEETS.map(({ href }) => loadStyles(href)));
}
