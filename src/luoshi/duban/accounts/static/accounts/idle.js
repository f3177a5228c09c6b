// The idle time-out: what is done in the page counts as use, a warning comes a minute before the end, and after it the
// page stays as it is behind a question, so that nothing typed is lost.
const about = document.getElementById("idle");
const warning = document.getElementById("idle-warning");
const over = document.getElementById("idle-over");
const WARN = 60; // seconds before the end
const TELL = 45; // seconds: how often the server is told that the page is in use
const FRESH = 5; // seconds that an answer is good for when the person comes back to the page
const PATIENCE = 30_000; // milliseconds that an answer may take

let end = Infinity;
let used = false;
let told = 0;
let line = Promise.resolve(); // one question after the other: an older answer must not undo a newer one
let asking = 0;

const now = () => Date.now() / 1000;
const until = (left) => { end = left ? now() + left : Infinity; };

// A token of the new session for every form of the page, and for htmx.
function renew(token) {
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((one) => { one.value = token; });
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

async function ask(attended) {
  const headers = attended ? {} : { "Luoshi-Unattended": "1" };
  told = now();
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(about.dataset.alive, { headers, cache: "no-store", signal });
    return response.ok ? await response.json() : null; // a server that is out of order says nothing about the session
  } catch {
    return null; // no connection: the bar of the frame says so
  }
}

/** Ask whether the session lasts; what a person does is asked anew, even where a question is on its way. */
function check(attended) {
  if (asking > (attended ? 1 : 0)) return;
  asking += 1;
  line = line.then(() => settle(attended)).finally(() => { asking -= 1; });
}

function stopWarning() {
  if (warning.open) warning.close("enough");
}

async function settle(attended) {
  const answer = await ask(attended);
  if (answer === null) return;
  if (answer.person === null) {
    stopWarning();
    if (!over.open) over.showModal();
  } else if (String(answer.person) !== about.dataset.person) {
    location.reload(); // somebody else signed in: this page is not theirs
  } else {
    until(answer.left);
    renew(answer.token);
    if (answer.left > WARN) stopWarning();
    over.close();
  }
}

function tick() {
  if (over.open || end === Infinity) return;
  const left = Math.ceil(end - now());
  if (used && (left <= WARN || now() - told > TELL)) {
    used = false;
    check(true); // who is typing is asked nothing
  } else if (left <= 0) {
    check(false);
  } else if (left <= WARN && !warning.open && !asking) {
    warning.showModal();
  }
  document.getElementById("idle-seconds").textContent = String(Math.max(0, left));
}

function inUse() {
  if (!warning.open) used = true;
}

if (about) {
  until(Number(about.dataset.left));
  told = now();
  for (const kind of ["keydown", "pointerdown", "input", "wheel"]) {
    document.addEventListener(kind, inUse, { passive: true, capture: true });
  }
  warning.addEventListener("close", () => {
    const byPerson = warning.returnValue !== "enough";
    warning.returnValue = "";
    if (byPerson) check(true);
  });
  over.addEventListener("cancel", (event) => event.preventDefault());
  document.getElementById("idle-check").addEventListener("click", () => check(true));
  const back = () => {
    if (over.open) check(true);
    else if (now() - told > FRESH) check(false); // signed in again elsewhere, the forms here need another token
  };
  document.addEventListener("visibilitychange", () => document.hidden || back());
  window.addEventListener("focus", back);
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status === 401) check(false); });
  setInterval(tick, 1000);
}
