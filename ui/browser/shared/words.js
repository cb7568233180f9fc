// The words that modules say by themselves, in the language of the page: `python3 thalweg.py words` finds them.

const SAID = ["alt", "aria-label", "aria-roledescription", "title"];
const { lang } = document.documentElement;
const words = lang && lang !== "en" ? await wordsOf(lang) : null;

// None in a language that there are no words in: a browser that translates a page gives it another tag.
async function wordsOf(language) {
  try {
    return (await import(`./words/${language}.js`)).default;
  } catch (error) {
    console.warn(error);
    return null;
  }
}

// `say("step {n} of {all}", { n, all })`: the text as literal, so that the catalogues find it.
export function say(text, values) {
  return filled(words?.[text] ?? text, values);
}

// The same about `n` things: `sayCounted("{n} step", "{n} steps", n)`.
export function sayCounted(one, many, n, values) {
  return filled(words?.[one] ?? (n === 1 ? one : many), { n, ...values });
}

// All that a part of the page says which came as HTML, where it is in English.
export function sayAll(root) {
  if (!words) return;
  for (const element of root.querySelectorAll("*")) {
    for (const name of SAID) if (element.hasAttribute(name)) element.setAttribute(name, say(element.getAttribute(name)));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) sayText(node);
  }
}

function sayText(node) {
  const text = node.data.trim();
  if (/\p{L}{2}/u.test(text)) node.data = node.data.replace(text, () => say(text));
}

function filled(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place) : text;
}
