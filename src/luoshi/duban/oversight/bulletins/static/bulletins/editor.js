// The text of a bulletin, paragraph by paragraph, with its figures as chips.  The textarea stays the one place of the
// text: it is read once, and written after every change, so that keeping, sending and both versions work as elsewhere.
const form = document.querySelector("form[data-bulletin-editor]");
const area = form.querySelector("textarea[name=body]");
const field = area.closest(".field");
const list = form.querySelector("[data-blocks]");
const dialog = document.getElementById("name-units");
const words = form.dataset;
const TOKEN = /\{\{[npul]:[^{}]*\}\}/g;
const MARKS = ["", ...words.marks.split(" ")];
let here = null; // where the cursor was last

const known = new Map(
  [...form.querySelectorAll("[data-palette] [data-token], [data-tokens] [data-token]")].map((one) => [
    one.dataset.token,
    one.dataset,
  ]),
);
const reproaches = new Set([...form.querySelectorAll("[data-reproach]")].map((one) => one.dataset.token));
const units = new Map(
  [...dialog.querySelectorAll("input")].map((one) => [one.value, one.nextElementSibling.textContent]),
);

function icon(name) {
  const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  drawing.append(use);
  return drawing;
}

function chip(token) {
  const data = known.get(token);
  const made = document.createElement("span");
  made.className = "chip";
  made.contentEditable = "false";
  made.dataset.token = token;
  made.textContent = data?.words ?? token;
  made.title = data?.name ?? token;
  return made;
}

function fill(text, line) {
  let end = 0;
  for (const found of line.matchAll(TOKEN)) {
    if (found.index > end) text.append(line.slice(end, found.index));
    text.append(chip(found[0]));
    end = found.index + found[0].length;
  }
  if (end < line.length) text.append(line.slice(end));
}

function plain(node) {
  return [...node.childNodes]
    .map((one) => {
      if (one.nodeType === Node.TEXT_NODE) return one.textContent;
      return one.dataset?.token ?? (one.tagName === "BR" ? "" : plain(one));
    })
    .join("")
    .replace(/[\u00a0\n\r]/g, " ");
}

const textOf = (block) => block.querySelector(".block-text");

function lineOf(block) {
  const level = Number(block.querySelector("select").value);
  const marked = block.dataset.named;
  const head = level ? `${"#".repeat(level)} ` : "";
  return head + (marked === undefined ? "" : `{{c:${marked}}}`) + plain(textOf(block)).trim();
}

