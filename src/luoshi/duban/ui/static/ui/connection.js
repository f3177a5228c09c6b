// When a request fails: say why; when the connection is gone: a bar that stays, and a button that tries again.
import { sentence } from "./sentences.js";
import { toast } from "./notices.js";

let failed = []; // the requests that did not reach the server, in their order

const bar = () => document.getElementById("offline");

function sendAgain({ elt, requestConfig }) {
  if (!elt.isConnected) return;
  if (elt.matches("form")) elt.requestSubmit();
  else window.htmx.trigger(elt, requestConfig.triggeringEvent?.type ?? "click");
}

function retry() {
  const again = failed;
  failed = [];
  bar().hidden = true;
  again.forEach(sendAgain);
}

function lost(detail) {
  if (detail) failed.push(detail);
  bar().hidden = false;
}

/** A machine without a network still reaches the application that it serves itself. */
async function unlessReached() {
  try {
    await fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store" });
  } catch {
    lost(null);
  }
}

export function start() {
  bar().querySelector("button").addEventListener("click", retry);
  window.addEventListener("offline", unlessReached);
  window.addEventListener("online", retry);
  document.addEventListener("htmx:sendError", (event) => lost(event.detail));
  document.addEventListener("htmx:timeout", (event) => lost(event.detail));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    // Who is no longer signed in is asked in a dialog of its own (accounts/idle.js).
    if (status !== 401) toast(sentence(status) || sentence("failed"), "error");
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    // A refusal must be seen by who has scrolled away from the top.
    if (event.detail.target.id === "alerts") event.detail.target.classList.add("is-raised");
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    // What an earlier try said is over when the next one begins.
    if (event.detail.requestConfig.verb !== "get") document.getElementById("alerts")?.replaceChildren();
  });
}
