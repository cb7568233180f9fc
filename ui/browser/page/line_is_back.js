// After the line to the server was cut: the page is asked for anew, and until it has come nothing
// takes keys or pointer. A server that knows nothing of this page would lose what is moved before.

const AGAIN = ".st-key-theme button"; // has the whole script run, see ui/main.py
const PATIENCE = 2000; // milliseconds until a run that nobody heard of is no longer waited for

export class Line {
  // `app` is Streamlit's element that tells of the line and of the script, `ask` has the script run.
  constructor(app, ask) {
    Object.assign(this, { app, ask, was: false, cut: false, runs: false, focus: null });
    const seen = { attributeFilter: ["data-test-connection-state", "data-test-script-state"] };
    new MutationObserver(() => this.look()).observe(app, seen);
    this.look();
  }

  look() {
    const { testConnectionState: line, testScriptState: script } = this.app.dataset;
    if (line !== "CONNECTED") this.lost();
    else if (this.cut && !this.app.inert) this.back(script);
    else if (script !== "notRunning") this.runs = true;
    else if (this.runs) this.go();
    this.was ||= line === "CONNECTED";
  }

  lost() {
    if (this.was && !this.cut) this.focus = document.activeElement; // what is disabled loses it
    this.cut = this.was;
    this.app.inert = false;
  }

  back(script) {
    this.app.inert = true;
    this.runs = script !== "notRunning"; // a run that was under way Streamlit asks for itself
    if (this.runs) return;
    this.ask();
    setTimeout(() => this.runs || this.go(), PATIENCE);
  }

  go() {
    if (!this.app.inert) return;
    Object.assign(this, { cut: false, runs: false });
    this.app.inert = false;
    if (document.activeElement === document.body) this.focus?.focus({ preventScroll: true });
  }
}

function find() {
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return;
  coming.disconnect();
  new Line(app, () => document.querySelector(AGAIN)?.click());
}

const coming = new MutationObserver(find);
coming.observe(document.body, { childList: true, subtree: true });
find();
