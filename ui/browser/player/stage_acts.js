// What the keys and the buttons of the view do to a stage.

import { copied } from "../shared/clipboard.js";
import { say } from "../shared/words.js";
import { scaled } from "../shared/zoom.js";
import { momentLink } from "./moment.js";

const MIDDLE = 0.5;

export function stageActs(stage) {
  const { layout, unseen, panels: { contour } } = stage;
  const zoom = (factor) => contour.zoom([0, 1].map(() => scaled(factor, MIDDLE)));
  return {
    lecture: () => layout.lecture(!layout.lecturing),
    leave: () => layout.lecturing && layout.lecture(false),
    swap: () => layout.swap(),
    unseen: () => unseen.click(),
    zoom: (factor) => (factor ? zoom(factor) : contour.see(null)),
    save: (kind, scale) => save(stage, kind, scale),
    link: () => copyLink(stage),
  };
}

// What saves is loaded when it is wanted first.
async function save(stage, kind, scale) {
  const { savePicture } = await import("./save/save_picture.js");
  await savePicture(stage, kind, scale);
}

// What one may take along of a stage; see ../shared/take/take_away.js.
export function sourceOf(stage) {
  return {
    root: stage.root,
    note: (words) => stage.tools.note(words),
    get takes() {
      const { data } = stage;
      return data.takes && (data.takings ??= { link: data.link, ...data.takes });
    },
    get file() {
      return stage.data.file;
    },
    // Of a surface that stays in its session, the app makes the file and sends it.
    ask(kind, { width, seconds }) {
      stage.tools.note(say("It is being made …"));
      stage.tell("take", { kind, width, seconds });
    },
    async film(told, seconds) {
      const { filmOf } = await import("./save/save_film.js");
      const { data } = stage;
      return filmOf(stage, told, () => stage.data === data, seconds);
    },
  };
}

// The file that was asked for, or why there is none; sent once, though it may be seen twice.
export async function receive(stage, { taken, parts }) {
  if (!taken || taken.count === stage.received) return;
  stage.received = taken.count;
  if (parts.taken) {
    const { download } = await import("../shared/take/save_file.js");
    download(new Blob([parts.taken]), taken.name);
  }
  stage.tools.note(taken.words);
}

async function copyLink(stage) {
  const link = momentLink(stage, location.href);
  stage.tools.note((await copied(link)) ? say("The link to this moment is copied.") : link);
}
