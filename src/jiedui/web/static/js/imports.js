// Files are sent piece by piece: after a broken connection, or on another visit, what came before is not sent again.
"use strict";

const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];

// The server answers a login that is over without JSON: with nothing, or with the page of a lost form.
class SignedOut extends Error {}

const wait = (time) => new Promise((done) => { window.setTimeout(done, time); });

// One request; without a connection, or with a server that is being restarted, again and again after a pause.
async function asked(url, options, broken) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await fetch(url, { ...options, headers: { Accept: "application/json", "X-CSRFToken": token } });
      const told = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if ([401, 403].includes(answer.status) && !told) throw new SignedOut();
      if (answer.status < 502) return answer;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    broken(true);
    await wait(PAUSES[Math.min(tries, PAUSES.length - 1)]);
  }
}

class Upload {
  constructor(form, file) {
    this.form = form;
    this.file = file;
    this.line = document.createElement("li");
    this.bar = document.createElement("progress");
    this.bar.max = Math.max(file.size, 1);
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.word = document.createElement("span");
    this.line.append(file.name, " ", this.word, this.bar);
    form.querySelector(".uploads").append(this.line);
  }

  tell(text, bad) {
    this.word.textContent = text;
    this.line.classList.toggle("bad", Boolean(bad));
  }

  // Whether the file has been kept; what stands against it is told beside it.
  async send(job) {
    const { form, file } = this;
    const address = `${form.dataset.page}${job}/piece/?name=${encodeURIComponent(file.name)}&size=${file.size}`;
    const broken = () => this.tell(form.dataset.failed, true);
    let state = await (await asked(address, { method: "GET" }, broken)).json();
    do {
      if (state.problems && state.problems.length) break;
      const piece = file.slice(state.have, state.have + Number(form.dataset.piece));
      const url = `${address}&start=${state.have}`;
      state = await (await asked(url, { method: "POST", body: piece }, broken)).json();
      this.bar.value = state.have;
      this.tell(`${form.dataset.sent} ${Math.round((100 * state.have) / Math.max(file.size, 1))}%`);
    } while (!state.whole);
    const kept = !(state.problems && state.problems.length);
    this.tell(kept ? form.dataset.kept : `✕ ${state.problems.join(" ")}`, !kept);
    return kept;
  }
}

async function jobOf(form) {
  if (form.dataset.job) return form.dataset.job;
  const state = await (await asked(form.dataset.new, { method: "POST" }, () => {})).json();
  if (!state.job) {
    const line = document.createElement("li");
    line.className = "bad";
    line.textContent = `✕ ${state.problems.join(" ")}`;
    form.querySelector(".uploads").append(line);
    return null;
  }
  form.dataset.job = state.job;
  return state.job;
}

// Send all files, one after the other; when all are kept, let the server see what they are.
async function sendAll(form, files) {
  if (!files.length || form.classList.contains("busy")) return;
  form.classList.add("busy");
  try {
    await sendEach(form, files);
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    document.getElementById("signed-out").hidden = false;
  }
  form.classList.remove("busy");
}

async function sendEach(form, files) {
  const job = await jobOf(form);
  if (job) {
    const uploads = [...files].map((file) => new Upload(form, file));
    let kept = 0;
    for (const upload of uploads) kept += await upload.send(job) ? 1 : 0;
    const page = `${form.dataset.page}${job}/`;
    if (kept === uploads.length) {
      const look = document.createElement("form");
      look.method = "post";
      look.action = `${page}look/`;
      look.hidden = true;
      const hidden = form.querySelector('input[name="csrfmiddlewaretoken"]').cloneNode();
      look.append(hidden);
      document.body.append(look);
      look.submit();
      return;
    }
    window.location.assign(page);
  }
}

for (const form of document.querySelectorAll("form.drop")) {
  const input = form.querySelector('input[type="file"]');
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.remove("over"); });
  }
  form.addEventListener("drop", (event) => { sendAll(form, event.dataTransfer.files); });
  input.addEventListener("change", () => { sendAll(form, input.files); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll(form, input.files);
  });
}

// A sheet that a link leads to is opened.
const target = window.location.hash.startsWith("#sheet-") && document.querySelector(window.location.hash);
if (target) target.open = true;
for (const link of document.querySelectorAll('a[href^="#sheet-"]')) {
  link.addEventListener("click", () => { document.querySelector(link.getAttribute("href")).open = true; });
}
