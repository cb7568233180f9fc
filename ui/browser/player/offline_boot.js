// Starts the player in a page of its own, out of what the page holds: no server is asked for anything.
// It is a plain script, as modules cannot be loaded from a disk; those of the player are unpacked first.

const held = (id) => JSON.parse(document.getElementById(id).textContent);

(async () => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unzip = async (text) => {
    const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };
  const sources = JSON.parse(new TextDecoder().decode(await unzip(held("modules"))));
  const address = (source) => `data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`;
  const imports = Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, address(source)]));
  const map = document.createElement("script");
  map.type = "importmap";
  map.textContent = JSON.stringify({ imports });
  document.head.append(map);
  const { first, ground, stages } = held("data");
  const { remember } = await import("./grounds.js");
  const { show } = await import("./stage.js");
  remember(new Uint8Array(await unzip(ground)));
  const parentElement = document.getElementById("stage");
  const see = async (label) => {
    const data = new Uint8Array(await unzip(stages[label] ?? stages[first]));
    show({ parentElement, data, setTriggerValue: (what, value) => what === "focus" && stages[value] && see(value) });
  };
  await see(first);
})().catch((error) => {
  console.error(error);
  document.querySelector("[data-problem]").textContent = held("data").old;
});
