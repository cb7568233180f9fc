// A moment of the race in a link: step, part of the map, camera, hidden racers, and how it is seen.

const KEYS = ["said", "step", "zoom", "camera", "hidden", "play", "view", "future"];
const LANGUAGE = "lang"; // of whoever opened the page: others read the link in theirs

// The page's address with this moment in it. `stage` is the one that is seen.
export function momentLink(stage, address) {
  const url = new URL(address);
  const { welcome, link } = stage.data;
  // The opening page's address says nothing, and with a step alone it would be that of another race.
  if (welcome) for (const [key, value] of Object.entries(link)) url.searchParams.set(key, value);
  for (const key of [...KEYS, LANGUAGE]) url.searchParams.delete(key);
  const { playback, panels, hidden, layout, unseen } = stage;
  const facts = {
    step: playback.atEnd ? null : String(playback.step),
    zoom: panels.contour.seen?.flat().map(short).join("~"),
    camera: panels.surface.turned ? cameraWords(panels.surface.camera) : null,
    hidden: [...hidden.labels].join("~"),
    view: layout.lecturing ? "lecture" : null,
    future: unseen.checked ? "hide" : null,
  };
  for (const [key, value] of Object.entries(facts)) if (value) url.searchParams.set(key, value);
  return url.href;
}

function cameraWords({ azimuth, elevation, distance }) {
  return [azimuth, elevation, distance].map(short).join("~");
}

function short(value) {
  return String(Number(value.toPrecision(6)));
}

// As the link asks for it, once: `moment` as the server read it. Who comes back to the page finds the step
// where it was left.
export function apply(moment, stage) {
  const { playback, panels, layout, unseen, data } = stage;
  const { zoom, camera, hidden, view, future } = moment;
  const { step, play } = data.back && playback.resumed ? {} : moment;
  if (hidden) stage.hidden.hide(hidden);
  if (zoom) panels.contour.see(zoom);
  if (camera) panels.surface.turn(camera);
  if (future) unseen.checked = future === "hide";
  if (step !== undefined) playback.go(step);
  if (view === "lecture" && !layout.lecturing) layout.lecture(true, false);
  if (play) {
    if (step === undefined) playback.go(0);
    if (!playback.calm.matches) playback.play(); // who asked for less motion presses play
    else if (data.lesson || data.ask) playback.go(playback.steps);
  }
}
