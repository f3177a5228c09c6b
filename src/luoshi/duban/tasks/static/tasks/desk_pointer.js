// Where the person is: one statement or card is the current one, and the other side goes along.

const VISIBLE = { behavior: "auto", block: "nearest" };

/** The card that a statement belongs to, or the statement itself. */
export const itemOf = (said) => document.getElementById(said.dataset.item) ?? said;
/** The statements of a card. */
export const saidOf = (item) =>
  item.matches(".said") ? [item] : item.dataset.said.split(" ").filter(Boolean).map((n) => document.getElementById(`s${n}`)).filter(Boolean);

const wordsOf = (item) => item.querySelector(".item-text")?.textContent;

export class Pointer {
  constructor(desk) {
    this.desk = desk;
    this.current = null; // an element: .item or .said
    this.place = -1; // the index of its first statement: outlives the element
    this.tools = document.getElementById("item-tools");
    this.saidTools = document.getElementById("said-tools");
  }

  /** All places in the order of the text: a card once, statements without a card by themselves, then the rest. */
  stops() {
    const seen = new Set();
    const found = [];
    for (const said of this.desk.querySelectorAll(".said")) {
      const item = itemOf(said);
      if (!seen.has(item)) {
        seen.add(item);
        found.push(item);
      }
    }
    for (const item of this.desk.querySelectorAll(".item")) if (!seen.has(item)) found.push(item);
    return found;
  }

  go(element, { scroll = true } = {}) {
    if (!element) return;
    this.desk.querySelectorAll(".is-current").forEach((one) => one.classList.remove("is-current"));
    this.current = element;
    const said = saidOf(element);
    this.place = said.length ? Number(said[0].id.slice(1)) : -1;
    element.classList.add("is-current");
    said.forEach((one) => one.classList.add("is-current"));
    if (scroll) this.#show(said);
    this.#placeTools();
    element.tabIndex = -1;
    if (!document.activeElement?.closest(".editor, .bulk, dialog, .desk-bar, .desk-ahead")) element.focus({ preventScroll: true });
  }

  #show(said) {
    const part = this.current.closest(".part");
    const opens = said.length && part.querySelector(".said") === said[0];
    if (opens) part.scrollIntoView({ block: "start" });
    said[0]?.scrollIntoView(VISIBLE);
    this.current.scrollIntoView(VISIBLE);
  }

  #placeTools() {
    if (!this.tools) return;
    const isItem = this.current.matches(".item");
    this.tools.hidden = !isItem;
    this.saidTools.hidden = isItem;
    if (isItem) {
      this.current.insertBefore(this.tools, this.current.querySelector(".item-editor"));
      this.tools.querySelector("[data-act=accept]").hidden = this.current.matches(".is-task");
    } else {
      this.current.closest("p").after(this.saidTools);
    }
  }

  /** To the next stop: a card, or a statement that waits for a decision; only to cards, or to all statements, on demand. */
  move(step, { cards = false, all = false } = {}) {
    const stops = this.stops();
    const counts = (one) => all || one.matches(".item") || (!cards && one.matches(".is-open"));
    let at = stops.indexOf(this.current) + step;
    while (stops[at] && !counts(stops[at])) at += step;
    this.go(stops[at] ?? this.current ?? stops.find(counts) ?? stops[0]);
  }

  /** The next statement that nobody has decided, from here on and then from the top. */
  nextOpen(after = this.place) {
    const open = [...this.desk.querySelectorAll(".said.is-open")];
    const said = open.find((one) => Number(one.id.slice(1)) > after) ?? open[0];
    if (said) this.go(itemOf(said));
    return Boolean(said);
  }

  /** After parts of the page were replaced: the same place again. */
  restore() {
    if (this.current?.isConnected) return this.go(this.current, { scroll: false });
    const said = document.getElementById(`s${this.place}`);
    if (said) this.go(itemOf(said), { scroll: false });
    return undefined;
  }

  /** What an element can be found by after parts of the page were replaced. */
  mark(element) {
    return { key: element.id, place: saidOf(element)[0]?.id, words: wordsOf(element) };
  }

  /** The element again.  A proposal that was accepted has another key: it has the same statement and wording. */
  find({ key, place, words }) {
    const there = document.getElementById(key);
    if (there) return there.matches(".said") ? itemOf(there) : there;
    if (!place) return null;
    const items = [...this.desk.querySelectorAll(".item")].filter((one) => saidOf(one).some((said) => said.id === place));
    return items.find((one) => wordsOf(one) === words) ?? (items.length > 1 ? null : items[0] ?? document.getElementById(place));
  }

  /** Before parts of the page are replaced: the tools must not go with them. */
  rescue() {
    if (!this.tools) return;
    this.desk.append(this.tools, this.saidTools);
    this.tools.hidden = this.saidTools.hidden = true;
  }
}
