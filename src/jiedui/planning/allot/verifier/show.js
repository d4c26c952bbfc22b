/** The page itself: files come in, steps and findings go out, a household is looked up. */

const MOST_OF_A_KIND = 20;
const chosenFiles = {};
let outcome = null;
let runs = 0;

/** The element of an id. */
function part(id) {
  return document.getElementById(id);
}

/** An element with a class, a text and children. */
function made(tag, className, text, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

/** The name of a published file that a file's name stands for; undefined for none. */
function publishedName(fileName) {
  return FILES.find((name) => fileName.toLowerCase().startsWith(name) && fileName.toLowerCase().endsWith(".json"));
}

/** The text of a file; null where it is no UTF-8. */
async function textOf(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch (fault) {
    if (fault instanceof TypeError) return null;
    throw fault;
  }
}

/** Take the files that were chosen or dropped beside those that are there, and begin. */
async function take(files) {
  const ignored = [];
  for (const file of files) {
    const name = publishedName(file.name);
    if (name) chosenFiles[name] = await textOf(file);
    else ignored.push(file.name);
  }
  part("ignored").textContent = ignored.length ? said(WORDS.ignored, { names: ignored.join("、") }) : "";
  showFiles();
  if (Object.keys(chosenFiles).length) await run();
}

/** Which files are there. */
function showFiles() {
  const rows = FILES.map((name) => {
    const there = name in chosenFiles;
    const row = made("li", there ? "there" : "", "");
    row.append(made("b", "", `${there ? "✓" : "○"} ${said(FILE_WORDS[name])}`), ` ${name}.json`);
    if (!there) row.append(` · ${said(WORDS.notRead)}`);
    return row;
  });
  part("files").replaceChildren(...rows);
  part("run").disabled = Object.keys(chosenFiles).length === 0;
}

/** What the user typed of the notice, cleaned; a fault is shown at its field. */
function typedNotice() {
  const read = (id) => {
    const digits = part(id).value.replace(/\s/g, "").toLowerCase();
    const wrong = digits !== "" && !/^[0-9a-f]{64}$/.test(digits);
    part(`${id}-fault`).textContent = wrong ? said(WORDS.noticeFault) : "";
    return wrong ? "" : digits;
  };
  return { root: read("notice-root"), rules: read("notice-rules") };
}

/** Verify, step by step; a newer run ends an older one. */
async function run() {
  runs += 1;
  const mine = runs;
  outcome = null;
  part("lookup").hidden = true;
  part("household").replaceChildren();
  part("hashes").replaceChildren();
  part("steps").replaceChildren();
  showVerdict("working", said(WORDS.working));
  await painted();
  const { results, own } = await verified({ ...chosenFiles }, typedNotice(), async (result) => {
    if (mine === runs) part("steps").append(stepShown(result));
    await painted();
  });
  if (mine !== runs) return;
  outcome = { results, own };
  showOutcome();
}

/** A moment in which the browser draws. */
function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** The verdict, the hashes and the way to look up a household. */
function showOutcome() {
  const { results, own } = outcome;
  part("steps").replaceChildren(...results.map(stepShown));
  const count = results.reduce((sum, result) => sum + result.findings.length, 0);
  const whole = results.every((result) => result.ready);
  if (count) showVerdict("bad", said(WORDS.differs, { count }));
  else if (whole) showVerdict("good", said(WORDS.agrees));
  else showVerdict("partly", said(WORDS.partly));
  showHashes(own);
  part("lookup").hidden = !own.files.roster;
}

/** The verdict in large letters, with a sign and a colour. */
function showVerdict(kind, text) {
  const signs = { working: "…", good: "✓", bad: "✗", partly: "!" };
  part("verdict").className = `verdict ${kind}`;
  part("verdict").dataset.kind = kind;
  part("verdict").replaceChildren(made("span", "sign", signs[kind]), text);
}

/** One step with its findings. */
function stepShown({ name, ready, published, findings }) {
  const kind = !ready ? "partly" : findings.length ? "bad" : "good";
  const unready = said(published ? WORDS.skipped : WORDS.later);
  const state = !ready ? unready : findings.length ? said(WORDS.bad, { count: findings.length }) : said(WORDS.ok);
  const head = made("p", "step-head", "");
  head.append(made("span", "sign", { good: "✓", bad: "✗", partly: "—" }[kind]), said(STEP_WORDS[name]), made("b", "", state));
  const item = made("li", kind, "", head);
  item.dataset.step = name;
  if (findings.length) item.append(made("ul", "findings", "", ...findingItems(findings)));
  return item;
}

/** The findings of a step, of each kind as many as are worth reading. */
function findingItems(findings) {
  const counts = new Map();
  for (const { code } of findings) counts.set(code, (counts.get(code) || 0) + 1);
  const shown = new Map();
  const items = [];
  for (const finding of findings) {
    const before = shown.get(finding.code) || 0;
    shown.set(finding.code, before + 1);
    if (before < MOST_OF_A_KIND) {
      const item = made("li", "", findingWords(finding));
      item.dataset.code = finding.code;
      item.dataset.who = finding.who;
      items.push(item);
    } else if (before === MOST_OF_A_KIND) {
      items.push(made("li", "more", said(WORDS.more, { count: counts.get(finding.code) - MOST_OF_A_KIND })));
    }
  }
  return items;
}

/** The hashes that stand on the notices. */
function showHashes(own) {
  const { leaves, rulesHash, commitmentsHash, revealsHash, seed, transcriptHash } = own.found;
  const rows = [
    ["hashRoot", leaves && hex(rootOf(leaves))],
    ["hashRules", rulesHash],
    ["hashCommitments", commitmentsHash],
    ["hashReveals", revealsHash],
    ["hashSeed", seed],
    ["hashTranscript", transcriptHash],
  ].filter(([, hash]) => hash);
  const list = made("dl", "", "");
  for (const [name, hash] of rows) list.append(made("dt", "", said(WORDS[name])), made("dd", "hash", hash));
  part("hashes").replaceChildren(...(rows.length ? [made("h3", "", said(WORDS.hashes)), list] : []));
}

/** The household that was typed, with its proof, its number, its home and its settlement. */
function showHousehold() {
  const { own } = outcome;
  const code = part("code").value.trim();
  const at = own.files.roster.households.findIndex((household) => household.code === code);
  if (at === -1) {
    part("household").replaceChildren(made("p", "bad", said(WORDS.nobody)));
    return;
  }
  const sections = [
    ...proofShown(own, at + 1),
    ...(own.files.transcript && own.files.rules ? drawShown(own, code) : []),
    ...(own.found.settlements ? settlementShown(own.found.settlements.get(code)) : []),
  ];
  part("household").replaceChildren(made("h3", "", `${said(WORDS.code)} ${code}`), ...sections);
}

/** The Merkle proof of a household, which is the leaf of this number. */
function proofShown(own, number) {
  const { leaves } = own.found;
  if (!leaves) return [];
  const { freeze } = own.files;
  const frozen = freeze.leaves.map(unhex);
  const path = number < frozen.length ? pathOf(frozen, number) : [];
  const holds = number < frozen.length && hex(climbed(leaves[number], path)) === freeze.root;
  const steps = made("ol", "path", "", made("li", "", `${said(WORDS.leaf)} ${hex(leaves[number])}`));
  for (const { side, hash } of path) steps.append(made("li", "", `${said(WORDS[side])} ${hex(hash)}`));
  steps.append(made("li", "", `${said(WORDS.root)} ${freeze.root}`));
  const words = holds ? said(WORDS.proofHolds, { number }) : said(WORDS.proofFails);
  const details = made("details", "", "", made("summary", "", said(WORDS.proofPath, { count: path.length })), steps);
  return [made("p", holds ? "good" : "bad", `${holds ? "✓" : "✗"} ${said(WORDS.proof)}：${words}`), details];
}

/** Number, call and homes of a household. */
function drawShown(own, code) {
  const { transcript } = own.files;
  const place = (list) => list.indexOf(code) + 1;
  const rows = made("dl", "facts", "");
  rows.append(made("dt", "", said(WORDS.number)), made("dd", "", String(place(transcript.order) || "—")));
  rows.append(made("dt", "", said(WORDS.call)), made("dd", "", String(place(transcript.calls) || said(WORDS.uncalled))));
  const given = transcript.allotted.filter((each) => each.household === code);
  const homes = given.map((each) => homeWords(own, each));
  rows.append(made("dt", "", said(WORDS.home)), made("dd", "", homes.join("；") || said(WORDS.homeless)));
  const codes = (list) => list.filter((each) => each.household === code).map((each) => each.home).join("、") || "—";
  const expected = codes(own.found.allotted);
  const same = expected === codes(given);
  const words = same ? `✓ ${said(WORDS.same)}` : `✗ ${said(WORDS.notSame, { expected })}`;
  return [rows, made("p", same ? "good" : "bad", words)];
}

/** A home with its kind, storey and area, and the wish that it meets. */
function homeWords(own, { home, wish }) {
  const dwelling = own.files.roster.dwellings.find((each) => each.code === home);
  const met = wish ? said(WORDS.wish, { wish }) : said(WORDS.beyond);
  if (!dwelling) return `${home}（${met}）`;
  const area = said(WORDS.squareMetres, { area: decimal(BigInt(dwelling.floor)) });
  return `${home}（${dwelling.kind}，${said(WORDS.storey, { storey: dwelling.storey })}，${area}，${met}）`;
}

/** The lines of a settlement. */
function settlementShown(lines) {
  if (!lines) return [];
  const table = made("table", "", "", made("caption", "", said(WORDS.settlement)));
  for (const [name, value] of Object.entries(lines)) {
    if (name === "household" || name === "homes" || name === "difference") continue;
    const shown = lineValue(name, value);
    const unit = name === "floor" ? said(WORDS.squareMetres, { area: shown }) : shown;
    table.append(made("tr", name === "pays" || name === "receives" ? "sum" : "", "", made("th", "", said(LINE_WORDS[name])), made("td", "", unit)));
  }
  const pays = lines.difference > 0n;
  const amount = decimal(pays ? lines.difference : -lines.difference);
  table.append(made("tr", "sum", "", made("th", "", said(pays ? WORDS.toPay : WORDS.toGet)), made("td", "", amount)));
  return [table];
}

/** All words of the page in its language; what is shown is shown anew. */
function showWords() {
  document.documentElement.lang = language === 0 ? "zh-CN" : "en";
  document.title = said(WORDS.title);
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = said(WORDS[element.dataset.words]);
  part("language").textContent = language === 0 ? "English" : "中文";
  showFiles();
  if (outcome) showOutcome();
  else showVerdict("working", said(WORDS.waiting));
  if (part("household").childElementCount) showHousehold();
}

/** What the page does when the user does something. */
function listen() {
  const drop = part("drop");
  part("picker").addEventListener("change", (event) => take([...event.target.files]));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
  drop.addEventListener("dragenter", () => drop.classList.add("over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  part("run").addEventListener("click", run);
  part("lookup").addEventListener("submit", (event) => {
    event.preventDefault();
    showHousehold();
  });
  part("language").addEventListener("click", () => {
    language = 1 - language;
    showWords();
  });
}

listen();
showWords();
