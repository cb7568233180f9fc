// Which racers are hidden: by label, for as long as the stage is there and they are in the race.

export class HiddenRacers {
  // `changed` is called when somebody was hidden or shown.
  constructor(changed) {
    this.labels = new Set();
    this.changed = changed;
  }

  has(label) {
    return this.labels.has(label);
  }

  hide(labels) {
    this.labels = new Set(labels);
    this.changed();
  }

  toggle(label) {
    if (!this.labels.delete(label)) this.labels.add(label);
    this.changed();
  }

  // Only this one; or everybody again, where that is so already.
  solo(label, runs) {
    const others = runs.map((run) => run.label).filter((each) => each !== label);
    const alone = !this.has(label) && others.every((each) => this.has(each));
    this.labels = new Set(alone ? [] : others);
    this.changed();
  }

  // The race without them. Who left it is forgotten.
  without(race) {
    const racing = new Set(race.runs.map((run) => run.label));
    for (const label of this.labels) if (!racing.has(label)) this.labels.delete(label);
    if (!this.labels.size) return race;
    return { ...race, runs: race.runs.filter((run) => !this.has(run.label)) };
  }
}
