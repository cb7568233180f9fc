// What is told of a walk in words: the place one stands at, what is spent, the lowest place, the ways of others.

import { number } from "../shared/written.js";
import { say } from "../shared/words.js";
import { lineSample } from "./day.js";
import { downhill, lowestOf } from "./felt.js";

export function tell({ root, data, places, steps, isDay, dark }) {
  const best = lowestOf(places);
  put(root, "[data-here]", isDay ? ground(data) : here(data, places, steps));
  put(root, "[data-spent]", say("{n} of {all} evaluations", { n: places.length, all: data.budget }));
  put(root, "[data-lowest]", best < 0 ? "" : say("Your lowest: {loss}, at place {n}", { loss: number(places[best].loss), n: best + 1 }));
  put(root, "[data-how]", isDay ? "" : how(data));
  const items = places.map((place, k) => item(k, data, place, best));
  const list = root.querySelector("[data-places]");
  list.replaceChildren(...items);
  list.scrollTop = list.scrollHeight;
  root.querySelector("[data-ways]").replaceChildren(...(isDay ? ways(data.day).map((each) => way(each, dark)) : []));
}

// Said once: the element is read out whenever its text changes.
function put(root, name, text) {
  const element = root.querySelector(name);
  if (element.textContent !== text) element.textContent = text;
}

function here(data, places, steps) {
  if (steps.length > places.length) return say("Feeling the ground …");
  const told = felt(data, places.at(-1));
  return say("Place {n}: {felt}", { n: places.length, felt: told });
}

function ground(data) {
  return say("The ground: {ground}", { ground: data.day.name });
}

// What one feels at a place.
function felt(data, place) {
  if (!Number.isFinite(place.loss)) return say("the loss is not defined here");
  const loss = number(place.loss);
  if (!data.slopes) return say("loss {loss}", { loss });
  const way = downhill(place, data.aspect);
  if (way < 0) return say("loss {loss}, level ground", { loss });
  return say("loss {loss}, slope {slope}, downhill {way}", { loss, slope: number(place.slope, 3), way: sides()[way] });
}

function sides() {
  return [
    say("to the right"), say("to the upper right"), say("to the top"), say("to the upper left"),
    say("to the left"), say("to the lower left"), say("to the bottom"), say("to the lower right"),
  ];
}

function how(data) {
  return data.slopes
    ? say("It is dark. You feel the loss and the slope where you stand; arrows point downhill, longer where it is steeper. Click to step, as far as you like.")
    : say("It is dark. You feel only the loss where you stand. Click to step, as far as you like.");
}

function item(k, data, place, best) {
  const made = document.createElement("li");
  made.textContent = k === best ? say("{felt} (lowest)", { felt: felt(data, place) }) : felt(data, place);
  made.toggleAttribute("data-best", k === best);
  return made;
}

// The ways seen by day, one's own first.
function ways({ own, paths }) {
  return [{ ...own, name: say("You") }, ...paths];
}

function way(path, dark) {
  const made = document.createElement("li");
  made.append(lineSample(path, dark), path.name);
  return made;
}
