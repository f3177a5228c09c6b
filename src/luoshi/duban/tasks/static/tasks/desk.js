// The review desk: keys and clicks become actions; the server answers with the parts that changed.
import { Editors } from "./desk_editors.js";
import { itemOf, Pointer, saidOf } from "./desk_pointer.js";
import { Queue } from "./desk_queue.js";
import { Selection } from "./desk_selection.js";

const desk = document.getElementById("desk");
const mayDecide = "mayDecide" in desk.dataset;
const pointer = new Pointer(desk);
const selection = new Selection(desk, pointer);
const queue = new Queue(desk, settled);
const editors = new Editors(desk, pointer, queue);
const OUTCOMES = { 1: "task", 2: "context", 3: "achievement", 4: "heading" };
const EDITORS = new Set(["reword", "units", "limit", "targets", "split", "why", "oral"]);
const BULK = { limit: "#bulk [name=words]", units: "#bulk [role=combobox]" };

/** The keys that an action is for: what is selected, else where the person is. */
function chosen() {
  const keys = selection.inOrder();
  return keys.length ? keys : pointer.current?.isConnected ? [pointer.current.id] : [];
}

/** Statements instead of cards: a kind is given to these. */
const asStatements = (keys) => keys.flatMap((key) => saidOf(document.getElementById(key)).map((one) => one.id));

function settled(action, done) {
  const { path, goOn, draft } = action;
  editors.settled(action, done);
  if (!draft && ["combine", "limit", "unit", "accept", "decide", "merge"].includes(path)) selection.clear();
  if (goOn === undefined || !pointer.nextOpen(goOn)) pointer.restore();
}

function send(path, keys, values = {}, goOn = undefined) {
  const needsNone = path === "undo" || path === "redo" || "section" in values;
  if (keys.length || needsNone) queue.add({ path, keys, values, goOn });
}

function acceptSection(part = pointer.current?.closest(".part")) {
  if (part?.dataset.first === undefined) return;
  const last = Number(part.dataset.last);
  send("accept", [], { section: `${part.dataset.first}-${last}` }, last - 1);
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

/** Where to go on once this is done: past where the person is, or nowhere where several are selected. */
const onwards = () => (selection.keys.size ? undefined : pointer.place);

function as(outcome) {
  send("decide", asStatements(chosen()), { outcome }, onwards());
}

const ACTS = {
  next: () => pointer.nextOpen(),
  section: (button) => acceptSection(document.getElementById(button.part)),
  accept: () => send("accept", chosen(), {}, onwards()),
  drop,
  reopen: () => send("reopen", asStatements(chosen())),
  combine: () => {
    const keys = chosen();
    if (keys.length > 1) send("combine", keys);
  },
  "year-end": () => send("limit", chosen(), { kind: "year-end" }),
  "long-term": () => send("limit", chosen(), { kind: "long-term" }),
  as: (button) => as(button.outcome),
  undo: () => send("undo", []),
  redo: () => send("redo", []),
  help: () => document.getElementById("help").showModal(),
  clear: () => selection.clear(),
  close: () => editors.close(),
  up: () => shift(-1),
  down: () => shift(1),
  merge: (button) => send("merge", [pointer.current.id], { existing: button.existing }),
};

/** Open a form where the person is by then, or go to the field for all that are selected. */
function edit(what) {
  editors.ask(what, () => (selection.keys.size && what in BULK ? document.querySelector(BULK[what]) : pointer.current));
}

/** Select where the person is and the one beside it, and go there. */
function extend(step) {
  if (pointer.current?.matches(".item")) selection.toggle(pointer.current, true);
  pointer.move(step, { cards: true });
  if (pointer.current?.matches(".item")) selection.toggle(pointer.current, true);
}

/** Do something with an element once its turn has come, when it may have been replaced. */
function withLater(element, act) {
  const mark = pointer.mark(element);
  queue.inTurn(() => {
    const there = pointer.find(mark);
    if (there) act(there);
  });
}

function press(act) {
  const item = act.closest(".item");
  if (item) withLater(item, (there) => there !== pointer.current && pointer.go(there, { scroll: false }));
  if (EDITORS.has(act.dataset.act)) return edit(act.dataset.act);
  const button = { ...act.dataset, part: act.closest(".part")?.id };
  return act.dataset.act in ACTS ? queue.inTurn(() => ACTS[act.dataset.act](button)) : undefined;
}

function pick(item, event) {
  if (event.ctrlKey || event.metaKey) return withLater(item, (there) => selection.toggle(there));
  if (event.shiftKey) return withLater(item, (there) => selection.rangeTo(there));
  const open = event.target.closest("[data-open]");
  const again = item === pointer.current;
  withLater(item, (there) => pointer.go(there));
  return open && mayDecide && (again || open.matches(".fact")) ? edit(open.dataset.open) : undefined;
}

desk.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]");
  if (act) {
    event.preventDefault();
    return press(act);
  }
  const chip = event.target.closest("[data-gap]");
  if (chip) return queue.inTurn(() => selection.byGap(chip.dataset.gap));
  const tab = event.target.closest("[data-show]");
  if (tab) return show(tab.dataset.show);
  if (event.target.closest(".item-editor, .item-tools, .said-tools, a, summary")) return undefined;
  const item = event.target.closest(".item");
  const box = event.target.closest(".item-pick");
  if (box) return withLater(item, (there) => (event.shiftKey ? selection.rangeTo(there) : selection.toggle(there, box.checked)));
  if (item) return pick(item, event);
  const said = event.target.closest(".said");
  return said ? withLater(said, (there) => pointer.go(there)) : undefined;
});

