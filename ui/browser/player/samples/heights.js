// Grids of heights, row by row from the lower left corner: gliding from one to another.

// Goes `part` of the way to what lies between two grids. -> how far it was at most, and whether a hole
// came or went
export function nearer(heights, one, two, share, part) {
  let left = 0;
  let jumped = false;
  for (let k = 0; k < one.length; k++) {
    const before = heights[k];
    const wanted = share ? one[k] * (1 - share) + two[k] * share : one[k];
    const away = wanted - before;
    const near = Number.isFinite(away); // there is no way into a hole, or out of it
    heights[k] = near ? before + part * away : wanted;
    if (near) left = Math.max(left, Math.abs(away));
    else jumped ||= !Object.is(heights[k], before);
  }
  return { left, jumped };
}
