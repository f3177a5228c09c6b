// What a unit owes as one form: ticking “no change” and writing exclude one another, and what is filled in is counted.
const form = document.querySelector("form[data-owed]");
const rows = [...(form?.querySelectorAll("[data-row]") ?? [])];
const tickOf = (row) => row.querySelector("[data-no-change]");
const GIVEN = /-(version|done_on|no_change)$/;

const isWritten = (row) =>
  [...row.querySelectorAll("input, textarea, select")].some((one) => {
    if (GIVEN.test(one.name)) return false;
    return one.type === "checkbox" ? one.checked : one.value.trim() !== "";
  });

function show() {
  const filled = rows.filter((row) => tickOf(row).checked || isWritten(row));
  rows.forEach((row) => row.classList.toggle("is-filled", filled.includes(row)));
  const count = form.querySelector("[data-count]");
  count.textContent = filled.length ? count.dataset.words.replace("{}", filled.length) : "";
}

if (form) {
  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && !event.target.matches("[data-no-change]") && isWritten(row)) {
      tickOf(row).checked = false;
    }
    show();
  });
  form.querySelector("[data-no-change-all]")?.addEventListener("click", () => {
    rows.filter((one) => !isWritten(one)).forEach((one) => (tickOf(one).checked = true));
    // What is kept of the form is told as if somebody had ticked them.
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // What was kept of an earlier visit is in sight.
  rows.filter(isWritten).forEach((row) => row.querySelector("details").setAttribute("open", ""));
  show();
}