desk.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-act-form]");
  if (!form) return;
  event.preventDefault();
  const data = Object.fromEntries(new FormData(form));
  if (form.dataset.actForm === "limit" && !data.words.trim()) return;
  queue.inTurn(() => send(form.dataset.actForm, selection.inOrder(), data));
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

const onItem = (act) => () => pointer.current?.matches(".item") && act(pointer.current);
const GOING = { j: () => pointer.move(1), ArrowDown: () => pointer.move(1), k: () => pointer.move(-1), ArrowUp: () => pointer.move(-1) };
// What was decided is passed over by these, and reached by those: a kind that was confirmed can be wrong.
Object.assign(GOING, { ArrowRight: () => pointer.move(1, { all: true }), ArrowLeft: () => pointer.move(-1, { all: true }) });
const READING = { n: ACTS.next, "?": ACTS.help };
const DECIDING = {
  s: () => acceptSection(), a: ACTS.accept, d: drop, r: ACTS.reopen, c: ACTS.combine, y: ACTS["year-end"], l: ACTS["long-term"],
  z: ACTS.undo, Z: ACTS.redo, x: onItem((item) => selection.toggle(item)), X: onItem((item) => selection.rangeTo(item)),
  J: () => extend(1), K: () => extend(-1),
};
const OPENING = { e: "reword", u: "units", t: "limit", m: "targets", p: "split", w: "why", o: "oral" };

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (document.querySelector("dialog[open]")) {
    if (typing && sends) typing.closest("form[data-editor]")?.requestSubmit();
    return;
  }
  if (event.key === "Escape") {
    const leave = () => editors.close() || selection.clear();
    if (typing) leave();
    else queue.inTurn(leave);
    return;
  }
  if (typing) {
    if (sends) typing.form?.requestSubmit();
    return;
  }
  const { key } = event;
  if (event.altKey && mayDecide && (key === "ArrowUp" || key === "ArrowDown")) {
    event.preventDefault();
    queue.inTurn(() => shift(key === "ArrowUp" ? -1 : 1));
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = GOING[key] ?? READING[key] ?? (mayDecide ? DECIDING[key] ?? (OUTCOMES[key] && (() => as(OUTCOMES[key]))) : undefined);
  const opens = mayDecide ? OPENING[key] : undefined;
  if (!act && !opens) return;
  event.preventDefault();
  if (event.repeat && !(key in GOING)) return; // a key that is held down decides once
  if (opens) edit(opens);
  else queue.inTurn(act);
});

// Parts of the page are replaced: selection, place and open forms stay.
let replaced = false;
let composing = false; // an input method is at work: nothing may be replaced under it
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (!event.target.matches(".part")) return;
  replaced = true;
  pointer.rescue();
  editors.rescue(event.target);
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (!replaced) return;
  replaced = false;
  editors.putBack();
  selection.show();
  if (pointer.current) pointer.restore();
});
desk.addEventListener("compositionstart", () => { composing = true; });
desk.addEventListener("compositionend", () => { composing = false; });

// News of what others did wait while something of ours is under way: an older answer must not cover a newer one.
const isNews = (event) => event.detail.requestConfig?.elt.id === "desk-news";
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (isNews(event) && (queue.busy || composing)) event.preventDefault();
});
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!isNews(event)) return;
  const asked = new URLSearchParams(event.detail.requestConfig.path.split("?")[1]).get("since");
  if (queue.busy || composing || asked !== document.getElementById("desk-bar").dataset.since) event.detail.shouldSwap = false;
});

// What resembles a card that was replaced in the meantime has no place any more.
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.requestConfig?.path.includes("/similar/")) return;
  const box = document.createElement("template");
  box.innerHTML = detail.serverResponse;
  for (const one of [...box.content.children]) if (!document.getElementById(one.id)) one.remove();
  detail.serverResponse = box.innerHTML;
});

// An address may name the item that somebody comes for (…/desk/#t12).
const wanted = document.getElementById(location.hash.slice(1));
if (wanted?.matches(".item, .said")) {
  pointer.go(wanted);
} else {
  pointer.nextOpen(-1) || pointer.move(0);
  window.scrollTo(0, 0);
}
queue.run();
