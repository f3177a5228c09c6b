// The review desk: keys and clicks become actions; the server answers with the parts that changed.
import { Editors } from "./desk_editors.js";
import { itemOf, Pointer, saidOf } from "./desk_pointer.js";
import { Queue } from "./desk_queue.js";
import { Selection } from "./desk_selection.js";

const desk = document.getElementById("desk");
const mayDecide = "mayDecide" in desk.dataset;
const pointer = new Pointer(desk);
const selection = new Selection(desk, pointer);
const editors = new Editors(desk, pointer);
const queue = new Queue(desk, settled);
const OUTCOMES = { 1: "task", 2: "context", 3: "achievement", 4: "heading" };
const EDITORS = new Set(["reword", "units", "limit", "targets", "split", "why"]);

/** The keys that an action is for: what is selected, else where the person is. */
function chosen() {
  const keys = selection.inOrder();
  return keys.length ? keys : pointer.current ? [pointer.current.id] : [];
}

/** Statements instead of cards: a kind is given to these. */
const asStatements = (keys) => keys.flatMap((key) => saidOf(document.getElementById(key)).map((one) => one.id));

function settled({ path, goOn, then }) {
  if (["combine", "limit", "unit", "accept", "decide", "merge"].includes(path)) selection.clear();
  if (goOn !== undefined) pointer.nextOpen(goOn) || pointer.restore();
  if (then === "end") pointer.restore();
}

function send(path, keys, values = {}) {
  if (keys.length || path === "undo" || path === "redo") queue.add(path, keys, values);
}

function acceptSection(button) {
  const part = button ? button.closest(".part") : pointer.current?.closest(".part");
  if (!part || part.dataset.first === undefined) return;
  const last = Number(part.dataset.last);
  queue.waiting.push({ path: "accept", keys: [], values: { section: `${part.dataset.first}-${last}` }, goOn: last - 1 });
  queue.run();
}

function drop() {
  const keys = chosen();
  const oral = keys.filter((key) => document.getElementById(key).matches(".item") && !saidOf(document.getElementById(key)).length);
  if (oral.length) send("remove", oral);
  const said = asStatements(keys.filter((key) => !oral.includes(key)));
  if (said.length) send("decide", said, { outcome: "context" });
}

function shift(step) {
  const item = pointer.current;
  if (!item?.matches(".item.is-task")) return;
  const tasks = [...desk.querySelectorAll(".item.is-task")];
  const at = tasks.indexOf(item);
  const after = step < 0 ? tasks[at - 2] : tasks[at + 1];
  if ((step < 0 && at < 1) || (step > 0 && !after)) return;
  send("move", [item.id], after ? { after: after.id } : {});
}

const ACTS = {
  next: () => pointer.nextOpen(),
  section: (button) => acceptSection(button),
  accept: () => {
    const at = pointer.place;
    const keys = chosen();
    if (!keys.length) return;
    queue.waiting.push({ path: "accept", keys, values: {}, goOn: selection.keys.size ? undefined : at });
    queue.run();
  },
  drop,
  reopen: () => send("reopen", asStatements(chosen())),
  combine: () => {
    const keys = chosen();
    if (keys.length > 1) send("combine", keys);
  },
  "year-end": () => send("limit", chosen(), { kind: "year-end" }),
  "long-term": () => send("limit", chosen(), { kind: "long-term" }),
  as: (button) => as(button.dataset.outcome),
  undo: () => send("undo", []),
  redo: () => send("redo", []),
  oral: () => editors.openOral(),
  help: () => document.getElementById("help").showModal(),
  clear: () => selection.clear(),
  close: () => editors.close(),
  up: () => shift(-1),
  down: () => shift(1),
  merge: (button) => send("merge", [button.closest(".item").id], { existing: button.dataset.existing }),
};

function as(outcome) {
  const said = asStatements(chosen());
  const at = pointer.place;
  queue.waiting.push({ path: "decide", keys: said, values: { outcome }, goOn: selection.keys.size ? undefined : at });
  queue.run();
}

function edit(what) {
  if (selection.keys.size && what === "limit") return document.querySelector("#bulk [name=words]").focus();
  if (selection.keys.size && what === "units") return document.querySelector("#bulk [role=combobox]").focus();
  return pointer.current && editors.open(what, pointer.current);
}

