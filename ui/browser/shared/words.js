// The words that modules say by themselves, in the language of the page: `python3 thalweg.py words` finds them.

const language = document.documentElement.lang;
const words = language === "ko" ? await wordsOf(language) : {};

// They are made from the catalogues; without them the text in English stands.
async function wordsOf(language) {
  try {
    return await (await fetch(new URL(`words/${language}.json`, import.meta.url))).json();
  } catch {
    return {};
  }
}

// `say("step {n} of {all}", { n, all })`: the text as literal, so that the catalogues find it.
export function say(text, values) {
  return filled(words[text] ?? text, values);
}

// The same about `n` things: `sayCounted("{n} step", "{n} steps", n)`.
export function sayCounted(one, many, n, values) {
  return filled(words[one] ?? (n === 1 ? one : many), { n, ...values });
}

function filled(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place) : text;
}
