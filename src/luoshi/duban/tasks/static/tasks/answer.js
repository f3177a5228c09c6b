// A unit's answer: what was changed is marked and counted, and a draft outlives a lost connection or a closed page.
const form = document.querySelector("form[data-answer]");
const PREFIX = "luoshi:answer:";

const controls = () => [...form.elements].filter((one) => one.name && one.dataset.sent !== undefined);
const plain = (words) => words.replaceAll("\r\n", "\n").trim();
const isChanged = (one) => plain(one.value) !== plain(one.dataset.sent);
const isReason = (one) => one.name.endsWith("-remark");

function show() {
  const changed = controls().filter(isChanged);
  controls().forEach((one) => one.classList.toggle("is-changed", isChanged(one)));
  form.querySelectorAll(".answer-row").forEach((row) => row.classList.toggle("is-changed", changed.some((one) => row.contains(one))));
  const count = form.querySelector("[data-count]");
  // A reason belongs to what it is the reason of; alone it is a comment of its own.
  const rows = new Set(changed.filter((one) => !isReason(one)).map((one) => one.name.split("-")[0]));
  const wanted = changed.filter((one) => !isReason(one) || !rows.has(one.name.split("-")[0])).length;
  if (count) count.textContent = wanted ? count.dataset.words.replace("{}", wanted) : "";
  form.querySelector("[data-agree]")?.classList.toggle("btn-primary", !changed.length);
  form.querySelector("[data-propose]")?.classList.toggle("btn-primary", Boolean(changed.length));
}

// The draft is named by the hash of the link and by the answer it was begun from: once an answer has gone through,
// the page comes back with the next version, and what was kept before is dropped.
function keepDraft() {
  const { draft, version } = form.dataset;
  if (!draft) return;
  const own = `${PREFIX}${draft}:`;
  const name = `${own}${version}`;
  for (const key of Object.keys(localStorage)) if (key.startsWith(own) && key !== name) localStorage.removeItem(key);
  const kept = JSON.parse(localStorage.getItem(name) ?? "{}");
  for (const one of [...controls(), ...[form.elements.said_by].filter(Boolean)]) {
    if (one.name in kept && one.value === one.defaultValue) { // else the person has typed before this script came
      one.value = kept[one.name];
      if (isChanged({ value: one.value, dataset: { sent: one.dataset.sent ?? one.value } })) one.closest("details")?.setAttribute("open", "");
    }
  }
  form.addEventListener("input", () => {
    const typed = controls().filter(isChanged).map((one) => [one.name, one.value]);
    if (form.elements.said_by) typed.push(["said_by", form.elements.said_by.value]);
    localStorage.setItem(name, JSON.stringify(Object.fromEntries(typed)));
  });
}

if (form) {
  keepDraft();
  show();
  form.addEventListener("input", show);
}