function write() {
  const lines = [...list.children].map(lineOf).filter((line) => line.replace(/^#+ ?|\{\{c:[0-9,]*\}\}/g, "").trim());
  area.value = lines.join("\n");
}

function changed() {
  write();
  number();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function number() {
  [...list.children].forEach((block, place) => {
    const level = Number(block.querySelector("select").value);
    block.dataset.level = level;
    showNamed(block);
    textOf(block).setAttribute("aria-label", `${words.paragraph} ${place + 1}`);
    block.querySelector(".block-up").disabled = place === 0;
    block.querySelector(".block-down").disabled = place === list.children.length - 1;
  });
}

function button(name, label, drawing, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn btn-sm btn-icon block-${name}`;
  made.title = label;
  made.setAttribute("aria-label", label);
  made.append(icon(drawing));
  made.addEventListener("click", act);
  return made;
}

function showNamed(block) {
  const mark = block.querySelector(".block-named");
  const keys = (block.dataset.named ?? "").split(",").filter(Boolean);
  const marked = block.dataset.named !== undefined;
  const listed = words.byList && [...block.querySelectorAll(".chip")].some((one) => reproaches.has(one.dataset.token));
  mark.hidden = !marked && !listed;
  mark.textContent = marked
    ? `${words.name}${words.colon}${keys.map((key) => units.get(key) ?? key).join(words.comma) || "—"}`
    : (words.byList ?? "");
}

function nameUnits(block) {
  const keys = (block.dataset.named ?? "").split(",");
  dialog.querySelectorAll("input").forEach((one) => {
    one.checked = keys.includes(one.value);
  });
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue !== "ok") return;
    const chosen = [...dialog.querySelectorAll("input:checked")].map((one) => one.value);
    if (chosen.length) block.dataset.named = chosen.join(",");
    else delete block.dataset.named;
    showNamed(block);
    changed();
  };
  dialog.showModal();
}

function levels(level) {
  const select = document.createElement("select");
  select.className = "form-select form-select-sm";
  select.setAttribute("aria-label", words.level);
  MARKS.forEach((mark, place) => {
    const option = new Option(place ? mark : words.plain, String(place));
    option.selected = place === level;
    select.append(option);
  });
  select.addEventListener("change", (event) => {
    event.stopPropagation();
    changed();
  });
  return select;
}

function make(level, line, named) {
  const block = document.createElement("div");
  block.className = "block";
  if (named !== undefined) block.dataset.named = named;
  const bar = document.createElement("div");
  bar.className = "block-bar";
  bar.append(
    button("up", words.up, "arrow-up", () => move(block, -1)),
    button("down", words.down, "arrow-down", () => move(block, 1)),
    button("name", words.name, "alert-triangle", () => nameUnits(block)),
    button("add", words.add, "plus", () => add(block, 0, "").focus()),
    button("remove", words.remove, "trash", () => remove(block)),
  );
  const text = document.createElement("div");
  text.className = "block-text";
  text.contentEditable = "true";
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  text.lang = "zh-CN";
  fill(text, line);
  text.addEventListener("input", () => write());
  text.addEventListener("keydown", (event) => pressed(event, block));
  text.addEventListener("paste", (event) => pasted(event, block));
  const mark = document.createElement("span");
  mark.className = "mark mark-bad block-named";
  block.append(levels(level), text, bar, mark);
  showNamed(block);
  return block;
}

function add(after, level, line) {
  const block = make(level, line);
  after.after(block);
  changed();
  return textOf(block);
}

function move(block, by) {
  const other = by < 0 ? block.previousElementSibling : block.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(block);
  else other.after(block);
  changed();
  block.querySelector(by < 0 ? ".block-up" : ".block-down").focus();
}

function remove(block) {
  const next = block.nextElementSibling ?? block.previousElementSibling;
  block.remove();
  if (!list.children.length) list.append(make(0, ""));
  changed();
  textOf(next ?? list.firstElementChild).focus();
}

function caret(text, atEnd) {
  const range = document.createRange();
  range.selectNodeContents(text);
  range.collapse(!atEnd);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  text.focus();
}

// Enter parts a paragraph where the cursor is, Backspace at its beginning joins it to the one before.
function pressed(event, block) {
  if (event.isComposing) return;
  const text = textOf(block);
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (event.key === "Enter") {
    event.preventDefault();
    if (!range) return;
    range.deleteContents();
    const rest = document.createRange();
    rest.selectNodeContents(text);
    rest.setStart(range.endContainer, range.endOffset);
    const moved = document.createElement("div");
    moved.append(rest.extractContents());
    caret(add(block, 0, plain(moved)), false);
  } else if (event.key === "Backspace" && range?.collapsed) {
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const previous = block.previousElementSibling;
    if (!previous || plain(before.cloneContents()) !== "") return;
    event.preventDefault();
    const joined = textOf(previous);
    caret(joined, true);
    const place = getSelection().getRangeAt(0).cloneRange();
    const moved = document.createDocumentFragment();
    moved.append(...text.childNodes);
    place.insertNode(moved);
    place.collapse(true);
    block.remove();
    getSelection().removeAllRanges();
    getSelection().addRange(place);
    changed();
  }
}

// What is pasted comes as words; its lines become paragraphs.
function pasted(event, block) {
  event.preventDefault();
  const [first, ...rest] = event.clipboardData.getData("text/plain").split(/\r?\n/).filter((line) => line.trim());
  if (first) document.execCommand("insertText", false, first.trim());
  let last = block;
  for (const line of rest) last = add(last, 0, line.trim()).closest(".block");
  changed();
}

function remember() {
  const selection = getSelection();
  if (!selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const text = (range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer).closest?.(".block-text");
  if (text) here = { text, range: range.cloneRange() };
}

function insert(token) {
  const text = here?.text.isConnected ? here.text : textOf(list.lastElementChild);
  const range = here?.text.isConnected ? here.range : document.createRange();
  if (!here?.text.isConnected) {
    range.selectNodeContents(text);
    range.collapse(false);
  }
  const made = chip(token);
  range.deleteContents();
  range.insertNode(made);
  range.setStartAfter(made);
  range.collapse(true);
  text.focus();
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  remember();
  changed();
}

function read() {
  list.replaceChildren();
  for (const line of area.value.split("\n").filter((one) => one.trim())) {
    const heading = /^\s*(#{1,4})\s*(.*)$/s.exec(line);
    const rest = heading ? heading[2] : line.trim();
    const named = /^\{\{c:([0-9,]*)\}\}\s*(.*)$/s.exec(rest);
    list.append(make(heading ? heading[1].length : 0, named ? named[2] : rest, named ? named[1] : undefined));
  }
  if (!list.children.length) list.append(make(0, ""));
  number();
}

read();
list.hidden = false;
area.hidden = true;
field.querySelector(".field-help")?.remove();
field.querySelector("label").addEventListener("click", () => textOf(list.firstElementChild).focus());
document.addEventListener("selectionchange", remember);
form.querySelector("[data-palette]").addEventListener("click", (event) => {
  const token = event.target.closest("[data-token]")?.dataset.token;
  if (token) insert(token);
});
// What outlived a lost connection is put into the textarea by whoever kept it, and told to the form.
form.addEventListener("input", (event) => {
  if (event.target === form) read();
});

const state = form.querySelector(".draft-state");
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig?.elt !== state || !detail.successful) return;
  form.dataset.keep = `${words.keepStem}-${form.querySelector("[name=version]").value}`;
});
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, ({ detail }) => {
    if (detail.requestConfig?.elt === state) state.textContent = state.dataset.unsaved;
  });
}
window.addEventListener("online", () => area.dispatchEvent(new Event("input", { bubbles: true })));
