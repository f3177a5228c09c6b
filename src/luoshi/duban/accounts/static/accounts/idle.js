// The idle time-out: what is done in the page counts as use, a warning comes a minute before the end, and after it the
// page stays as it is behind a question, so that nothing typed is lost.
const about = document.getElementById("idle");
const warning = document.getElementById("idle-warning");
const over = document.getElementById("idle-over");
const WARN = 60; // seconds before the end
const TELL = 45; // seconds: how often the server is told that the page is in use

let end = Infinity;
let used = false;
let told = 0;

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
    const response = await fetch(about.dataset.alive, { headers, cache: "no-store" });
    return response.ok ? await response.json() : { person: null };
  } catch {
    return null; // no connection: the bar of the frame says so
  }
}

async function check(attended) {
  const answer = await ask(attended);
  if (answer === null) return;
  if (answer.person === null) {
    warning.close();
    if (!over.open) over.showModal();
  } else if (String(answer.person) !== about.dataset.person) {
    location.reload(); // somebody else signed in: this page is not theirs
  } else {
    until(answer.left);
    renew(answer.token);
    over.close();
  }
}

function tick() {
  if (over.open || end === Infinity) return;
  const left = Math.ceil(end - now());
  if (used && now() - told > Math.min(TELL, (left + (now() - told)) / 4)) {
    used = false;
    check(true);
  } else if (left <= 0) {
    check(false);
  } else if (left <= WARN && !warning.open) {
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
  warning.addEventListener("close", () => { if (!over.open) check(true); });
  over.addEventListener("cancel", (event) => event.preventDefault());
  document.getElementById("idle-check").addEventListener("click", () => check(true));
  document.addEventListener("visibilitychange", () => { if (!document.hidden && over.open) check(true); });
  window.addEventListener("focus", () => { if (over.open) check(true); });
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status === 401) check(false); });
  setInterval(tick, 1000);
}
