// Fields that name an entry: suggestions while one types, chosen by arrow keys and Enter or by a click.
// After the pattern "combobox with list autocomplete" of the WAI-ARIA authoring practices.
"use strict";

const WAIT = 180; // milliseconds without a key before the server is asked

function combobox(box) {
  if (box.dataset.ready) return;
  box.dataset.ready = "1";
  const [field, chosen, list] = [box.querySelector("[role=combobox]"), box.querySelector("input[type=hidden]"), box.querySelector("[role=listbox]")];
  let timer = 0;
  let asked = 0;
  let active = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function mark(number) {
    const all = options();
    active = all.length ? (number + all.length) % all.length : -1;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active < 0) return;
    field.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const mine = ++asked;
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(field.value.trim())}`).catch(() => null);
    if (!answer || !answer.ok || mine !== asked || document.activeElement !== field) return;
    list.innerHTML = await answer.text(); // our own fragment, escaped by the server
    options().forEach((option, at) => { option.id = `${list.id}-${at}`; });
    list.hidden = false;
    active = -1;
    field.setAttribute("aria-expanded", "true");
  }

  function take(option) {
    field.value = option.dataset.name;
    chosen.value = option.dataset.id;
    close();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  field.addEventListener("input", () => {
    chosen.value = "";
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else mark(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      take(options()[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  field.addEventListener("blur", () => window.setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

document.querySelectorAll(".combobox").forEach(combobox);
document.body.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll?.(".combobox").forEach(combobox));
