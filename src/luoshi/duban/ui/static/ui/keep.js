// What was typed into a form with data-keep="KEY" outlives a lost connection: it is put into sessionStorage, and
// taken out when a page has come back after the form was sent, or when the server has kept it as a draft.
import { sentence } from "./sentences.js";
import { toast } from "./notices.js";

const PREFIX = "luoshi:keep:";
const NEVER = new Set(["password", "file", "hidden", "submit", "button"]);

// A page whose address is a secret is known by its key alone (data-keep-alone).
export const nameOf = (form) => `${PREFIX}${"keepAlone" in form.dataset ? "" : location.pathname}:${form.dataset.keep}`;
const controls = (form) => [...form.elements].filter((one) => one.name && !NEVER.has(one.type));
const keptNames = () => Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX));
const isTick = (one) => one.type === "checkbox" || one.type === "radio";
// Who types faster than the scripts come is not written over.
const isTouched = (one) => (isTick(one) ? one.checked !== one.defaultChecked : "defaultValue" in one && one.value !== one.defaultValue);

function typed(form) {
  return controls(form).map((one) => [one.name, one.value, isTick(one) ? one.checked : null]);
}

function save(form, sent = false) {
  sessionStorage.setItem(nameOf(form), JSON.stringify({ sent, values: typed(form) }));
}

function restore(form) {
  const kept = sessionStorage.getItem(nameOf(form));
  if (!kept) return;
  const { values } = JSON.parse(kept);
  const before = JSON.stringify(typed(form));
  controls(form).forEach((one, place) => {
    const [name, value, checked] = values[place] ?? [];
    if (name !== one.name || isTouched(one)) return;
    if (isTick(one)) one.checked = checked;
    else one.value = value;
  });
  if (JSON.stringify(typed(form)) === before) return;
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "btn btn-sm";
  discard.textContent = sentence("discard");
  const shown = toast(sentence("kept"), "info", discard);
  discard.addEventListener("click", () => {
    sessionStorage.removeItem(nameOf(form));
    form.reset();
    shown.remove();
  });
  // A draft on the server is renewed by what only this tab knew.
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// A page that came back after sending: the server had it.  Going back in the history is not that, nor is being asked
// to sign in again (data-on-the-way): then it was not sent, and is put back once the page is there again.
function forgetSent() {
  if (document.querySelector("[data-on-the-way]")) {
    keptNames().forEach((name) => {
      const kept = JSON.parse(sessionStorage.getItem(name));
      sessionStorage.setItem(name, JSON.stringify({ ...kept, sent: false }));
    });
    return;
  }
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") return;
  for (const name of keptNames()) {
    if (JSON.parse(sessionStorage.getItem(name)).sent) sessionStorage.removeItem(name);
  }
}

// The form that an answer is for; a form that the answer has replaced is no longer in the page.
const formOf = (detail) => (detail.requestConfig?.elt ?? detail.elt).closest?.("form[data-keep]");
const sending = new WeakMap(); // request: what stood in its form when it was sent

function afterRequest({ detail }) {
  const form = formOf(detail);
  if (!form || !detail.successful || detail.requestConfig.verb === "get") return;
  const isDraft = detail.requestConfig.elt !== form;
  if (!isDraft || sending.get(detail.xhr) === JSON.stringify(typed(form))) sessionStorage.removeItem(nameOf(form));
}

export function start() {
  forgetSent();
  document.querySelectorAll("form[data-keep]").forEach(restore);
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-keep]");
    if (form) save(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-keep]")) save(event.target, true);
  });
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-forget]")?.closest("form[data-keep]");
    if (form) sessionStorage.removeItem(nameOf(form));
  });
  document.addEventListener("htmx:load", ({ detail }) => {
    // A form that came with an answer; the page itself was looked through above.
    if (detail.elt === document.body) return;
    const forms = detail.elt.matches("form[data-keep]") ? [detail.elt] : detail.elt.querySelectorAll("form[data-keep]");
    forms.forEach(restore);
  });
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const form = formOf(detail);
    if (form) sending.set(detail.xhr, JSON.stringify(typed(form)));
  });
  document.addEventListener("htmx:afterRequest", afterRequest);
}
