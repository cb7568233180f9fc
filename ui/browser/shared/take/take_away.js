// What else of a page one may take along, in the menu that saves its picture: films, numbers, code and links.
// Files are made by the server from the page's link, so all that is needed here is their address.
//
// What is taken along is a `source`: `takes` has the page's name, the name of its files below export/, the
// kinds of these and the link, or is false where there is no link; `file` the name of a saved file, `root`
// the element that dialogs are put into, `note(words)` shows a note, and `film(told, seconds)` makes a film.

import { copied } from "../clipboard.js";
import { say } from "../words.js";
import { chosen, filmRow } from "./choices.js";
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
  [say("Link"), [["link", say("copy it")], ["embed", say("frame for a page")], ["qr", say("QR code")]]],
];
const SLOW = 400; // milliseconds after which it is said that something is being made

// Adds the offers to the menu, or takes them out again where there is no link.
export function offer(menu, source) {
  const kinds = source.takes ? source.takes.kinds : [];
  if (menu.dataset.offers === kinds.join(" ")) return;
  menu.dataset.offers = kinds.join(" ");
  for (const group of menu.querySelectorAll("[data-offer]")) group.remove();
  for (const [name, every] of OFFERS) {
    const offered = every.filter(([kind]) => kinds.includes(kind));
    if (!offered.length) continue;
    const group = document.createElement("div");
    group.dataset.offer = "";
    group.append(Object.assign(document.createElement("span"), { textContent: name }));
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    for (const [kind, words] of offered) group.append(item(kind, words));
    group.addEventListener("click", ({ target }) => {
      const kind = target.closest("[data-take]")?.dataset.take;
      if (kind) take(kind, source);
    });
    menu.append(group);
    if (offered.some(([kind]) => kind === "gif")) menu.append(filmRow());
  }
}

function item(kind, words) {
  const button = Object.assign(document.createElement("button"), { type: "button", tabIndex: -1, textContent: words });
  button.setAttribute("role", "menuitem");
  button.dataset.take = kind;
  return button;
}

export function take(kind, source) {
  const { takes } = source;
  if (kind === "link") return copy(pageOf(takes.link, takes.page), source, say("The link is copied."));
  if (kind === "embed") return copy(frameOf(pageOf(takes.link, takes.page)), source, say("The HTML of a frame is copied: paste it into a page."));
  if (kind === "qr") return showCode(source);
  if (kind === "mp4") return saveFilm(source);
  if (takes.here) return source.ask(kind, chosen);
  if (kind === "csv" && takes.seen) return source.table(pageOf(takes.link, takes.page));
  return download(addressOf(`${takes.name}.${kind}`, takes.link, kind), source);
}

// The address of an export of a page, whatever path the app is below.
export function addressOf(file, link, kind = "") {
  const { width, seconds } = chosen;
  const options = kind === "gif" ? { "export.width": width, "export.seconds": seconds } : {};
  const query = queryOf({ ...link, ...options });
  return new URL(`export/${file}${query ? `?${query}` : ""}`, PAGES).href;
}

// The address of what is seen, in full.
export function pageOf(link, page = "") {
  const query = queryOf(link);
  return new URL(query ? `${page}?${query}` : page, PAGES).href;
}

function queryOf(link) {
  return new URLSearchParams(link).toString().replaceAll("%7E", "~");
}

async function download(address, source) {
  const said = setTimeout(() => source.note(say("It is being made …")), SLOW);
  const spoken = new URL(address);
  spoken.searchParams.set("lang", document.documentElement.lang);
  try {
    const answer = await fetch(spoken);
    if (!answer.ok) return source.note(await answer.text());
    const named = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "");
    const name = named?.[1] ?? `${source.file}.${new URL(address).pathname.split(".").slice(1).join(".")}`;
    saved(await answer.blob(), name);
    source.note(say("{name} is saved.", { name }));
  } catch (error) {
    console.warn(error);
    source.note(say("The server does not answer."));
  } finally {
    clearTimeout(said);
  }
}

// Where the browser encodes no film, the server's GIF takes its place, if there is one.
async function saveFilm(source) {
  const { takes, file } = source;
  let said = 0;
  const told = (share) => performance.now() - said > SLOW && (said = performance.now()) && source.note(say("The film is being made: {share} %", { share: Math.round(100 * share) }));
  const film = await source.film(told, chosen.seconds).catch((error) => console.warn(error));
  if (source.takes !== takes) return source.note(say("No film was made: the race has changed meanwhile."));
  if (!film) return takes.kinds.includes("gif") ? take("gif", source) : source.note(say("This browser makes no films."));
  const name = `${file}.${film.ending}`;
  saved(film.blob, name);
  return source.note(say("{name} is saved.", { name }));
}

// The HTML of a frame that shows the pictures and nothing else.
export function frameOf(page) {
  const url = new URL(page);
  url.searchParams.set("embed", "true");
  const facts = { src: url.href.replaceAll("%7E", "~"), width: "100%", height: 720, style: "border: 0", title: "Thalweg", loading: "lazy" };
  return tag("iframe", facts).replace("/>", "></iframe>");
}

async function copy(text, source, words) {
  source.note((await copied(text)) ? words : text);
}

// The code as large as the window allows, with the address in words below.
async function showCode({ takes, root, note }) {
  const dialog = document.createElement("dialog");
  dialog.dataset.code = "";
  dialog.setAttribute("aria-label", say("QR code of this link"));
  const page = pageOf(takes.link, takes.page);
  const image = Object.assign(new Image(), { alt: say("QR code of {page}", { page }), src: addressOf(takes.page ? `${takes.page}.qr.svg` : "qr.svg", takes.link) });
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
    return note(answer && !answer.ok ? await answer.text() : say("The server makes no QR codes."));
  }
  root.append(dialog);
  dialog.showModal();
}
