// Starts a page out of what its file holds: no server is asked for anything. It is a plain script, as
// modules cannot be loaded from a disk; those that the page needs are unpacked first.

const held = (id) => JSON.parse(document.getElementById(id).textContent);

(async () => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unzip = async (text) => {
    const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  const data = held("data");
  // The words of the modules are those of the page's language when they are loaded.
  const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
  if (data.languages.includes(asked)) document.documentElement.lang = asked;
  const sources = JSON.parse(new TextDecoder().decode(await unzip(held("modules"))));
  const address = (source) => `data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`;
  const imports = Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, address(source)]));
  const map = document.createElement("script");
  map.type = "importmap";
  map.textContent = JSON.stringify({ imports });
  document.head.append(map);
  const { start } = await import(data.entry);
  await start(data, unzip);
})().catch((error) => {
  console.error(error);
  document.querySelector("[data-problem]").textContent = held("data").old;
});
