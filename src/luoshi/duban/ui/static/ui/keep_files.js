// Files that were chosen in a form with data-keep come back with it when what was sent is refused, or when the page is
// loaded again: a browser keeps words, not files.  They wait in IndexedDB for this tab alone.
import { nameOf } from "./keep.js";

const STORE = "files";
const FLAG = "luoshi:files:";
const KEPT = 24 * 60 * 60 * 1000; // milliseconds: what a closed tab left behind goes after a day

const flagOf = (form) => `${FLAG}${nameOf(form)}`;
const inputs = (form) => [...form.elements].filter((one) => one.type === "file" && one.name);

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("luoshi", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function inStore(mode, act) {
  const database = await opened();
  return new Promise((done, failed) => {
    const transaction = database.transaction(STORE, mode);
    const asked = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => { database.close(); done(asked?.result); };
    transaction.onerror = () => { database.close(); failed(transaction.error); };
  });
}

const keyOf = (form, input) => `${nameOf(form)}:${input.name}`;

async function save(form, input) {
  const files = [...input.files];
  if (files.length) sessionStorage.setItem(flagOf(form), "");
  await inStore("readwrite", (store) => {
    if (files.length) return store.put({ files, at: Date.now() }, keyOf(form, input));
    return store.delete(keyOf(form, input));
  });
}

async function restore(form) {
  for (const input of inputs(form)) {
    const kept = await inStore("readonly", (store) => store.get(keyOf(form, input)));
    if (!kept || input.files.length) continue;
    const chosen = new DataTransfer();
    kept.files.forEach((file) => chosen.items.add(file));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** What was sent from a form that is no longer in the page has arrived. */
async function forget(names) {
  await inStore("readwrite", (store) => {
    const walk = store.openCursor();
    walk.onsuccess = () => {
      const cursor = walk.result;
      if (!cursor) return;
      const isGone = names.some((name) => String(cursor.key).startsWith(`${name}:`));
      if (isGone || cursor.value.at < Date.now() - KEPT) cursor.delete();
      cursor.continue();
    };
    return walk;
  });
}

export async function start() {
  document.addEventListener("change", (event) => {
    const form = event.target.type === "file" && event.target.closest("form[data-keep]");
    if (form) save(form, event.target).catch(() => {}); // without IndexedDB files are chosen again, as ever
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-keep]") && sessionStorage.getItem(flagOf(form)) !== null) sessionStorage.setItem(flagOf(form), "sent");
  });
  if (document.querySelector("[data-on-the-way]")) return;
  const forms = [...document.querySelectorAll("form[data-keep]")].filter((form) => inputs(form).length);
  const here = new Set(forms.map(flagOf));
  const flags = Object.keys(sessionStorage).filter((key) => key.startsWith(FLAG));
  const arrived = flags.filter((key) => !here.has(key) && sessionStorage.getItem(key) === "sent");
  arrived.forEach((key) => sessionStorage.removeItem(key));
  try {
    if (flags.length) await forget(arrived.map((key) => key.slice(FLAG.length)));
    for (const form of forms) if (sessionStorage.getItem(flagOf(form)) !== null) await restore(form);
  } catch {
    // no IndexedDB here: files are chosen again, as ever
  }
}
