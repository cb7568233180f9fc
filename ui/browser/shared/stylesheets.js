// Style sheets beside our modules, each loaded once and only where it is needed: the app would send
// them again with every move.

const sheets = new Map();

// Until the sheet at an address is there.
export function loadStyles(address) {
  if (!sheets.has(address)) sheets.set(address, load(address));
  return sheets.get(address);
}

function load(address) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = resolve;
    link.onerror = () => {
      sheets.delete(address); // the next one who asks tries again
      reject(new Error("the style sheet did not load"));
    };
    document.head.append(link);
  });
}
