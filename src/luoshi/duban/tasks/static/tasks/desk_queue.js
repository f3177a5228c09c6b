// Actions go to the server one after the other.  One that does not arrive stays first in the line, also over a
// reload of the page, and is sent again; what an action points at is looked up in the page when it is sent.

const RETRY = 5000; // milliseconds until an action that did not arrive is sent again

export class Queue {
  constructor(desk, onDone) {
    this.desk = desk;
    this.onDone = onDone;
    this.key = `luoshi:desk:${desk.dataset.plan}:waiting`;
    this.waiting = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
    this.busy = false;
    this.status = document.createElement("p");
    this.status.className = "desk-waiting";
    this.status.setAttribute("role", "status");
    this.status.hidden = true;
    desk.append(this.status);
    window.addEventListener("online", () => this.run());
    document.querySelector("#offline button")?.addEventListener("click", () => this.run());
  }

  /** Send ``values`` to an address below the desk; ``keys`` are items of the page (t12, d5, s33). */
  add(path, keys, values = {}) {
    this.waiting.push({ path, keys, values });
    this.run();
  }

  async run() {
    if (this.busy || !this.waiting.length) return this.tell();
    this.busy = true;
    this.tell();
    const next = this.waiting[0];
    const reached = await this.#send(next);
    this.busy = false;
    if (reached) {
      this.waiting.shift();
      this.tell();
      this.onDone(next);
      this.run();
    } else {
      this.tell();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(), RETRY);
    }
  }

  async #send({ path, keys, values }) {
    const refs = keys.map((key) => document.getElementById(key)?.dataset.ref ?? key);
    const bar = document.getElementById("desk-bar").dataset;
    const seen = path === "undo" ? { expected: bar.last } : {}; // only what is on the screen is undone
    let reached = false;
    const arrived = (event) => {
      if (event.detail.elt === this.desk && event.detail.xhr.status > 0) reached = true;
    };
    document.body.addEventListener("htmx:afterRequest", arrived);
    try {
      await window.htmx.ajax("POST", `${this.desk.dataset.base}${path}/`, {
        source: this.desk,
        swap: "none",
        values: { ...values, ...seen, ref: refs, since: bar.since },
      });
    } catch {
      reached = false; // no connection: the action stays in the line
    }
    document.body.removeEventListener("htmx:afterRequest", arrived);
    return reached;
  }

  tell() {
    sessionStorage.setItem(this.key, JSON.stringify(this.waiting));
    const held = this.waiting.length - (this.busy ? 1 : 0);
    this.status.hidden = held < 1 || this.busy;
    this.status.textContent = `${this.waiting.length} ${this.desk.dataset.waiting}`;
    this.desk.toggleAttribute("data-busy", this.busy);
  }
}
