// Doing something with the next picture of the screen.

// A hidden tab gets no pictures, and must not wait for one.
export function soon(act) {
  if (document.hidden) setTimeout(act, 0);
  else requestAnimationFrame(act);
}
