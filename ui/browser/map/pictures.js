// Pictures of cells as the server sends them, one after the other for each map. They are large, so they
// have a component of their own. The format is described in ../shared/wire.md, “cells”.

import { soon } from "../shared/next_frame.js";
import { unpack } from "../shared/wire.js";

const latest = new Map(); // by map
const maps = new Map(); // what draws each map

// A picture came. When it is drawn, the server may send a finer one.
export function take(component) {
  const coming = read(component.data);
  newest.set(component.parentElement, coming);
  coming.then((picture) => {
    const { id, map, more } = picture;
    if (newest.get(component.parentElement) !== coming) return; // one that came later was faster
    latest.set(map, picture);
    maps.get(map)?.(picture);
    if (more) soon(() => component.setTriggerValue("more", id));
  });
}

const newest = new WeakMap();

// A picture from its bytes.
export async function read(bytes) {
  const { parts, ...facts } = unpack(bytes);
  const { cells, ...others } = parts;
  const [columns, rows] = facts.size;
  return { ...facts, parts: others, ...split(await inflate(cells), columns * rows) };
}

// What the app sent last for a map.
export function last(map) {
  return latest.get(map);
}

// Draw each picture of a map from now on; the returned function ends that.
export function follow(map, draw) {
  maps.set(map, draw);
  if (latest.has(map)) draw(latest.get(map));
  // The picture stays: who comes back, or is mounted anew, finds it, and it is not sent again.
  return () => maps.get(map) === draw && maps.delete(map);
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The part `cells`, inflated: kinds, shades, steps, losses (the upper half of a float32).
export function split(bytes, n) {
  const view = new DataView(bytes.buffer);
  const two = (from, k) => view.getUint16(from + 2 * k, true);
  const scratch = new DataView(new ArrayBuffer(4));
  return {
    label: bytes.subarray(0, n),
    shade: bytes.subarray(n, 2 * n),
    steps: (k) => two(2 * n, k),
    fun: (k) => {
      scratch.setUint32(0, two(4 * n, k) << 16);
      return scratch.getFloat32(0);
    },
  };
}
