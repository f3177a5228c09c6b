// My work: ticks for many rows at once, a form that opens below its row and folds away again.

const ticks = (owed) => [...owed.querySelectorAll("[data-tick]")];

function renew(owed) {
  const all = owed.querySelector("[data-tick-all]");
  const chosen = ticks(owed).filter((one) => one.checked).length;
  const many = ticks(owed).length;
  if (all) {
    all.checked = many > 0 && chosen === many;
    all.indeterminate = chosen > 0 && chosen < many;
  }
  owed.querySelectorAll("[data-needs-tick]").forEach((one) => { one.disabled = !chosen; });
}

document.addEventListener("change", (event) => {
  const owed = event.target.closest?.("[data-work-owed]");
  if (!owed) return;
  if (event.target.matches("[data-tick-all]")) ticks(owed).forEach((one) => { one.checked = event.target.checked; });
  renew(owed);
});

document.addEventListener("click", (event) => {
  const fold = event.target.closest?.("[data-fold]");
  if (!fold) return;
  const place = document.querySelector(fold.dataset.fold);
  place.replaceChildren();
  place.closest("li")?.querySelector(".work-act")?.focus();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const place = event.detail.target;
  if (place?.classList?.contains("work-form")) place.querySelector("textarea")?.focus();
  document.querySelectorAll("[data-work-owed]").forEach((owed) => {
    const count = owed.querySelector("#owed-count");
    const reported = owed.querySelectorAll("[data-reported]").length;
    if (count) {
      count.dataset.all ??= count.textContent;
      count.textContent = Math.max(0, Number(count.dataset.all) - reported);
    }
    renew(owed);
  });
});

document.querySelectorAll("[data-work-owed]").forEach(renew);
