// Dropping a report, asking before something is deleted, printing: all of it works without this script too.
"use strict";

const drop = document.getElementById("drop");
if (drop) {
  const file = document.getElementById("file");
  const chosen = document.getElementById("chosen");
  drop.classList.add("js");
  file.addEventListener("change", () => {
    chosen.hidden = !file.files.length;
    chosen.textContent = file.files.length ? `✓ ${file.files[0].name}` : "";
  });
  const stop = (event) => { event.preventDefault(); drop.classList.toggle("over", event.type !== "dragleave" && event.type !== "drop"); };
  for (const name of ["dragenter", "dragover", "dragleave"]) drop.addEventListener(name, stop);
  drop.addEventListener("drop", (event) => {
    stop(event);
    if (event.dataTransfer.files.length) { file.files = event.dataTransfer.files; file.form.requestSubmit(); }
  });
}
for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.confirm)) { event.preventDefault(); event.stopImmediatePropagation(); }
  });
}
document.getElementById("print")?.addEventListener("click", () => window.print());
