// A list: choosing the page, and how many entries are chosen.
"use strict";

const whole = document.getElementById("page-all");
const told = document.getElementById("chosen");
const boxes = [...document.querySelectorAll("input[type=checkbox][name=id]")];
const english = document.documentElement.lang === "en";

function tell() {
  const count = boxes.filter((box) => box.checked).length;
  if (told) told.textContent = english ? `${count} chosen` : `已选 ${count} 条`;
  if (whole) {
    whole.checked = count > 0 && count === boxes.length;
    whole.indeterminate = count > 0 && count < boxes.length;
  }
}

whole?.addEventListener("change", () => {
  for (const box of boxes) box.checked = whole.checked;
  tell();
});
for (const box of boxes) box.addEventListener("change", tell);
if (boxes.some((box) => box.checked)) tell();

// Fields left empty do not stand in the address.
document.querySelector("form.query")?.addEventListener("submit", (event) => {
  for (const field of event.target.elements) {
    const usual = field.tagName === "SELECT" && (field.name === "_state" ? field.value === "live" : false);
    if (field.name && (field.value === "" || usual)) field.disabled = true;
  }
});
// Coming back to the page by the browser's button: the fields are there again.
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.query :disabled")) field.disabled = false;
});
