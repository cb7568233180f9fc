// Whether somebody comes near to a part of the page that is drawn only when it is looked at.

const NEAR = "200px";

export class Nearness {
  constructor(come) {
    this.come = come;
  }

  // `key`: of the container that waits, if one does. Where there is none, nobody could come.
  wait(key) {
    this.close();
    const place = key && document.querySelector(`.st-key-${key}`);
    if (!place) return;
    this.observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some((each) => each.isIntersecting)) return;
        this.close();
        this.come();
      },
      { root: place.closest("[data-testid=stMain]"), rootMargin: NEAR },
    );
    this.observer.observe(place);
  }

  close() {
    this.observer?.disconnect();
  }
}
