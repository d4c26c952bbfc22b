// The editor: a plain textarea with a ghost of its text behind it that bears the marks. Nothing is sent while an input
// method composes; only the last answer counts; what is typed is kept on this machine until it has been saved.
"use strict";

const form = document.getElementById("editor");
const area = document.getElementById("text");
const ghost = document.getElementById("ghost");
const list = document.getElementById("list");
const panel = document.getElementById("verdicts");
const words = document.getElementById("words").dataset;
const fault = document.getElementById("fault");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
/** Milliseconds without a key before the text is sent. */
const PAUSE = 40;
/** Milliseconds without a key before the counts are told to who listens. */
const TELL = 1200;

let marks = [];
let told = area.value;
let timer = 0, teller = 0;
let under = null;
let composing = false;
let saving = false;
let now = -1;

const verdict = (name) => { const [symbol, word, tone] = words[name].split("|"); return { symbol, word, tone }; };

// ---- the ghost

function paint() {
  const text = area.value;
  const parts = [];
  let place = 0;
  marks.forEach((mark, index) => {
    if (mark.start < place || mark.end > text.length) return;
    parts.push(document.createTextNode(text.slice(place, mark.start)));
    const made = document.createElement("mark");
    const { symbol, tone } = verdict(mark.verdict);
    made.className = `${tone}${mark.stale ? " stale" : ""}${index === now ? " now" : ""}`;
    made.dataset.sign = symbol;
    made.textContent = text.slice(mark.start, mark.end);
    parts.push(made);
    mark.node = made;
    place = mark.end;
  });
  parts.push(document.createTextNode(`${text.slice(place)}\n`));
  ghost.replaceChildren(...parts);
}

// Until the answer comes, marks move with the text around them; one whose own words were touched is pale.
function follow() {
  const text = area.value;
  let head = 0;
  const most = Math.min(text.length, told.length);
  while (head < most && text[head] === told[head]) head += 1;
  let tail = 0;
  while (tail < most - head && text[text.length - 1 - tail] === told[told.length - 1 - tail]) tail += 1;
  const end = told.length - tail, shift = text.length - told.length;
  marks = marks.filter((mark) => mark.end <= head || mark.start >= end).map((mark) => (
    mark.start >= end && shift ? { ...mark, start: mark.start + shift, end: mark.end + shift } : mark));
  told = text;
  paint();
}

// ---- the list

