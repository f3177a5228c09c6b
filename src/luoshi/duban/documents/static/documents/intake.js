// Files dropped or chosen are sent one by one, so that one that is refused stops no other.  A single new file
// opens at once; one that was there already is told with its place.
const form = document.getElementById("upload");
const input = document.getElementById("files");
const zone = form.querySelector(".drop");
const list = document.getElementById("outcomes");

function line(name) {
  const item = document.createElement("li");
  item.className = "outcome";
  const words = document.createElement("span");
  words.className = "outcome-words";
  words.textContent = name;
  const meter = document.createElement("span");
  meter.className = "meter";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `${form.dataset.waiting} ${name}`);
  meter.append(bar);
  item.append(meter, words);
  list.append(item);
  return { item, bar, words };
}

function send(file) {
  const shown = line(file.name);
  const data = new FormData(form);
  data.delete("files");
  data.append("files", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.pathname);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) shown.bar.value = (event.loaded / event.total) * 100;
    });
    request.addEventListener("loadend", () => {
      const box = document.createElement("template");
      box.innerHTML = request.status === 200 ? request.responseText : "";
      const answer = box.content.querySelector(".outcome");
      if (!answer) {
        shown.bar.parentElement.remove();
        shown.words.textContent = `${file.name}${form.dataset.colon}${form.dataset.failed}`;
        resolve(null);
        return;
      }
      const refusal = answer.querySelector("[data-refusal]");
      // The server does not repeat the name of a file that carries a secrecy mark; whoever sent it knows it.
      if (refusal && !refusal.textContent.includes(file.name)) refusal.prepend(`${file.name}${form.dataset.colon}`);
      if (refusal?.dataset.refusal === "secret") form.querySelector(".declassified").open = true;
      shown.item.replaceWith(answer);
      resolve(answer.dataset.document ?? null);
    });
    request.send(data);
  });
}

// What falls while other files are on their way has its turn after them; what became of those stays on the page.
const sending = { turn: Promise.resolve(), waiting: 0, taken: [] };

function take(files) {
  // What was stated about declassification must hold before anything is sent.
  const stated = form.elements["upload-declassified"];
  const basis = form.elements["upload-basis"];
  basis.required = stated.checked;
  if (!form.reportValidity() || !files.length) return;
  if (!sending.waiting) {
    list.replaceChildren();
    sending.taken = [];
  }
  sending.waiting += files.length;
  for (const file of files) {
    sending.turn = sending.turn.then(async () => {
      sending.taken.push(await send(file));
      sending.waiting -= 1;
      if (sending.waiting) return;
      input.value = "";
      if (sending.taken.length === 1 && sending.taken[0]) location.assign(sending.taken[0]);
    });
  }
}

input.addEventListener("change", () => take([...input.files]));
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("is-over");
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) zone.classList.remove("is-over");
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  zone.classList.remove("is-over");
  take([...event.dataTransfer.files]);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take([...input.files]);
});
