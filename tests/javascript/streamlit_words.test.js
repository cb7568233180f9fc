// Streamlit's own words are known, what the app says is not touched.

import { tell, told } from "../../ui/browser/page/streamlit_words.js";
import { equal, test } from "./harness.js";

test("words of Streamlit and Plotly are known", () => {
  for (const text of ["Choose an option", "No results", "Download plot as a PNG", "Help for Fair race", "Dark", "Made with Streamlit v1.67.0"]) equal(told(text), text);
  equal(told("You can only select up to 8 options. Remove an option first."), "You can only select up to 8 options. Remove an option first.");
});

test("other texts are left alone", () => {
  for (const text of ["", "Fair race", "8 more steps", "constructor", "Steps"]) equal(told(text), null);
});

const MISSING = "The page that you have requested does not seem to exist. Running the app's main page.";
const OURS = "There is no such page; the front page is shown.";

test("a dialog that comes whole is told, and a text that comes into one later", () => {
  const dialog = document.createElement("div");
  dialog.dataset.testid = "stDialog";
  dialog.innerHTML = `<p>${MISSING}</p>`;
  tell(dialog);
  equal(dialog.textContent, OURS);
  const later = dialog.appendChild(document.createTextNode(MISSING));
  tell(later);
  equal(later.data, OURS);
});

test("what the app says in the same words is left alone", () => {
  const paragraph = document.createElement("p");
  paragraph.textContent = MISSING;
  tell(paragraph);
  equal(paragraph.textContent, MISSING);
});
