// The forms that open inside a card: what is typed is kept until the server has it.

const draftKey = (form) => `luoshi:desk:${document.getElementById("desk").dataset.plan}:${form.dataset.item}:${form.dataset.editor}`;
const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.tagName !== "BUTTON");

function keep(form) {
  sessionStorage.setItem(draftKey(form), JSON.stringify(fields(form).map((one) => [one.name, one.value])));
}

function recall(form) {
  const kept = JSON.parse(sessionStorage.getItem(draftKey(form)) ?? "null");
  fields(form).forEach((one, at) => {
    if (kept?.[at]?.[0] === one.name) one.value = kept[at][1];
  });
}

export class Editors {
  constructor(desk, pointer) {
    this.desk = desk;
    this.pointer = pointer;
    this.rescued = new Map();
    desk.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-editor]");
      if (form) keep(form);
    });
    document.body.addEventListener("htmx:configRequest", (event) => this.#address(event));
    document.body.addEventListener("htmx:afterRequest", (event) => this.#after(event));
  }

  async open(what, element) {
    const slot = element.querySelector(".item-editor") ?? this.#slotFor(element);
    if (slot.dataset.what === what && slot.childElementCount) return this.close(slot);
    if ("opening" in slot.dataset) return undefined; // asked for twice in a hurry: a second form would cover what is typed
    slot.dataset.opening = what;
    try {
      await window.htmx.ajax("GET", `${this.desk.dataset.base}editor/${what}/${element.id}/`, { target: slot, swap: "innerHTML", source: slot });
    } finally {
      delete slot.dataset.opening;
    }
    slot.dataset.what = what;
    return this.#ready(slot);
  }

  async openOral() {
    const place = document.getElementById("oral-form");
    await window.htmx.ajax("GET", `${this.desk.dataset.base}editor/oral/new/`, { target: place, swap: "innerHTML", source: place });
    document.getElementById("oral").showModal();
    this.#ready(place);
    place.querySelector("textarea").focus();
  }

  #ready(slot) {
    slot.querySelectorAll("form[data-editor]").forEach(recall);
    const first = slot.querySelector("[data-focus]") ?? slot.querySelector("input[type=text], textarea, input");
    first?.focus();
    if (first?.tagName === "INPUT") first.select();
    slot.scrollIntoView({ block: "nearest" });
  }

  #slotFor(said) {
    const slot = document.createElement("div");
    slot.className = "item-editor";
    said.closest("p").after(slot);
    return slot;
  }

  close(slot = this.desk.querySelector(".item-editor:not(:empty)")) {
    if (!slot) return false;
    slot.querySelectorAll("form[data-editor]").forEach((form) => sessionStorage.removeItem(draftKey(form)));
    slot.replaceChildren();
    this.pointer.restore();
    return true;
  }

  // The item's reference is read when the form is sent: the page may have been renewed meanwhile.
  #address(event) {
    const form = event.detail.elt.closest?.("form[data-editor]");
    if (!form) return;
    this.desk.setAttribute("data-busy", "");
    const item = document.getElementById(form.dataset.item);
    if (item && form.dataset.editor !== "alias") event.detail.parameters.append("ref", item.dataset.ref);
    event.detail.parameters.append("since", document.getElementById("desk-bar").dataset.since);
    form.querySelectorAll("[data-picker-chip]").forEach((chip) => {
      const name = chip.querySelector("input").name;
      event.detail.parameters.append(`${name}_name`, chip.firstChild.textContent.trim());
    });
  }

  #after(event) {
    // The form may have left the page with its card by now, so that the event came from further up.
    const form = event.detail.requestConfig?.elt.closest?.("form[data-editor]");
    if (form) this.desk.removeAttribute("data-busy");
    if (!form || !(event.detail.xhr.status >= 200 && event.detail.xhr.status < 300)) return;
    sessionStorage.removeItem(draftKey(form));
    const slot = form.closest(".item-editor");
    if (slot) slot.replaceChildren();
    this.rescued.delete(form.dataset.item);
    if (form.dataset.editor === "oral") document.getElementById("oral").close();
    this.pointer.restore();
  }

  /** Before a part is replaced: forms that are open in it are set aside… */
  rescue(part) {
    part.querySelectorAll(".item > .item-editor:not(:empty)").forEach((slot) => {
      this.rescued.set(slot.closest(".item").id, slot);
    });
  }

  /** …and put back where their card still stands. */
  putBack() {
    for (const [key, slot] of this.rescued) {
      document.getElementById(key)?.querySelector(".item-editor")?.replaceWith(slot);
      window.htmx.process(slot); // it was unbound when its card was taken out
    }
    this.rescued.clear();
  }
}
