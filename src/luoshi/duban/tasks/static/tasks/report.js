// The short form of a report: sent by Ctrl and Enter as well; a draft that did not reach the server says so.

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.target.closest?.("form[data-report]")?.requestSubmit();
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, ({ detail }) => {
    const state = detail.requestConfig?.elt;
    if (state?.matches?.(".draft-state")) state.textContent = state.dataset.unsaved;
  });
}
