// How many go on and how many are dropped, counted as one ticks; where a reason is missing the place is shown.
const form = document.querySelector("form.carry");

function left() {
  return [...form.querySelectorAll('input[name="carry"]:not(:checked)')];
}

function count() {
  const dropped = left().length + Number(form.dataset.elsewhere);
  form.querySelector("[data-dropped]").textContent = dropped;
  form.querySelector("[data-going]").textContent = Number(form.dataset.total) - dropped;
}

form?.addEventListener("change", (event) => {
  if (event.target.name !== "carry") return;
  count();
  if (!event.target.checked) event.target.closest("tr").querySelector(".carry-reason input").focus();
});
if (form) count();
