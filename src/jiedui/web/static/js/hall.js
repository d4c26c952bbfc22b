// The draw in the hall: the steps that the transcript tells, one after the other; nothing is decided here.
"use strict";

const show = JSON.parse(document.getElementById("show").textContent);
const stage = document.getElementById("stage");
const words = show.words;
const SECONDS_A_STEP = 3;
let at = 0;
let timer = null;

/** An element with a class, texts and children in it. */
function made(tag, kind, ...children) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.append(...children);
  return element;
}

/** A table of rows; the last cell of each is a number where `counted`. */
function table(rows, counted) {
  const body = made("tbody");
  for (const row of rows) {
    const cells = row.map((text, place) => made("td", counted && place === row.length - 1 ? "number" : "", String(text)));
    body.append(made("tr", "", ...cells));
  }
  return made("table", "", body);
}

/** What is told of a fact: a heading, its lines, and what is to be copied down. */
function fact(step) {
  const parts = [made("p", "big", step.title)];
  for (const [label, value] of step.lines) {
    parts.push(made("p", "said", label), made("p", "hash", value));
  }
  return parts;
}

/** One call: the number, the household, its homes or why it has none. */
function call(step) {
  const parts = [made("p", "said", step.said), made("p", "big", step.household)];
  if (step.homes === null) return parts;
  if (step.homes.length === 0) parts.push(made("p", "home none", step.why));
  for (const home of step.homes) parts.push(made("p", "home", home.code), made("p", "said", home.about));
  return parts;
}

/** The list at the end: every household with its number and its homes. */
function list(step) {
  return [made("p", "big", step.title), table(step.rows, false)];
}

const DRAWN = { fact, call, list };

/** What is left of every kind after the steps so far. */
function left() {
  const gone = new Map();
  for (const step of show.steps.slice(0, at + 1)) {
    for (const home of step.homes ?? []) gone.set(home.kind, (gone.get(home.kind) ?? 0) + 1);
  }
  return show.kinds.map(([kind, count]) => [kind, count - (gone.get(kind) ?? 0)]);
}

/** Show the step that it is. */
function draw() {
  const step = show.steps[at];
  stage.replaceChildren(...DRAWN[step.is](step));
  stage.scrollTop = 0;
  document.getElementById("left").replaceChildren(made("h2", "", words.left), table(left(), true));
  document.getElementById("count").textContent = `${at + 1} / ${show.steps.length}`;
  document.getElementById("back").disabled = at === 0;
  document.getElementById("next").disabled = at === show.steps.length - 1;
}

/** Go to a step; playing ends at the last one. */
function go(to) {
  at = Math.max(0, Math.min(show.steps.length - 1, to));
  if (at === show.steps.length - 1) play(false);
  draw();
}

/** Begin or stop playing step after step. */
function play(on) {
  const button = document.getElementById("run");
  window.clearInterval(timer);
  timer = on ? window.setInterval(() => go(at + 1), SECONDS_A_STEP * 1000) : null;
  button.setAttribute("aria-pressed", String(on));
  button.textContent = on ? button.dataset.on : button.dataset.off;
}

document.getElementById("next").addEventListener("click", () => go(at + 1));
document.getElementById("back").addEventListener("click", () => go(at - 1));
document.getElementById("end").addEventListener("click", () => go(show.steps.length - 1));
document.getElementById("run").addEventListener("click", () => play(timer === null));
document.getElementById("full").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
});
document.addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLButtonElement && event.key === " ") return;
  const moves = { " ": 1, ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
  if (event.key in moves) {
    event.preventDefault();
    go(at + moves[event.key]);
  } else if (event.key.toLowerCase() === "p") play(timer === null);
});
draw();
