// The forms that open inside a card: what is typed is kept until the server has it.
import { Ahead } from "./desk_ahead.js";

const draftKey = (form) => `luoshi:desk:${document.getElementById("desk").dataset.plan}:${form.dataset.item}:${form.dataset.editor}`;
const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.tagName !== "BUTTON");
const NO_FIELD = new Set(["why"]);

function keep(form) {
  sessionStorage.setItem(draftKey(form), JSON.stringify(fields(form).map((one) => [one.name, one.value])));
}

function recall(form) {
  const kept = JSON.parse(sessionStorage.getItem(draftKey(form)) ?? "null");
  fields(form).forEach((one, at) => {
    if (kept?.[at]?.[0] === one.name) one.value = kept[at][1];
  });
}

/** What a form sends, name by name, with the names of the units that were chosen. */
function valuesOf(form, submitter) {
  const values = {};
  const put = (name, value) => (values[name] ??= []).push(value);
  new FormData(form, submitter).forEach((value, name) => put(name, value));
  form.querySelectorAll("[data-picker-chip]").forEach((chip) => put(`${chip.querySelector("input").name}_name`, chip.firstChild.textContent.trim()));
  return values;
}

export class Editors {
  constructor(desk, pointer, queue) {
    this.desk = desk;
    this.pointer = pointer;
    this.queue = queue;
    this.rescued = [];
    this.sent = new Map(); // the action that is under way → its form
    this.ahead = null;
    this.holder = document.createElement("div"); // where a form arrives: its card may be replaced until then
    this.holder.hidden = true;
    desk.append(this.holder);
    desk.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-editor]");
      if (form) keep(form);
    });
    desk.addEventListener("submit", (event) => {
      if (!event.target.matches("form[data-editor]")) return;
      event.preventDefault();
      this.#send(event.target, event.submitter);
    });
  }

  /** Open a form once its turn has come; what is typed until then is for it.  ``place`` says where: a card, or null. */
  ask(what, place) {
    const there = this.ahead?.isFor(what) ? this.ahead : null;
    there?.field.focus();
    if (there && !there.failed) return; // asked for twice in a hurry
    const ahead = there ?? (NO_FIELD.has(what) ? null : new Ahead(this.desk, what, () => this.pointer.restore()));
    this.ahead = ahead;
    this.queue.inTurn(async () => {
      if (ahead) ahead.failed = false;
      const field = ahead?.cancelled ? null : await (what === "oral" ? this.#openOral(ahead) : this.#open(what, place, ahead));
      if (field === undefined) ahead?.stay();
      else await ahead?.giveTo(field);
      if (this.ahead === ahead && !ahead?.failed) this.ahead = null;
    });
  }

  /** The field to type into; null where nothing opens, nothing where what was typed must stay in sight. */
  async #open(what, place, ahead) {
    const found = place();
    if (!found || found.matches("input")) return found;
    const slot = slotOf(found);
    if (slot.dataset.what === what && slot.childElementCount) {
      this.close(slot);
      return null;
    }
    const mark = this.pointer.mark(found);
    if (!(await this.#fetch(`editor/${what}/${found.id}/`, ahead))) return ahead?.cancelled ? null : undefined;
    const home = slotOf(this.pointer.find(mark) ?? found);
    home.replaceChildren(...this.holder.childNodes);
    home.dataset.what = what;
    return this.#ready(home);
  }

  async #openOral(ahead) {
    const place = document.getElementById("oral-form");
    if (!(await this.#fetch("editor/oral/new/", ahead))) return ahead.cancelled ? null : undefined;
    place.replaceChildren(...this.holder.childNodes);
    document.getElementById("oral").showModal();
    return this.#ready(place);
  }

  /** Get a form into the holder; without a connection again and again, until the person wants it no more. */
  async #fetch(address, ahead) {
    for (;;) {
      const status = await this.queue.request("GET", address, { target: this.holder, swap: "innerHTML" });
      if (ahead?.cancelled) this.holder.replaceChildren();
      if (status || !ahead || ahead.cancelled) return status === 200 && !ahead?.cancelled;
      await new Promise((resolve) => { setTimeout(resolve, 2000); });
    }
  }

  #ready(slot) {
    slot.querySelectorAll("form[data-editor]").forEach(recall);
    const first = slot.querySelector("[data-focus]") ?? slot.querySelector("input:not([type=hidden]), textarea");
    slot.scrollIntoView({ block: "nearest" });
    return first;
  }

  close(slot = this.desk.querySelector(".item-editor:not(:empty)")) {
    if (!slot) return false;
    slot.querySelectorAll("form[data-editor]").forEach((form) => sessionStorage.removeItem(draftKey(form)));
    slot.replaceChildren();
    this.pointer.restore();
    return true;
  }

  /** The form stands still until the server has it; the person goes on at once. */
  #send(form, submitter) {
    if (form.inert) return;
    keep(form);
    const { editor, item, path } = form.dataset;
    const ofItem = !["alias", "oral"].includes(editor);
    const action = { path, keys: ofItem ? [item] : [], values: valuesOf(form, submitter), draft: draftKey(form) };
    this.sent.set(action, form);
    document.activeElement?.blur(); // at once: else the next key would still be typed into it
    form.inert = true;
    if (editor === "oral") document.getElementById("oral").close();
    this.pointer.restore();
    this.queue.add(action);
  }

  /** The server has answered: away with the form, or back to it. */
  settled(action, done) {
    const form = this.sent.get(action);
    this.sent.delete(action);
    if (done && action.draft) sessionStorage.removeItem(action.draft);
    if (!form) return;
    form.inert = false;
    const isOral = form.dataset.editor === "oral";
    if (done) {
      (isOral ? document.getElementById("oral-form") : form.closest(".item-editor"))?.replaceChildren();
    } else if (isOral) {
      document.getElementById("oral").showModal(); // the form came back with what is wrong, or stands as it was
    } else if (!document.activeElement?.closest(".editor, .bulk, .desk-ahead")) {
      fields(form)[0]?.focus();
    }
  }

  /** Before a part is replaced: forms that are open in it are set aside… */
  rescue(part) {
    part.querySelectorAll(".item-editor:not(:empty)").forEach((slot) => {
      const mark = this.pointer.mark(slot.closest(".item") ?? document.getElementById(slot.dataset.of));
      const cursor = slot.contains(document.activeElement) ? document.activeElement : null;
      this.rescued.push({ slot, mark, cursor, range: [cursor?.selectionStart, cursor?.selectionEnd] });
      slot.remove();
    });
  }

  /** …and put back where their card stands now; one whose card is gone stays in sight with what was typed. */
  putBack() {
    for (const { slot, mark, cursor, range } of this.rescued) {
      const element = this.pointer.find(mark);
      if (element) slotOf(element).replaceWith(slot);
      else document.getElementById("parts").prepend(slot);
      if (element) this.#readdress(slot, element.id);
      cursor?.focus({ preventScroll: true });
      if (cursor?.matches("textarea, input[type=text]")) cursor.setSelectionRange(...range);
    }
    this.rescued = [];
  }

  // A proposal that was accepted has another key.
  #readdress(slot, key) {
    slot.querySelectorAll("form[data-editor]").forEach((form) => {
      if (form.dataset.item === key) return;
      const kept = sessionStorage.getItem(draftKey(form));
      sessionStorage.removeItem(draftKey(form));
      form.dataset.item = key;
      if (kept) sessionStorage.setItem(draftKey(form), kept);
      for (const [action, sent] of this.sent) {
        if (sent === form && action.keys.length) Object.assign(action, { keys: [key], draft: draftKey(form) });
      }
    });
  }
}

/** Where the form of a card, or of a statement without one, opens. */
function slotOf(element) {
  const there = element.matches(".item") ? element.querySelector(".item-editor") : document.querySelector(`.item-editor[data-of="${element.id}"]`);
  if (there) return there;
  const slot = document.createElement("div");
  slot.className = "item-editor";
  slot.dataset.of = element.id;
  element.closest("p").after(slot);
  return slot;
}
