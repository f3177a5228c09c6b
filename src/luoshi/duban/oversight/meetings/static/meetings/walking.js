// Going through a meeting by keyboard: the arrows turn the page, and what was written is kept in passing.
const STEPS = { ArrowLeft: "previous", ArrowRight: "next", PageUp: "previous", PageDown: "next" };
const writing = (element) => element.closest("input:not([type=radio]):not([type=hidden]), textarea, select, [contenteditable], dialog, [role=listbox]");

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || writing(event.target)) return;
  const button = document.querySelector(`[data-step="${step}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
