// What is decided opens over the page: a link with data-decide brings its form into the dialog. Ticked rows are
// decided together by the bar that shows once something is ticked.

const dialog = document.getElementById("decide");
const body = document.getElementById("decide-body");
let opener = null;

async function open(link) {
  opener = link;
  link.closest("details.menu")?.removeAttribute("open");
  await window.htmx.ajax("GET", link.href, { target: body, swap: "innerHTML", source: link });
}

if (dialog) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-decide]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  });
  body.addEventListener("htmx:afterSettle", () => {
    if (!dialog.open) dialog.showModal();
    (body.querySelector("input[type=date], textarea, input[type=text]") ?? body.querySelector("button"))?.focus();
    dialog.scrollTop = 0;
  });
  dialog.addEventListener("close", () => {
    body.replaceChildren();
    opener?.focus();
  });
}

for (const form of document.querySelectorAll("form[data-several]")) {
  const bar = form.querySelector("[data-bar]");
  const all = form.querySelector("[data-all]");
  const rows = [...form.querySelectorAll("input[name=one]:not(:disabled)")];
  const show = () => {
    const count = rows.filter((row) => row.checked).length;
    if (all) {
      all.checked = count > 0 && count === rows.length;
      all.indeterminate = count > 0 && count < rows.length;
      all.disabled = !rows.length;
    }
    if (!bar) return;
    bar.hidden = !count;
    bar.querySelector("[data-count]").textContent = String(count);
  };
  all?.addEventListener("change", () => rows.forEach((row) => { row.checked = all.checked; }));
  form.addEventListener("change", show);
  show();
}
