// What is typed in the form of an entry is kept in the browser until it is saved, but for sensitive fields. It comes back
// after a lost session, a lost connection or a closed window, to the same user and entry on the same machine.
"use strict";

const saved = document.querySelector("[data-draft-saved]");
if (saved) localStorage.removeItem(saved.dataset.draftSaved);

const form = document.querySelector("form[data-draft]");

function kept() {
  try {
    return JSON.parse(localStorage.getItem(form.dataset.draft) || "null");
  } catch {
    return null;
  }
}

const open = (field) => field.name && !["file", "password", "radio"].includes(field.type) && field.name !== "csrfmiddlewaretoken"
  && !field.hasAttribute("data-private");

function keep() {
  const values = {};
  for (const field of form.elements) if (open(field)) values[field.name] = field.value;
  try {
    localStorage.setItem(form.dataset.draft, JSON.stringify(values));
  } catch { /* the browser keeps nothing: the page still does */ }
}

function restore(values) {
  let any = false;
  for (const field of form.elements) {
    if (!open(field) || !(field.name in values) || field.value === values[field.name]) continue;
    if (field.name !== "since") any = true;
    field.value = values[field.name];
  }
  document.getElementById("restored").hidden = !any;
}

if (form) {
  const before = kept();
  if (before && !("answered" in form.dataset)) restore(before);
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  document.getElementById("forget").addEventListener("click", () => {
    localStorage.removeItem(form.dataset.draft);
    window.location.reload();
  });
  // An answer without the fields is the page of the login, or of a lost form: what was typed stays where it is.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const there = event.detail.serverResponse.includes('id="fields"');
    document.getElementById("lost").hidden = there;
    if (!there) event.preventDefault();
  });
  form.addEventListener("htmx:afterSettle", () => {
    keep();
    document.getElementById("summary")?.focus();
  });
}
