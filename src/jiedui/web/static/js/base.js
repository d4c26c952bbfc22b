// What every page needs: a word when the server cannot be reached, folds that close or fit, forms that are not sent twice.
"use strict";

const offline = document.getElementById("offline");
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(name, () => { offline.hidden = false; });
}
document.body.addEventListener("htmx:afterOnLoad", () => { offline.hidden = true; });

// Refusals (4xx) come back as fragments with their problems: show them where the answer would have been. Without a login
// nothing comes back, and from a lost form a whole page, which is never put inside this one: it stays as it is, with a
// word, unless the form has its own.
const signedOut = document.getElementById("signed-out");
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401 || (status === 403 && event.detail.serverResponse.includes("<!doctype html>"))) {
    event.detail.shouldSwap = false;
    signedOut.hidden = event.defaultPrevented;
    return;
  }
  if (status >= 400 && status < 500 && status !== 404) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// A menu folds away when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const fold of document.querySelectorAll("details.me[open], details.nav-fold[open], details.menu[open]")) {
    if (!fold.contains(event.target)) fold.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const fold of document.querySelectorAll("details.me[open], details.nav-fold[open], details.menu[open]")) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
});

// A filter folds away on a phone while it asks for nothing; a desk has room for it. Without this script it stands open.
{
  const narrow = window.matchMedia("(max-width: 48rem)");
  const fit = () => {
    for (const fold of document.querySelectorAll("details.filter-fold")) {
      fold.open = !narrow.matches || fold.hasAttribute("data-used");
    }
  };
  fit();
  narrow.addEventListener("change", fit);
}

// A form is sent once: a second click while it is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  window.setTimeout(() => { delete form.dataset.sent; }, 8000);
});
