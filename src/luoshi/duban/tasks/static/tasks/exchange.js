// Pages on which the office sends and takes back: copy, save as a text file, tick all, drop files.
import { toast } from "../ui/notices.js";
import { sentence } from "../ui/sentences.js";

// Without HTTPS, or where the browser does not allow it, there is no clipboard to write to: the words are selected and
// the browser is asked to copy them; where it refuses that as well they stay selected for Ctrl+C.
function copySelected(text, area) {
  const own = area ?? document.createElement("textarea");
  if (!area) {
    own.value = text;
    document.body.append(own);
  }
  own.closest("details")?.setAttribute("open", "");
  own.select();
  const done = document.execCommand("copy");
  if (!area) own.remove();
  return done;
}

async function copy(text, button, area) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copySelected(text, area);
  }
  toast(sentence(done ? "copied" : "copy-by-hand"), done ? "success" : "warning");
  if (done) button.focus();
}

function save(text, name) {
  const link = document.createElement("a");
  // A mark at the beginning tells old editors that this is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text.replaceAll("\n", "\r\n")], { type: "text/plain" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-copy-text], [data-save]");
  if (!button) return;
  const { copy: from, copyText, save: source, file } = button.dataset;
  if (source) save(document.getElementById(source).value, file);
  else {
    const area = from ? document.getElementById(from) : null;
    copy(copyText ?? area.value, button, area);
  }
});

document.querySelectorAll("[data-tick-all]").forEach((all) => {
  const ticks = [...document.querySelectorAll(`input[name="${all.dataset.tickAll}"]`)];
  const show = () => {
    const ticked = ticks.filter((one) => one.checked).length;
    all.checked = ticked === ticks.length;
    all.indeterminate = ticked > 0 && ticked < ticks.length;
    document.querySelectorAll(`[data-ticked="${all.dataset.tickAll}"]`).forEach((words) => {
      words.textContent = ticked ? words.dataset.some.replace("{}", ticked) : words.dataset.none;
    });
  };
  all.addEventListener("change", () => {
    ticks.forEach((one) => (one.checked = all.checked));
    show();
  });
  ticks.forEach((one) => one.addEventListener("change", show));
  show();
});

// Files may be dropped anywhere on the page that takes them, and are sent at once.
document.querySelectorAll("form[data-drop]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  const zone = form.querySelector(".drop-zone");
  const send = () => {
    if (!input.files.length) return;
    form.querySelector(".drop-busy").hidden = false;
    form.requestSubmit();
  };
  input.addEventListener("change", send);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (event.target === input) return; // the browser puts them in and says so by "change"
    event.preventDefault();
    zone.classList.remove("is-over");
    input.files = event.dataTransfer.files;
    send();
  });
});