/** Select where the person is and the one beside it, and go there. */
function extend(step) {
  if (pointer.current?.matches(".item")) selection.toggle(pointer.current, true);
  pointer.move(step, { cards: true });
  if (pointer.current?.matches(".item")) selection.toggle(pointer.current, true);
}

desk.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]");
  if (act) {
    event.preventDefault();
    const item = act.closest(".item");
    if (item && item !== pointer.current) pointer.go(item, { scroll: false });
    return EDITORS.has(act.dataset.act) ? edit(act.dataset.act) : ACTS[act.dataset.act]?.(act);
  }
  const chip = event.target.closest("[data-gap]");
  if (chip) return selection.byGap(chip.dataset.gap);
  const tab = event.target.closest("[data-show]");
  if (tab) return show(tab.dataset.show);
  if (event.target.closest(".editor, .item-tools, .said-tools, a, summary")) return undefined;
  const box = event.target.closest(".item-pick");
  if (box) return event.shiftKey ? selection.rangeTo(box.closest(".item")) : selection.toggle(box.closest(".item"), box.checked);
  const item = event.target.closest(".item");
  if (item) {
    if (event.ctrlKey || event.metaKey) return selection.toggle(item);
    if (event.shiftKey) return selection.rangeTo(item);
    const open = event.target.closest("[data-open]");
    const again = item === pointer.current;
    pointer.go(item);
    return open && mayDecide && (again || open.matches(".fact")) ? editors.open(open.dataset.open, item) : undefined;
  }
  const said = event.target.closest(".said");
  return said ? pointer.go(itemOf(said)) : undefined;
});

desk.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-act-form]");
  if (!form) return;
  event.preventDefault();
  const data = Object.fromEntries(new FormData(form));
  if (form.dataset.actForm === "limit" && !data.words.trim()) return;
  send(form.dataset.actForm, selection.inOrder(), data);
  form.reset();
  form.querySelectorAll("[data-picker-chip]").forEach((one) => one.remove());
});

for (const [kind, on] of [["mouseover", true], ["mouseout", false]]) {
  desk.addEventListener(kind, (event) => {
    const found = event.target.closest?.(".item, .said");
    if (!found) return;
    const item = found.matches(".said") ? itemOf(found) : found;
    [item, ...saidOf(item)].forEach((one) => one.classList.toggle("is-hovered", on));
  });
}

function show(side) {
  desk.dataset.side = side;
  desk.querySelectorAll("[data-show]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.show === side)));
  pointer.restore();
}

const KEYS = {
  j: () => pointer.move(1), ArrowDown: () => pointer.move(1), k: () => pointer.move(-1), ArrowUp: () => pointer.move(-1),
  n: ACTS.next, "?": ACTS.help,
};
const DECIDING = {
  s: () => acceptSection(), a: ACTS.accept, d: drop, r: ACTS.reopen, c: ACTS.combine, e: () => edit("reword"), u: () => edit("units"),
  t: () => edit("limit"), m: () => edit("targets"), p: () => edit("split"), w: () => edit("why"), y: ACTS["year-end"], l: ACTS["long-term"], o: ACTS.oral,
  z: ACTS.undo, Z: ACTS.redo, x: () => pointer.current?.matches(".item") && selection.toggle(pointer.current),
  J: () => extend(1), K: () => extend(-1),
  X: () => pointer.current?.matches(".item") && selection.rangeTo(pointer.current),
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    if (!editors.close()) selection.clear();
    return;
  }
  if (typing) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) typing.form?.requestSubmit();
    return;
  }
  if (event.altKey && mayDecide && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    return shift(event.key === "ArrowUp" ? -1 : 1);
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key] ?? (mayDecide ? DECIDING[event.key] ?? (OUTCOMES[event.key] && (() => as(OUTCOMES[event.key]))) : undefined);
  if (act) {
    event.preventDefault();
    act();
  }
});

// Parts of the page are replaced: selection, place and open forms stay.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (!event.target.matches(".part")) return;
  pointer.rescue();
  editors.rescue(event.target);
});
document.body.addEventListener("htmx:afterSettle", refresh);
document.body.addEventListener("htmx:oobAfterSwap", () => { clearTimeout(refresh.timer); refresh.timer = setTimeout(refresh, 0); });

function refresh() {
  editors.putBack();
  selection.show();
  if (pointer.current && !document.activeElement?.closest(".editor")) pointer.restore();
}

pointer.nextOpen(-1) || pointer.move(0);
window.scrollTo(0, 0);
queue.run();