function show(answer) {
  const template = document.getElementById("item").content.firstElementChild;
  list.replaceChildren(...answer.marks.map((mark, index) => {
    const item = template.cloneNode(true);
    const { symbol, word, tone } = verdict(mark.verdict);
    item.classList.add(tone);
    item.dataset.n = index;
    item.querySelector(".verdict").textContent = `${symbol} ${word}`;
    item.querySelector(".said").textContent = mark.text;
    item.querySelector(".reason").textContent = mark.reason;
    if (mark.computed) {
      item.querySelector(".computed").hidden = false;
      item.querySelector(".computed b").textContent = mark.computed;
    }
    if (mark.suggestion) {
      item.querySelector(".take-over").hidden = false;
      item.querySelector(".take-over b").textContent = mark.suggestion;
    }
    return item;
  }));
  document.getElementById("found").replaceChildren(...answer.findings.map((finding, index) => {
    const item = document.createElement("li");
    item.className = `item ${finding.holds ? "ok" : "no"}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "headline";
    button.dataset.f = index;
    button.textContent = `${finding.holds ? "✓" : "!"} ${finding.message}`;
    item.append(button);
    item.spans = finding.spans;
    return item;
  }));
  document.getElementById("none").hidden = answer.marks.length + answer.findings.length > 0;
  for (const chip of document.querySelectorAll("[data-count]")) chip.querySelector("b").textContent = answer.tally[chip.dataset.count];
  document.getElementById("scope-said").textContent = [answer.region, answer.period.replace("..", " — ")].filter(Boolean).join(" · ");
  window.clearTimeout(teller);
  teller = window.setTimeout(() => {
    const live = document.getElementById("live");
    live.textContent = live.dataset.words.replace(/\{(\w+)\}/g, (_, name) => answer.tally[name]);
  }, TELL);
}

function choose(index, { select = false } = {}) {
  now = index;
  marks.forEach((mark, at) => mark.node?.classList.toggle("now", at === index));
  for (const item of list.children) item.classList.toggle("now", Number(item.dataset.n) === index);
  const item = list.children[index];
  if (item) {
    const outer = panel.getBoundingClientRect(), inner = item.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) panel.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: calm ? "auto" : "smooth" });
  }
  if (select && marks[index]) {
    area.focus({ preventScroll: true });
    area.setSelectionRange(marks[index].start, marks[index].end);
    marks[index].node?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

// ---- asking

async function ask() {
  under?.abort();
  const mine = under = new AbortController();
  const text = area.value;
  const body = new URLSearchParams(new FormData(form));
  body.set("text", text);
  try {
    const response = await fetch(form.dataset.marks, { method: "POST", body, signal: mine.signal, headers: { Accept: "application/json" } });
    const answer = await response.json();
    if (mine !== under) return;
    fault.hidden = response.ok;
    if (!response.ok) {
      fault.textContent = `✕ ${answer.problems.join("；")}`;
      return;
    }
    marks = answer.marks;
    told = text;
    show(answer);
    if (area.value !== text) follow(); else paint();
    caret();
    form.dataset.answered = String(Number(form.dataset.answered ?? 0) + 1);
  } catch (error) {
    if (error.name === "AbortError" || mine !== under) return;
    fault.textContent = navigator.onLine === false || error instanceof TypeError ? `✕ ${words.lost}` : `✕ ${words.login}`;
    fault.hidden = false;
  }
}

function changed() {
  follow();
  keep();
  window.clearTimeout(timer);
  if (!composing) timer = window.setTimeout(ask, PAUSE);
}

function caret() {
  if (document.activeElement !== area) return;
  const at = area.selectionStart;
  const index = marks.findIndex((mark) => mark.start <= at && at <= mark.end);
  if (index !== now) choose(index);
}

area.addEventListener("input", changed);
area.addEventListener("compositionstart", () => { composing = true; window.clearTimeout(timer); });
area.addEventListener("compositionend", () => { composing = false; changed(); });
document.addEventListener("selectionchange", caret);
for (const field of form.querySelectorAll(".fold input, .fold select")) field.addEventListener("change", ask);

list.addEventListener("click", (event) => {
  const item = event.target.closest(".item");
  if (!item) return;
  const index = Number(item.dataset.n), mark = marks[index];
  if (event.target.closest(".take-over") && mark) {
    area.focus({ preventScroll: true });
    area.setSelectionRange(mark.start, mark.end);
    // execCommand alone keeps the browser's own undo; where it is refused the words are set directly.
    if (!document.execCommand("insertText", false, mark.suggestion)) area.setRangeText(mark.suggestion, mark.start, mark.end, "end");
    changed();
  } else {
    choose(index, { select: true });
  }
});
document.getElementById("found").addEventListener("click", (event) => {
  const span = event.target.closest(".item")?.spans[0];
  if (!span) return;
  area.focus({ preventScroll: true });
  area.setSelectionRange(...span);
  (marks.find((mark) => mark.start >= span[0])?.node ?? ghost).scrollIntoView({ block: "center" });
});

// ---- nothing typed is lost

const key = form.dataset.draft;
const saved = area.value;

function keep() {
  try {
    if (area.value === saved) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, area.value);
    document.getElementById("kept").textContent = area.value === saved ? "" : words.kept;
  } catch {
    document.getElementById("kept").textContent = "";
  }
}

function stored() {
  try { return window.localStorage.getItem(key); } catch { return null; }
}

form.addEventListener("submit", () => {
  saving = true;
  // Kept until the server has it: the page that follows a failed save still finds it.
  window.addEventListener("pagehide", () => { try { window.localStorage.removeItem(key); } catch { /* full or forbidden */ } });
});
window.addEventListener("beforeunload", (event) => {
  if (!saving && area.value !== saved && stored() !== area.value) event.preventDefault();
});

const draft = stored();
if (draft !== null && draft !== area.value) {
  if (area.value === "") area.value = draft;
  else {
    const bar = document.getElementById("restore");
    bar.hidden = false;
    document.getElementById("bring").addEventListener("click", () => { area.value = draft; bar.hidden = true; changed(); });
    document.getElementById("drop-draft").addEventListener("click", () => { window.localStorage.removeItem(key); bar.hidden = true; });
  }
}
told = area.value;
paint();
if (area.value) ask();
