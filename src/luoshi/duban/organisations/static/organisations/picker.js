/* The picker: an ARIA combobox over a search that answers {"results": [{"id", "name", "hint"}]}.
   It opens by typing, a click or an arrow key, not by focus alone: it would cover what stands below.
   Arrow keys move, Enter takes, Escape closes, Backspace in an empty input removes the last one.
   It sends "change" on its root after each choice; data-free lets words stand that match nothing.
   Enter before the search has answered takes the first that it finds, and a form that is sent meanwhile waits for it
   ("sought" tells the end). */

const WAIT = 150; // milliseconds of quiet before a search

class Picker {
  constructor(root) {
    this.root = root;
    this.box = root.querySelector("[data-picker-box]");
    this.input = root.querySelector("[role=combobox]");
    this.list = root.querySelector("[role=listbox]");
    this.status = root.querySelector("[data-picker-status]");
    this.multiple = "multiple" in root.dataset;
    this.options = [];
    this.active = -1;
    this.asked = 0;
    this.seeking = 0; // how many were taken by Enter before the search had answered
    this.input.addEventListener("input", () => this.#searchSoon());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    this.input.form?.addEventListener("submit", (event) => this.#beforeSubmit(event), { capture: true });
    this.list.addEventListener("mousedown", (event) => this.#click(event));
    this.box.addEventListener("click", (event) => this.#boxClick(event));
    this.#showInput();
  }

  #searchSoon() {
    clearTimeout(this.timer);
    this.#isSearching(true);
    this.timer = setTimeout(() => this.#search(), WAIT);
  }

  #isSearching(is) {
    this.searching = is;
    this.list.setAttribute("aria-busy", String(is));
  }

  async #search() {
    const asked = ++this.asked;
    this.#isSearching(true);
    const found = await this.#ask(this.input.value.trim());
    if (asked !== this.asked) return;
    this.#isSearching(false);
    if (found && document.activeElement === this.input) this.#show(found);
  }

  /** What there is to choose for these words; null without a connection: then they are sent as they were typed. */
  async #ask(words) {
    const url = new URL(this.root.dataset.url, window.location.href);
    url.searchParams.set("q", words);
    if (this.root.dataset.kind) url.searchParams.set("kind", this.root.dataset.kind);
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      const found = answer.ok ? (await answer.json()).results : [];
      const chosen = new Set(this.#chosen());
      return found.filter((one) => !chosen.has(String(one.id)));
    } catch {
      return null;
    }
  }

  /** Take the first that these words find, while the person types on. */
  async #seek(words) {
    const place = Object.assign(document.createElement("span"), { className: "mark mark-plain", textContent: words });
    this.box.insertBefore(place, this.input);
    this.input.value = "";
    this.#close();
    this.seeking += 1;
    const found = await this.#ask(words);
    this.seeking -= 1;
    if (found?.length) {
      this.#insert(found[0], place);
    } else {
      this.input.value = [words, this.input.value].filter(Boolean).join("\u3001");
      this.status.textContent = this.root.dataset.none;
    }
    place.remove();
    this.root.dispatchEvent(new Event("sought"));
  }

  #beforeSubmit(event) {
    if (!this.seeking) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target: form, submitter } = event;
    this.root.addEventListener("sought", () => form.requestSubmit(submitter), { once: true });
  }

  #chosen() {
    return [...this.box.querySelectorAll("input[type=hidden]")].map((one) => one.value);
  }

  #show(found) {
    this.options = found;
    this.active = found.length && this.input.value.trim() && !("free" in this.root.dataset) ? 0 : -1;
    this.list.replaceChildren(...found.map((one, number) => this.#option(one, number)));
    if (!found.length && this.input.value.trim() && !("free" in this.root.dataset)) {
      const none = document.createElement("li");
      none.className = "dropdown-item disabled";
      none.textContent = this.root.dataset.none;
      this.list.append(none);
    }
    const open = this.list.childElementCount > 0;
    this.list.classList.toggle("show", open);
    this.input.setAttribute("aria-expanded", String(open));
    this.status.textContent = found.length ? `${found.length} ${this.root.dataset.count}` : open ? this.root.dataset.none : "";
    this.#mark();
  }

  #option(one, number) {
    const item = document.createElement("li");
    item.id = `${this.list.id}_${number}`;
    item.className = "dropdown-item";
    item.setAttribute("role", "option");
    item.dataset.number = number;
    const name = document.createElement("span");
    name.textContent = one.name;
    item.append(name);
    if (one.hint) {
      const hint = document.createElement("span");
      hint.className = "text-secondary ms-2 small";
      hint.textContent = one.hint;
      item.append(hint);
    }
    return item;
  }

  #mark() {
    [...this.list.querySelectorAll("[role=option]")].forEach((item, number) => {
      item.classList.toggle("active", number === this.active);
      item.setAttribute("aria-selected", String(number === this.active));
    });
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}_${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.isComposing) return; // an input method is still at work
    const open = this.list.classList.contains("show");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) { this.#search(); return; }
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + this.options.length) % Math.max(this.options.length, 1);
      this.#mark();
    } else if (event.key === "Enter" && this.searching && this.input.value.trim() && !("free" in this.root.dataset)) {
      event.preventDefault();
      this.#seek(this.input.value.trim());
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.#take(this.options[this.active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // it closes the list, not the dialog around it
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Backspace" && !this.input.value) {
      const chips = this.box.querySelectorAll("[data-picker-chip]");
      if (chips.length) this.#remove(chips[chips.length - 1]);
    }
  }

  #click(event) {
    event.preventDefault(); // keeps the focus in the input
    const item = event.target.closest("[role=option]");
    if (item) this.#take(this.options[Number(item.dataset.number)]);
  }

  #boxClick(event) {
    const button = event.target.closest("[data-picker-remove]");
    this.input.focus();
    if (button) this.#remove(button.closest("[data-picker-chip]"));
    else this.#searchSoon();
  }

  #take(one) {
    if (!one) return;
    this.input.value = "";
    this.#close();
    this.#insert(one, this.input);
  }

  #insert(one, before) {
    if (!this.multiple) this.box.querySelectorAll("[data-picker-chip]").forEach((chip) => chip.remove());
    const chip = document.createElement("span");
    chip.className = "mark mark-todo text-wrap";
    chip.dataset.pickerChip = "";
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: this.root.dataset.name, value: one.id });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn-close ms-1" });
    button.dataset.pickerRemove = "";
    button.setAttribute("aria-label", `${this.root.dataset.remove} ${one.name}`);
    chip.append(one.name, hidden, button);
    this.box.insertBefore(chip, before);
    this.#changed(one.name);
  }

  #remove(chip) {
    chip.remove();
    this.#changed("");
  }

  #changed(said) {
    this.#showInput();
    this.status.textContent = said;
    this.root.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #showInput() {
    if (this.box.querySelector("[data-picker-chip]")) this.input.placeholder = "";
  }

  #close() {
    clearTimeout(this.timer);
    this.#isSearching(false);
    this.asked += 1;
    this.list.classList.remove("show");
    this.list.replaceChildren();
    this.options = [];
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function wake(within) {
  within.querySelectorAll("[data-picker]:not([data-awake])").forEach((root) => {
    root.dataset.awake = "";
    new Picker(root);
  });
}

wake(document);
document.addEventListener("htmx:load", (event) => wake(event.target));
