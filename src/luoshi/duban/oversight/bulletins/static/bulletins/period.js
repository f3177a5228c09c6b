// Own days are asked for only where they are meant.
const period = document.querySelector("select[name=period]");
const days = document.querySelector("[data-own-days]");

function show() {
  days.hidden = period.value !== "own" && !days.querySelector(".field-errors");
}

period.addEventListener("change", show);
show();
