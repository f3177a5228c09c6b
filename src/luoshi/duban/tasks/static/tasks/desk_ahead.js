// What is typed while a form is still on its way: a field takes it, and the form is given it when it is there.
// Keys that are meant for the form must neither be lost nor be taken for commands.

const isEnter = (event) => event.key === "Enter" && !event.isComposing;
const LINES = new Set(["reword", "targets", "split", "oral"]); // forms that open with a field of several lines

export class Ahead {
  /** ``what`` is coming; ``done`` is called when the person is through with it before it is there. */
  constructor(desk, what, done) {
    this.what = what;
    this.done = done;
    this.cancelled = this.sent = this.afresh = this.composing = this.failed = false;
    this.field = document.createElement("textarea");
    this.field.className = "desk-ahead form-control";
    this.field.rows = 2;
    this.field.setAttribute("aria-label", desk.dataset.opening);
    this.field.placeholder = desk.dataset.opening;
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("compositionstart", () => { this.composing = true; });
    this.field.addEventListener("compositionend", () => { this.composing = false; });
    desk.append(this.field);
    this.field.focus({ preventScroll: true });
  }

  /** The person types for a form of this kind, and asks for it once more. */
  isFor(what) {
    return this.what === what && this.field.isConnected && !this.sent && !this.cancelled;
  }

  #key(event) {
    const withControl = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && !event.isComposing) {
      this.cancelled = true;
      if (this.failed) this.field.remove();
      this.#finish(event);
    } else if (isEnter(event) && (withControl || this.what === "limit")) {
      this.sent = true;
      this.#finish(event);
    } else if (isEnter(event) && !LINES.has(this.what) && this.what !== "units") {
      event.preventDefault();
    } else if (event.key === "Tab") {
      event.preventDefault();
    } else if (withControl && event.key === "a") {
      this.afresh = true; // all of what stands in the form is written over
    }
  }

  #finish(event) {
    event.preventDefault();
    event.stopPropagation();
    this.field.blur();
    this.done();
  }

  /** Nothing came: what was typed stays in sight, for the next try. */
  stay() {
    this.failed = true;
    this.sent = false;
    if (!this.field.value) this.field.remove();
  }

  /** Give what was typed to ``field``, and the cursor, unless the person has gone on. */
  async giveTo(field) {
    await this.#composed();
    const { value: words } = this.field;
    const goesOn = document.activeElement === this.field;
    this.field.remove();
    if (!field || this.cancelled) return;
    if (goesOn) field.focus({ preventScroll: true });
    if (field.tagName === "INPUT" || this.afresh) field.select();
    if (words) write(field, words);
    if (this.sent) field.form.requestSubmit();
  }

  // An input method at work must not be cut off.
  #composed() {
    if (!this.composing) return undefined;
    return new Promise((resolve) => { this.field.addEventListener("compositionend", () => setTimeout(resolve, 0), { once: true }); });
  }
}

function write(field, words) {
  if (field.getAttribute("role") === "combobox") return writeUnits(field, words.split("\n"));
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  return field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** One unit after the other, as if each had been typed and taken by Enter; Enter after none sends the form. */
function writeUnits(field, units) {
  units.forEach((words, at) => {
    const isLast = at === units.length - 1;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (!isLast && words) field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    else if (!isLast) field.form.requestSubmit();
  });
}
