// What was typed into a form with data-keep="KEY" outlives a lost connection: it is put into sessionStorage, and
// taken out when a page has come back after the form was sent.
import { sentence } from "./sentences.js";
import { toast } from "./notices.js";

const PREFIX = "luoshi:keep:";
const NEVER = new Set(["password", "file", "hidden", "submit", "button"]);

const nameOf = (form) => `${PREFIX}${location.pathname}:${form.dataset.keep}`;
const controls = (form) => [...form.elements].filter((one) => one.name && !NEVER.has(one.type));
const isTick = (one) => one.type === "checkbox" || one.type === "radio";

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
    if (name !== one.name) return;
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
}

// A page that came back after sending: the server had it.  Going back in the history is not that.
function forgetSent() {
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") return;
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX))) {
    if (JSON.parse(sessionStorage.getItem(key)).sent) sessionStorage.removeItem(key);
  }
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
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form[data-keep]");
    if (form && event.detail.successful) sessionStorage.removeItem(nameOf(form));
  });
}
