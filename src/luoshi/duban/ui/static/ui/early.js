// Before anything is drawn: the page knows that scripts run, so that menus may start closed.
document.documentElement.classList.add("scripted");

// A page can be seen before its scripts are there.  Until then, what only a script understands waits for it: a click
// must not be lost, nor a form be sent without the question that stands before it.
{
  const PRESSED = "button[type=button], [data-toggle], [data-dialog], [hx-get], [hx-post]";
  const ASKED = "[data-confirm], [hx-post], [data-act-form]";
  const held = new Map();

  const hold = (event, key, later) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    held.set(key, later);
  };

  const early = {
    click: (event) => {
      const target = event.target.closest(PRESSED);
      if (target && !(target.type === "submit" && target.form)) hold(event, target, () => target.click());
    },
    submit: (event) => {
      const { target: form, submitter } = event;
      if (form.matches(ASKED) || submitter?.matches(ASKED)) hold(event, form, () => form.requestSubmit(submitter));
    },
  };
  // These are done by the browser itself; whoever listens for them is told once more.
  for (const kind of ["input", "change"]) {
    early[kind] = ({ target }) => held.set(`${kind} ${target.name} ${target.id}`, () => target.dispatchEvent(new Event(kind, { bubbles: true })));
  }

  for (const [kind, act] of Object.entries(early)) document.addEventListener(kind, act, { capture: true });
  const begin = () => {
    for (const [kind, act] of Object.entries(early)) document.removeEventListener(kind, act, { capture: true });
    held.forEach((later) => later());
  };
  // All scripts have run by then, and a moment later all that waited for the same event too.
  document.addEventListener("DOMContentLoaded", () => setTimeout(begin, 0));
}
