// The switch of languages, at the end of the menu: the choice stays in this browser, the page is loaded anew in it.

const LANGUAGES = { en: "English", ko: "한국어" };
const COOKIE = "thalweg_language"; // read by ui/kit/language.py
const YEAR = 365 * 24 * 3600;
const MENU = "[data-testid=stMainMenu]";

new MutationObserver(offer).observe(document, { childList: true, subtree: true });

function offer() {
  const menu = document.querySelector(MENU);
  if (!menu || document.querySelector("[data-language]")) return;
  const other = Object.keys(LANGUAGES).find((each) => each !== document.documentElement.lang);
  const button = Object.assign(document.createElement("button"), { type: "button", lang: other, textContent: LANGUAGES[other] });
  button.dataset.language = other;
  button.addEventListener("click", () => choose(other));
  menu.before(button);
}

function choose(language) {
  document.cookie = `${COOKIE}=${language}; path=/; max-age=${YEAR}; samesite=lax`;
  const url = new URL(location.href);
  url.searchParams.delete("lang");
  const same = url.href === location.href;
  if (same) location.reload();
  else location.replace(url.href.replaceAll("%7E", "~"));
}
