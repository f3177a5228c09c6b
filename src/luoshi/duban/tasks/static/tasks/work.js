// My work: ticks for many rows at once, a form that opens below its row and folds away again.
import "./report.js";

const ticks = (owed) => [...owed.querySelectorAll("[data-tick]")];
const isBegun = (tick) => Boolean(tick.closest("li").querySelector("[data-report], [data-drafted]"));

// What "no change" would be said of: the ticked rows, or else all but those that somebody has begun to write about.
function meant(owed) {
  const chosen = ticks(owed).filter((one) => one.checked);
  return chosen.length ? chosen : ticks(owed).filter((one) => !isBegun(one));
}

function renew(owed) {
  const all = owed.querySelector("[data-tick-all]");
  const button = owed.querySelector("[data-no-change]");
  const many = ticks(owed).length;
  const chosen = ticks(owed).filter((one) => one.checked).length;
  const count = meant(owed).length;
  all.checked = many > 0 && chosen === many;
  all.indeterminate = chosen > 0 && chosen < many;
  all.closest("label").hidden = many === 0;
  button.hidden = count === 0;
  const isWhole = count === many && !owed.querySelector("[data-reported]");
  const words = chosen ? button.dataset.chosen : isWhole ? button.dataset.all : button.dataset.rest;
  button.querySelector("span").textContent = words.replace("COUNT", count);
}

function renewAll() {
  document.querySelectorAll("[data-work-owed]").forEach(renew);
}

document.addEventListener("change", (event) => {
  const owed = event.target.closest?.("[data-work-owed]");
  if (!owed) return;
  if (event.target.matches("[data-tick-all]")) ticks(owed).forEach((one) => { one.checked = event.target.checked; });
  renew(owed);
});

// A row whose form is folded away says that there is a draft.
function markDraft(row, words) {
  row.querySelector("[data-drafted]")?.remove();
  if (!words) return;
  const mark = document.createElement("span");
  mark.className = "mark mark-todo";
  mark.dataset.drafted = "";
  mark.textContent = words;
  row.querySelector(".work-facts").append(mark);
}

// The server is told which rows were meant, one by one.
document.addEventListener("click", (event) => {
  const owed = event.target.closest?.("[data-no-change]")?.closest("[data-work-owed]");
  if (owed) meant(owed).forEach((one) => { one.checked = true; });
});

document.addEventListener("click", (event) => {
  const fold = event.target.closest?.("[data-fold]");
  if (!fold) return;
  const place = document.querySelector(fold.dataset.fold);
  const row = place.closest("li");
  markDraft(row, place.querySelector(".draft-state").textContent.trim());
  place.replaceChildren();
  row.querySelector(".work-act a").focus();
  renewAll();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const place = event.detail.target;
  if (place?.classList?.contains("work-form")) {
    place.querySelector("textarea")?.focus();
    if (!place.querySelector("[data-forget]")) markDraft(place.closest("li"), "");
  }
  document.querySelectorAll("[data-work-owed]").forEach((owed) => {
    const count = owed.querySelector("#owed-count");
    const reported = owed.querySelectorAll("[data-reported]").length;
    count.dataset.all ??= count.textContent;
    count.textContent = Math.max(0, Number(count.dataset.all) - reported);
  });
  renewAll();
});

renewAll();
