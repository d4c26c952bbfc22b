// A report beside its verdicts: either side brings the other into view; j, k, arrows and Enter do the same; chips narrow.
"use strict";

const paper = document.getElementById("paper");
const panel = document.getElementById("verdicts");
const items = new Map([...document.querySelectorAll("#list > .item")].map((item) => [item.dataset.n, item]));
const marks = new Map();
for (const mark of paper.querySelectorAll(".mark")) marks.set(mark.dataset.n, [...(marks.get(mark.dataset.n) ?? []), mark]);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
let now = null;

function into(box, element) {
  // Brings an element into view within its scrolling box alone, so that the other side stays where it is.
  const outer = box.getBoundingClientRect(), inner = element.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    box.scrollBy({ top: inner.top - outer.top - (outer.height - Math.min(inner.height, outer.height)) / 3, behavior: calm ? "auto" : "smooth" });
  }
}

function lit(list, on) { for (const each of list) each.classList.toggle("now", on); }

function choose(n, { text = true, list = true, focus = null } = {}) {
  if (!items.has(n)) return;
  if (now !== null) { lit(marks.get(now) ?? [], false); items.get(now).classList.remove("now"); }
  lit(paper.querySelectorAll(".found.now"), false);
  now = n;
  const item = items.get(n), here = marks.get(n) ?? [];
  lit(here, true);
  item.classList.add("now");
  if (list) into(panel, item);
  if (text && here.length) here[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  if (focus === "list") item.querySelector(".headline").focus({ preventScroll: true });
  if (focus === "text" && here.length) here[0].focus({ preventScroll: true });
  window.history.replaceState(null, "", `#v${n}`);
}

function step(by) {
  const seen = [...items.values()].filter((item) => !item.hidden).map((item) => item.dataset.n);
  if (!seen.length) return;
  const at = seen.indexOf(now);
  const to = at < 0 ? (by > 0 ? 0 : seen.length - 1) : Math.min(Math.max(at + by, 0), seen.length - 1);
  choose(seen[to], { focus: paper.contains(document.activeElement) ? "text" : "list" });
}

paper.addEventListener("click", (event) => {
  const mark = event.target.closest(".mark");
  if (!mark) return;
  event.preventDefault();
  choose(mark.dataset.n, { text: false });
});
panel.addEventListener("click", (event) => {
  const finding = event.target.closest("#findings .item a");
  const headline = event.target.closest(".headline");
  if (finding) {
    event.preventDefault();
    const spans = paper.querySelectorAll(`.found[data-f~="${finding.parentElement.dataset.f}"]`);
    lit(paper.querySelectorAll(".found.now"), false);
    lit(spans, true);
    spans[0]?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  } else if (headline) {
    event.preventDefault();
    choose(headline.closest(".item").dataset.n, { list: false });
  }
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [open] .fold")) return;
  const inside = panel.contains(event.target) || paper.contains(event.target);
  const by = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by && (event.key.length === 1 || (inside && event.target.closest(".item, .mark")))) {
    event.preventDefault();
    step(by);
  } else if (event.key === "Enter" && inside && event.target.closest(".headline, .mark")) {
    event.preventDefault();
    const mark = event.target.closest(".mark");
    choose(mark ? mark.dataset.n : event.target.closest(".item").dataset.n, { focus: mark ? "list" : "text" });
  }
});

// Narrowing: the chips are links that work alone; here they do it without asking the server, and the address follows.
function narrow(only) {
  for (const item of items.values()) item.hidden = only !== "" && item.dataset.verdict !== only;
  const wanted = new Set([...items.values()].filter((item) => !item.hidden).map((item) => item.dataset.n));
  paper.classList.toggle("narrowed", only !== "");
  for (const [n, list] of marks) for (const mark of list) mark.classList.toggle("wanted", wanted.has(n));
  const findings = document.getElementById("findings"), none = document.getElementById("none");
  if (findings) findings.hidden = !["", "findings"].includes(only);
  if (none) none.hidden = wanted.size > 0 || only === "findings";
  for (const chip of document.querySelectorAll(".chip[data-only]")) {
    if (chip.dataset.only === only) chip.setAttribute("aria-current", "true");
    else chip.removeAttribute("aria-current");
  }
  document.querySelector("#deed [name=only]").value = only;
  document.getElementById("said").textContent = document.querySelector(".chip[aria-current]")?.textContent.trim() ?? "";
}
document.querySelector(".tally").addEventListener("click", (event) => {
  const chip = event.target.closest("a.chip");
  if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  narrow(chip.dataset.only);
  window.history.replaceState(null, "", chip.dataset.only ? `?only=${chip.dataset.only}` : window.location.pathname);
});

const only = new URLSearchParams(window.location.search).get("only") ?? "";
if (only) narrow(only);
const asked = /^#(s|v|near)(\d+)$/.exec(window.location.hash);
if (asked && asked[1] === "near") (marks.get(asked[2]) ?? [...marks.values()].at(-1))?.[0].scrollIntoView({ block: "center" });
else if (asked) choose(asked[2]);
for (const notice of document.querySelectorAll("main > .notice[role=status]")) window.setTimeout(() => notice.classList.add("past"), 8000);
