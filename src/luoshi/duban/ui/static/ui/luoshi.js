// What every page can do: menus, questions, notices, what was typed outlives a lost connection.
import { start as startConnection } from "./connection.js";
import { start as startDialogs } from "./dialogs.js";
import { start as startKeeping } from "./keep.js";
import { start as startKeepingFiles } from "./keep_files.js";
import { toast } from "./notices.js";
import { start as startOnce } from "./once.js";

function menus() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-toggle]");
    if (button) {
      const open = document.getElementById(button.dataset.toggle).classList.toggle("is-open");
      button.setAttribute("aria-expanded", String(open));
    }
    event.target.closest("[data-dismiss]")?.closest(".notice")?.remove();
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
}

// What scrolls sideways can be scrolled by keyboard.
function scrollable() {
  document.querySelectorAll(".table-responsive, .table-sticky, .page-tabs").forEach((box) => {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
}

// Of a row of tabs that is wider than the screen one sees the chosen one, and a little of its neighbours.
function chosenTabs() {
  document.querySelectorAll(".page-tabs").forEach((box) => {
    const chosen = box.querySelector("[aria-current]");
    if (chosen) box.scrollLeft += chosen.getBoundingClientRect().left - box.getBoundingClientRect().left - 48;
  });
}

menus();
scrollable();
chosenTabs();
window.addEventListener("resize", scrollable);
document.addEventListener("htmx:afterSettle", scrollable);
startOnce();
startDialogs();
startConnection();
startKeeping();
startKeepingFiles();
// A view says a word by the header HX-Trigger: {"toast": {"text": "…", "level": "success"}}
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.level));
