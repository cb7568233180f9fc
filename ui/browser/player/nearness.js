// Whether somebody comes near to a part of the page that is drawn only when it is looked at.

const NEAR = "200px";

export class Nearness {
  constructor(come) {
    this.come = come;
  }

  // `key`: of the container that waits, if one does. As long as it is empty it is not on the page.
  wait(key) {
    this.close();
    if (!key || this.watch(key)) return;
    this.coming = new MutationObserver(() => this.watch(key) && this.coming.disconnect());
    this.coming.observe(document.body, { childList: true, subtree: true });
  }

  // -> whether it is there
  watch(key) {
    const place = document.querySelector(`.st-key-${key}`);
    if (!place) return false;
    this.observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some((each) => each.isIntersecting)) return;
        this.close();
        this.come();
      },
      { root: place.closest("[data-testid=stMain]"), rootMargin: NEAR },
    );
    this.observer.observe(place);
    return true;
  }

  close() {
    this.coming?.disconnect();
    this.observer?.disconnect();
  }
}
