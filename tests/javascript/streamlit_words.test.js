// Streamlit's own words are known, what the app says is not touched.

import { told } from "../../ui/browser/page/streamlit_words.js";
import { equal, test } from "./harness.js";

test("words of Streamlit and Plotly are known", () => {
  for (const text of ["Choose an option", "No results", "Download plot as a PNG", "Help for Fair race", "Dark", "Made with Streamlit v1.67.0"]) equal(told(text), text);
  equal(told("You can only select up to 8 options. Remove an option first."), "You can only select up to 8 options. Remove an option first.");
});

test("other texts are left alone", () => {
  for (const text of ["", "Fair race", "8 more steps", "constructor", "Steps"]) equal(told(text), null);
});
