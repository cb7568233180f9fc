// Style sheets of our modules, each loaded once and only where it is needed: the app would send them
// again with every move.

const sheets = new Map();

// Until the sheet beside this module is there.
export function loadStyles(name) {
  if (!sheets.has(name)) sheets.set(name, load(name));
  return sheets.get(name);
}

function load(name) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(name, import.meta.url).href;
    link.onload = resolve;
    link.onerror = () => {
      sheets.delete(name); // the next one who asks tries again
      reject(new Error("the style sheet did not load"));
    };
    document.head.append(link);
  });
}
