// Questions before something is done: data-confirm="…" on a form or button, hx-confirm, and data-dialog="ID".

export function ask(question) {
  const dialog = document.getElementById("ask");
  document.getElementById("ask-title").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

const agreed = new WeakSet();

async function beforeSubmit(event) {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (!question || agreed.delete(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await ask(question)) {
    agreed.add(event.target);
    event.target.requestSubmit(event.submitter);
  }
}

async function beforeRequest(event) {
  if (!event.detail.question) return;
  event.preventDefault();
  if (await ask(event.detail.question)) event.detail.issueRequest(true);
}

export function start() {
  document.addEventListener("submit", beforeSubmit, { capture: true });
  document.addEventListener("htmx:confirm", beforeRequest);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
  });
}
