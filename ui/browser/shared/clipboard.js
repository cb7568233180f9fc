// Text for the clipboard, also from a page without https: browsers withhold the newer way from those, and
// a lecturer's own machine in a classroom's network is one.

// Whether it is there now.
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByCommand(text);
  }
}

function copiedByCommand(text) {
  const focused = document.activeElement;
  const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
  field.style.cssText = "position: fixed; opacity: 0; pointer-events: none";
  (focused?.closest?.("dialog") ?? document.body).append(field); // all but an open dialog is inert
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    focused?.focus?.();
  }
}
