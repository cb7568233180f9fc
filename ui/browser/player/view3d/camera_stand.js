// Where the camera of the 3-D view stands: at home, as chosen for the surface, or where somebody turned it.

import { bestCamera, USUAL } from "./best_view.js";
import { steady } from "./camera.js";

const NAMES = ["azimuth", "elevation", "distance"];

export class CameraStand {
  // `moved(byHand)` is called when it stands elsewhere; by hand more of it may follow soon.
  constructor(moved) {
    this.moved = moved;
    this.camera = steady(USUAL);
    this.home = USUAL;
    this.turned = false; // by somebody
  }

  // Somebody wants to see it from there: azimuth, elevation, distance, as facts or in this order.
  turn(camera, byHand = false) {
    const facts = Array.isArray(camera) ? Object.fromEntries(NAMES.map((name, k) => [name, camera[k]])) : camera;
    this.turned = true;
    this.camera = steady({ ...this.camera, ...facts });
    this.moved(byHand);
  }

  // By hand: degrees round and up, and so many times as far.
  move(round, up, far) {
    const { azimuth, elevation, distance } = this.camera;
    this.turn({ azimuth: azimuth + round, elevation: elevation + up, distance: distance * far }, true);
  }

  goHome() {
    this.turned = false;
    this.camera = steady(this.home);
    this.moved(false);
  }

  // The best one for what is to be seen; nobody's camera is taken away.
  choose(...seen) {
    this.home = bestCamera(...seen);
    if (!this.turned) this.camera = steady(this.home);
  }
}
