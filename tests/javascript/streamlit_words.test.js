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

test("a place of theirs is told whether it comes as a whole or its text alone", () => {
  const place = document.body.appendChild(document.createElement("div"));
  place.dataset.testid = "stStatusWidget";
  place.innerHTML = "<p>No options to select.</p><p></p>";
  tell(place);
  const text = new Text("No options to select.");
  place.lastChild.append(text);
  tell(text);
  equal([...place.children].map((each) => each.textContent), ["No options to select", "No options to select"]);
  const other = document.body.appendChild(document.createElement("p"));
  other.textContent = "No options to select.";
  tell(other);
  equal(other.textContent, "No options to select.");
  [place, other].forEach((each) => each.remove());
});
