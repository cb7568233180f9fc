// What is drawn coarsely while something moves and a fine picture would hold up the hand; and finely again
// when that rests.

const SETTLE = 180; // milliseconds after the last move until the picture is refined
const LATEST = 700; // at most, where a fine picture takes long
const SLOW = 28; // milliseconds a picture may take that is drawn finely while something moves

export class Motion {
  // `rested` is called with the names of all that moved.
  constructor(rested) {
    this.rested = rested;
    this.moving = null; // names
  }

  // `what` moves, or moves on.
  move(what) {
    this.moving = { ...this.moving, [what]: true };
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      const { moving } = this;
      this.moving = null;
      this.rested(Object.keys(moving));
    }, Math.max(SETTLE, Math.min(LATEST, this.cost ?? 0)));
  }

  // Whether to draw coarsely now: also as long as nobody knows what a fine picture costs.
  get rough() {
    return Boolean(this.moving) && !(this.cost < SLOW);
  }

  // A picture was begun just now, in a `share` of the dots across and up: how long a fine one takes the
  // card is found out.
  measure(gl, share = 1) {
    const began = performance.now();
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    const ask = () => {
      if (gl.isContextLost()) return;
      if (gl.getSyncParameter(sync, gl.SYNC_STATUS) !== gl.SIGNALED) return void setTimeout(ask, 4);
      gl.deleteSync(sync);
      this.cost = (performance.now() - began) / share ** 2;
    };
    setTimeout(ask, 0);
  }

  close() {
    clearTimeout(this.settling);
  }
}
