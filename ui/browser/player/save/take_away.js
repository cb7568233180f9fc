// What else of a race one may take along, in the menu that saves its picture: films, numbers, code and
// links. Files are made by the server from the race's link, so all that is needed here is their address.

import { copied } from "../../shared/clipboard.js";
import { say } from "../../shared/words.js";
import { download as saved } from "./save_file.js";
import { tag } from "./svg_words.js";

const PAGES = new URL("./", document.baseURI);
export const OFFERS = [
  [say("Film"), [["mp4", "MP4"], ["gif", "GIF"]]],
  [say("Offline"), [["html", say("one HTML file")]]],
  [say("Numbers"), [["csv", "CSV"], ["json", "JSON"], ["tex", "LaTeX"]]],
  [
    say("Code"),
    [["py", "NumPy"], ["ipynb", say("notebook")], ["torch.py", "PyTorch"], ["torch.ipynb", say("its notebook")]],
  ],
  [say("Link"), [["embed", say("frame for a page")], ["qr", say("QR code")]]],
];
const SLOW = 400; // milliseconds after which it is said that something is being made

// Adds the offers to the menu, or takes them out again where the race has no link (`wanted`). `stage` tells
// the link and shows notes.
export function offer(menu, stage, wanted) {
  const there = menu.querySelectorAll("[role=group]");
  if (!wanted()) return there.forEach((group) => group.remove());
  if (there.length) return;
  for (const [name, kinds] of OFFERS) {
    const group = document.createElement("div");
    group.append(Object.assign(document.createElement("span"), { textContent: name }));
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    for (const [kind, words] of kinds) group.append(item(kind, words));
    group.addEventListener("click", ({ target }) => {
      const kind = target.closest("[data-take]")?.dataset.take;
      if (kind) take(kind, stage);
    });
    menu.append(group);
  }
}

function item(kind, words) {
  const button = Object.assign(document.createElement("button"), { type: "button", tabIndex: -1, textContent: words });
  button.setAttribute("role", "menuitem");
  button.dataset.take = kind;
  return button;
}

export function take(kind, stage) {
  if (kind === "embed") return copyFrame(stage);
  if (kind === "qr") return showCode(stage);
  if (kind === "mp4") return saveFilm(stage);
  return download(addressOf(`race.${kind}`, stage.data.link), stage);
}

// The address of an export of a race, whatever path the app is below.
export function addressOf(file, link) {
  const query = new URLSearchParams(link).toString().replaceAll("%7E", "~");
  return new URL(`export/${file}${query ? `?${query}` : ""}`, PAGES).href;
}

// The page of a race in full.
export function pageOf(link) {
  const query = new URLSearchParams(link).toString().replaceAll("%7E", "~");
  return new URL(query ? `?${query}` : "", PAGES).href;
}

async function download(address, stage) {
  const said = setTimeout(() => stage.tools.note(say("It is being made …")), SLOW);
  const spoken = new URL(address);
  spoken.searchParams.set("lang", document.documentElement.lang);
  try {
    const answer = await fetch(spoken);
    if (!answer.ok) return stage.tools.note(await answer.text());
    const named = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "");
    const name = named?.[1] ?? `${stage.data.file}.${new URL(address).pathname.split(".").slice(1).join(".")}`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    stage.tools.note(say("{name} is saved.", { name }));
  } catch (error) {
    console.warn(error);
    stage.tools.note(say("The server does not answer."));
  } finally {
    clearTimeout(said);
  }
}

// Where the browser encodes no film, the server's GIF takes its place.
async function saveFilm(stage) {
  const { filmOf } = await import("./save_film.js");
  const { data } = stage;
  let said = 0;
  const told = (share) => performance.now() - said > SLOW && (said = performance.now()) && stage.tools.note(say("The film is being made: {share} %", { share: Math.round(100 * share) }));
  const film = await filmOf(stage, told, () => stage.data === data).catch((error) => console.warn(error));
  if (stage.data !== data) return stage.tools.note(say("No film was made: the race has changed meanwhile."));
  if (!film) return take("gif", stage);
  const name = `${data.file}.${film.ending}`;
  saved(film.blob, name);
  return stage.tools.note(say("{name} is saved.", { name }));
}

// The HTML of a frame that shows the race and nothing else.
export function frameOf(page) {
  const url = new URL(page);
  url.searchParams.set("embed", "true");
  const facts = { src: url.href.replaceAll("%7E", "~"), width: "100%", height: 720, style: "border: 0", title: "Thalweg", loading: "lazy" };
  return tag("iframe", facts).replace("/>", "></iframe>");
}

async function copyFrame(stage) {
  const html = frameOf(pageOf(stage.data.link));
  stage.tools.note((await copied(html)) ? say("The HTML of a frame is copied: paste it into a page.") : html);
}

// The code as large as the window allows, with the address in words below.
async function showCode(stage) {
  const dialog = document.createElement("dialog");
  dialog.dataset.code = "";
  dialog.setAttribute("aria-label", say("QR code of this race"));
  const page = pageOf(stage.data.link);
  const image = Object.assign(new Image(), { alt: say("QR code of {page}", { page }), src: addressOf("qr.svg", stage.data.link) });
  const words = Object.assign(document.createElement("p"), { textContent: page });
  const shut = Object.assign(document.createElement("button"), { type: "button", textContent: say("Close") });
  shut.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.append(image, words, shut);
  try {
    await image.decode();
  } catch {
    const answer = await fetch(image.src).catch(() => null);
    return stage.tools.note(answer && !answer.ok ? await answer.text() : say("The server makes no QR codes."));
  }
  stage.root.append(dialog);
  dialog.showModal();
}
