// The ledger: panels that open and close, rows that are selected, columns that are put in order.
const form = document.getElementById("ledger-form");
const bar = document.getElementById("ledger-bulk");

// Without this script each is a link to a page of its own.
function panels() {
  const buttons = [...document.querySelectorAll("[data-panel]")];
  const show = (button, open) => {
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.dataset.panel).hidden = !open;
  };
  buttons.forEach((button) => {
    button.setAttribute("role", "button");
    button.setAttribute("aria-controls", button.dataset.panel);
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      buttons.forEach((other) => show(other, other === button && open));
    });
  });
}

function selection() {
  const ticks = () => [...form.querySelectorAll("input[name=task]")];
  const all = document.getElementById("ledger-all");
  const every = form.elements.all;

  const renew = () => {
    const chosen = ticks().filter((tick) => tick.checked).length;
    ticks().forEach((tick) => tick.closest("tr").classList.toggle("is-chosen", tick.checked));
    all.checked = chosen === ticks().length;
    all.indeterminate = chosen > 0 && !all.checked;
    bar.classList.toggle("is-open", chosen > 0);
    bar.querySelector("[data-chosen]").textContent = chosen;
    bar.querySelector("[data-some]").hidden = every.value === "1";
    bar.querySelector("[data-every]").hidden = every.value !== "1";
    const button = bar.querySelector("[data-choose-every]");
    if (button) button.hidden = every.value === "1" || !all.checked;
  };
  const choose = (checked) => ticks().forEach((tick) => { tick.checked = checked; });

  form.addEventListener("change", (event) => {
    if (event.target === all) choose(all.checked);
    every.value = "";
    renew();
  });
  bar.addEventListener("click", (event) => {
    if (event.target.closest("[data-choose-every]")) {
      choose(true);
      every.value = "1";
    } else if (event.target.closest("[data-choose-none]")) {
      choose(false);
      every.value = "";
    } else return;
    renew();
  });
  // A click on the cell ticks as well: the box is small.
  form.addEventListener("click", (event) => {
    const tick = event.target.matches("td.ledger-tick") && event.target.querySelector("input");
    if (tick) tick.click();
  });
  window.addEventListener("pageshow", renew);
  renew();
}

function columns() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const line = button.closest("[data-column]");
    const other = button.dataset.move === "1" ? line.nextElementSibling : line.previousElementSibling;
    if (!other) return;
    if (button.dataset.move === "1") other.after(line);
    else other.before(line);
    button.focus();
  });
}

panels();
columns();
if (form && bar) selection();
