// What is selected: items by their keys, so that it outlives the replacing of parts of the page.

export class Selection {
  constructor(desk, pointer) {
    this.desk = desk;
    this.pointer = pointer;
    this.keys = new Set();
    this.last = null;
    this.bar = document.getElementById("bulk");
    this.count = document.getElementById("bulk-count");
  }

  toggle(element, on = !this.keys.has(element.id)) {
    if (on) this.keys.add(element.id);
    else this.keys.delete(element.id);
    this.last = element.id;
    this.show();
  }

  /** From the last one that was selected to this one. */
  rangeTo(element) {
    const stops = this.pointer.stops().filter((one) => one.matches(".item"));
    const ends = [stops.findIndex((one) => one.id === this.last), stops.indexOf(element)].sort((a, b) => a - b);
    if (ends[0] < 0) return this.toggle(element, true);
    stops.slice(ends[0], ends[1] + 1).forEach((one) => this.keys.add(one.id));
    this.last = element.id;
    return this.show();
  }

  /** Exactly the items with a gap; a second time none. */
  byGap(gap) {
    const items = [...this.desk.querySelectorAll(".item")].filter((one) => one.dataset.gaps.split(" ").includes(gap));
    const same = items.length === this.keys.size && items.every((one) => this.keys.has(one.id));
    this.keys = new Set(same ? [] : items.map((one) => one.id));
    this.show();
    if (!same && items.length) this.pointer.go(items[0]);
  }

  clear() {
    this.keys.clear();
    this.show();
  }

  /** The keys, in the order of the page. */
  inOrder() {
    return this.pointer.stops().map((one) => one.id).filter((id) => this.keys.has(id));
  }

  show() {
    for (const key of this.keys) if (!document.getElementById(key)) this.keys.delete(key);
    this.desk.querySelectorAll(".is-selected").forEach((one) => one.classList.remove("is-selected"));
    this.desk.querySelectorAll(".item-pick").forEach((box) => { box.checked = this.keys.has(box.closest(".item").id); });
    for (const key of this.keys) document.getElementById(key).classList.add("is-selected");
    if (!this.bar) return;
    this.bar.hidden = this.keys.size === 0;
    this.count.textContent = `${this.desk.dataset.selected} ${this.keys.size}`;
    document.body.classList.toggle("has-bulk", this.keys.size > 0);
  }
}
