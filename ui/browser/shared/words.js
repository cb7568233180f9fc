// The words that modules say by themselves, in the language of the page: `python3 thalweg.py words` finds them.

const language = document.documentElement.lang;
const words = language === "ko" ? (await import(`./words/${language}.js`)).default : {};

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
