// A form that changes something is sent once, however often its button is pressed: two clicks made two letters.

// So long the page waits for its answer; afterwards (a file came, the server did not) the form can be sent again.
const PATIENCE = 5000;
const sent = new WeakMap();

function beforeSubmit(event) {
  const last = sent.get(event.target);
  // Another button of the same form asks for something else, such as another kind of file.
  if (!last || last.submitter !== event.submitter || performance.now() - last.at > PATIENCE) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// What a script sends or asks about first was stopped by then, and looks after itself.
function afterSubmit(event) {
  const { target: form, submitter } = event;
  const method = submitter?.getAttribute("formmethod") ?? form.method;
  if (!event.defaultPrevented && method.toLowerCase() === "post" && form.target !== "_blank") sent.set(form, { submitter, at: performance.now() });
}

export function start() {
  window.addEventListener("submit", beforeSubmit, { capture: true });
  window.addEventListener("submit", afterSubmit);
  // The browser brings back a page as it was left: there it was not sent.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
  });
}
