// The slider of years: says the year while it is moved, and shows it when it is let go.
"use strict";

for (const form of document.querySelectorAll("[data-slider]")) {
  const slider = form.querySelector("input[type=range]");
  const told = form.querySelector("output");
  slider.addEventListener("input", () => { told.value = slider.value; });
  slider.addEventListener("change", () => form.requestSubmit());
}
