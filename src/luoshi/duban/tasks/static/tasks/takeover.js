// A file that is dropped or chosen is sent at once.
const zone = document.querySelector(".drop-sheet");
const input = zone?.querySelector("input[type=file]");

function send() {
  if (!input.files.length) return;
  zone.classList.add("is-over");
  zone.querySelector("strong").textContent = zone.dataset.waiting;
  input.form.requestSubmit();
}

if (zone) {
  input.addEventListener("change", send);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    send();
  });
}
