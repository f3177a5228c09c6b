// Everything that is done at the desk is done in its order: the next key waits until the answer to the last one is in
// the page.  An action that does not arrive stays first in the line, also over a reload of the page, and is sent
// again; meanwhile keys act at once.  What an action points at is looked up in the page when it is sent.

const RETRY = 5000; // milliseconds until an action that did not arrive is sent again
const SLOW = 800; // milliseconds until the person is told that something is under way
const SIGNED_OUT = 401;

export class Queue {
  constructor(desk, onDone) {
    this.desk = desk;
    this.onDone = onDone;
    this.key = `luoshi:desk:${desk.dataset.plan}:waiting`;
    this.waiting = JSON.parse(sessionStorage.getItem(this.key) ?? "[]"); // actions for the server
    this.steps = []; // what was pressed or clicked meanwhile
    this.busy = false;
    this.stuck = false; // the first action did not arrive
    this.status = document.createElement("p");
    this.status.className = "desk-waiting";
    this.status.setAttribute("role", "status");
    this.status.hidden = true;
    desk.append(this.status);
    window.addEventListener("online", () => this.#again());
    document.querySelector("#offline button")?.addEventListener("click", () => this.#again());
    document.getElementById("idle-over")?.addEventListener("close", () => this.#again());
    document.addEventListener("click", (event) => this.#leave(event), { capture: true });
    window.addEventListener("beforeunload", (event) => { if (this.waiting.length) event.preventDefault(); });
  }

  // Who follows a link leaves once all is done that was pressed before.
  #leave(event) {
    const link = event.target.closest("a[href]:not([target])");
    if (!link || !this.busy || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.inTurn(() => location.assign(link.href));
  }

  /** Do ``step`` once all that came before is done; at once where nothing is under way. */
  inTurn(step) {
    this.steps.push(step);
    this.run();
  }

  /** Send ``{path, keys, values}`` to an address below the desk before the next step; ``keys`` are items (t12, d5, s33). */
  add(action) {
    this.waiting.push(action);
    this.run();
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    this.tell();
    while ((this.waiting.length && !this.stuck) || this.steps.length) {
      try {
        if (this.waiting.length && !this.stuck) await this.#deliver(this.waiting[0]);
        else await this.steps.shift()();
      } catch (problem) {
        reportError(problem); // what comes next is done all the same
      }
      this.tell();
    }
    this.busy = false;
    this.tell();
    if (this.stuck) this.timer = setTimeout(() => this.#again(), RETRY);
  }

  #again() {
    clearTimeout(this.timer);
    if (document.getElementById("idle-over")?.open) return; // its end is a new beginning
    this.stuck = false;
    this.run();
  }

  async #deliver(action) {
    const refs = action.keys.map((key) => document.getElementById(key)?.dataset.ref ?? key);
    const bar = document.getElementById("desk-bar").dataset;
    const seen = action.path === "undo" ? { expected: bar.last } : {}; // only what is on the screen is undone
    const status = await this.request("POST", `${action.path}/`, {
      values: { ...action.values, ...seen, ref: refs, since: bar.since },
    });
    // Nobody is signed in any more: the page asks, and the action waits like one that did not arrive.
    this.stuck = status === 0 || status === SIGNED_OUT;
    if (this.stuck) return;
    this.waiting.shift();
    this.onDone(action, status >= 200 && status < 300);
    await this.#fetchMore();
  }

  /** An action that touched many sections is answered with the first of them; what comes next waits for the others. */
  async #fetchMore() {
    const more = () => document.getElementById("desk-bar").dataset.more;
    for (let asked = ""; more() && more() !== asked;) {
      asked = more();
      const status = await this.request("GET", `news/?${asked}`);
      if (status !== 200) return; // the page knows what it has not seen, and its next look at the news brings it
    }
  }

  /** Ask the server, and give the status of the answer: 0 where there was none. */
  async request(verb, address, context) {
    let status = 0;
    const note = ({ detail }) => {
      if (detail.requestConfig?.elt === this.desk) status = detail.xhr.status;
    };
    document.body.addEventListener("htmx:afterRequest", note);
    try {
      await window.htmx.ajax(verb, `${this.desk.dataset.base}${address}`, { source: this.desk, ...context });
    } catch {
      status = 0; // no connection
    }
    document.body.removeEventListener("htmx:afterRequest", note);
    return status;
  }

  tell() {
    sessionStorage.setItem(this.key, JSON.stringify(this.waiting));
    this.desk.toggleAttribute("data-busy", this.busy);
    if (this.stuck) return this.#show(`${this.waiting.length} ${this.desk.dataset.waiting}`);
    if (this.busy) {
      this.slow ??= setTimeout(() => this.#show(this.desk.dataset.working), SLOW);
      return undefined;
    }
    clearTimeout(this.slow);
    this.slow = undefined;
    return this.#show("");
  }

  #show(words) {
    this.status.classList.toggle("is-stuck", this.stuck);
    this.status.hidden = !words;
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}
