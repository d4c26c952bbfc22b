/**
 * The checks of section 11, step by step. Each step takes the case (the files that could be read, and what earlier steps
 * found out) and tells its findings: a code, the file, and who it is about. A step goes on with what the files say where
 * that can be followed, so that one fault is named once and not in all that comes after it.
 */

const STEPS = [
  { name: "files", check: checkFiles, needs: [] },
  { name: "roster", check: checkRoster, needs: ["roster", "freeze"] },
  { name: "rules", check: checkRules, needs: ["rules", "freeze"] },
  { name: "commitments", check: checkCommitments, needs: ["rules", "freeze", "commitments"] },
  { name: "reveals", check: checkReveals, needs: ["rules", "freeze", "commitments", "reveals", "transcript"] },
  { name: "seed", check: checkSeed, needs: ["rules", "freeze", "commitments", "reveals", "transcript"] },
  { name: "order", check: checkOrder, needs: ["roster", "rules", "transcript"] },
  { name: "choice", check: checkChoice, needs: ["roster", "rules", "transcript"] },
  { name: "settlement", check: checkSettlement, needs: ["roster", "rules", "transcript", "settlement"] },
];

/** All steps over the files: `texts` by name, the printed notice; after each step `shown` is called and awaited. */
async function verified(texts, notice, shown) {
  const own = { texts, notice, files: {}, found: {} };
  const results = [];
  for (const step of STEPS) {
    const findings = [];
    const ready = step.needs.every((name) => own.files[name]);
    if (ready) step.check(own, (code, file, who, details) => findings.push({ code, file, who, ...details }));
    const result = { name: step.name, ready, findings };
    results.push(result);
    await shown(result, own);
  }
  return { results, own };
}

/** Every file can be read, is in its form, and belongs to this draw. */
function checkFiles(own, tell) {
  const read = {};
  for (const name of FILES) {
    const value = readFile(own.texts[name], name, tell);
    if (value) read[name] = value;
  }
  if (read.roster && toldAll(rosterFaults(read.roster), "roster", tell)) delete read.roster;
  if (read.rules && toldAll(rulesFaults(read.rules, read.roster), "rules", tell)) delete read.rules;
  const draws = Object.values(read).map((file) => file.draw);
  for (const [name, { protocol, draw }] of Object.entries(read)) {
    if (protocol !== PROTOCOL || draw !== draws[0]) {
      tell("allot-other-draw", name, draw, { expected: draws[0], protocol });
    }
  }
  own.files = read;
}

/** The value of a file in its form; null where there is none. */
function readFile(text, name, tell) {
  if (text === undefined) return tellFault(tell, name, { path: "", why: "missing" });
  if (text === null) return tellFault(tell, name, { path: "", why: "encoding" });
  let value;
  try {
    value = parseJson(text);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    return tellFault(tell, name, { path: `${fault.at + 1}`, why: fault.why });
  }
  return toldAll(formFaults(name, value), name, tell) ? null : value;
}

/** One fault of a file. */
function tellFault(tell, name, fault) {
  tell("allot-file", name, fault.path, fault);
  return null;
}

/** All faults of a file; whether there are any. */
function toldAll(faults, name, tell) {
  for (const fault of faults) tellFault(tell, name, fault);
  return faults.length > 0;
}

/** The roster is as it was frozen. */
function checkRoster(own, tell) {
  const { roster, freeze } = own.files;
  const hashes = leavesOf(roster).map(leafHash);
  const codes = ["", ...codesOf(roster.households), ...codesOf(roster.dwellings)];
  own.found.leaves = hashes;
  checkNotice(own.notice.root, freeze.root, "root", tell);
  compareLeaves(hashes.map(hex), freeze.leaves, codes, tell);
  const root = hex(rootOf(freeze.leaves.map(unhex)));
  if (root !== freeze.root) tell("allot-root", "freeze", "", { expected: root, found: freeze.root });
  for (const name of ["commitments", "transcript"]) {
    const other = own.files[name];
    if (other && other.root !== freeze.root) tell("allot-root", name, "", { expected: freeze.root, found: other.root });
  }
}

/** What the user typed from the printed notice. */
function checkNotice(typed, found, which, tell) {
  if (typed && typed !== found) tell("allot-other-notice", "freeze", which, { expected: typed, found });
}

/** Own leaves against frozen ones: both go in the order of the codes, so that what lies between equal ones belongs together. */
function compareLeaves(own, frozen, codes, tell) {
  if (own.length === frozen.length && own[0] !== frozen[0]) tell("allot-roster-changed", "roster", "");
  const known = new Map(frozen.map((leaf, at) => [leaf, at]));
  let at = 1;
  let frozenAt = 1;
  while (at < own.length || frozenAt < frozen.length) {
    let end = at;
    while (end < own.length && !(known.get(own[end]) >= frozenAt)) end += 1;
    const frozenEnd = end < own.length ? known.get(own[end]) : frozen.length;
    const changed = Math.min(end - at, frozenEnd - frozenAt);
    for (let k = at; k < end; k += 1) {
      tell(k < at + changed ? "allot-roster-changed" : "allot-roster-added", "roster", codes[k]);
    }
    for (let k = frozenAt + changed; k < frozenEnd; k += 1) tell("allot-roster-dropped", "roster", "", { number: k });
    at = end + 1;
    frozenAt = frozenEnd + 1;
  }
}

/** The rules are as they were frozen. */
function checkRules(own, tell) {
  const { rules, freeze } = own.files;
  const hash = hex(hashOf(rules));
  own.found.rulesHash = hash;
  checkNotice(own.notice.rules, freeze.rules_hash, "rules_hash", tell);
  for (const name of ["freeze", "commitments", "transcript"]) {
    const other = own.files[name];
    const expected = name === "freeze" ? hash : freeze.rules_hash;
    if (other && other.rules_hash !== expected) {
      tell("allot-rules-changed", name, "", { expected, found: other.rules_hash });
    }
  }
}

/** Names that are in a list of known ones, in their order and each once; others are told. */
function inOrder(names, known, file, tell) {
  const places = new Map(known.map((name, at) => [name, at]));
  let before = -1;
  for (const name of names) {
    const at = places.has(name) ? places.get(name) : -1;
    if (at <= before) tell("allot-no-witness", file, name);
    before = Math.max(at, before);
  }
}

/** Witnesses committed, enough of them and in time. */
function checkCommitments(own, tell) {
  const { rules, freeze, commitments } = own.files;
  const committed = commitments.commitments;
  own.found.commitmentsHash = hex(hashOf(commitments));
  inOrder(committed.map((each) => each.witness), rules.witnesses.map((each) => each.name), "commitments", tell);
  if (committed.length < rules.quorum) {
    tell("allot-quorum", "commitments", "", { expected: rules.quorum, found: committed.length });
  }
  for (const { witness, at } of committed) {
    if (at < freeze.frozen_at || at > rules.commit_until) tell("allot-late", "commitments", witness, { found: at });
  }
  for (const name of ["reveals", "transcript"]) {
    const other = own.files[name];
    if (other && other.commitments_hash !== own.found.commitmentsHash) {
      tell("allot-commitments-changed", name, "", { expected: own.found.commitmentsHash, found: other.commitments_hash });
    }
  }
}

/** What was revealed is what was committed to, in time; who did not reveal is named. */
function checkReveals(own, tell) {
  const { rules, freeze, commitments, reveals, transcript } = own.files;
  const committed = new Map(commitments.commitments.map((each) => [each.witness, each.commitment]));
  own.found.revealsHash = hex(hashOf(reveals));
  inOrder(reveals.reveals.map((each) => each.witness), [...committed.keys()], "reveals", tell);
  for (const { witness, value, nonce, at } of reveals.reveals) {
    const parts = [freeze.root, freeze.rules_hash].map(unhex);
    const commitment = sha("jiedui/allot/1/commitment", ...parts, witness, value, unhex(nonce));
    const length = [...value].length;
    const fits = length >= 1 && length <= 64 && hex(commitment) === committed.get(witness);
    if (committed.has(witness) && !fits) tell("allot-reveal", "reveals", witness);
    if (at > rules.reveal_until) tell("allot-late", "reveals", witness, { found: at });
  }
  if (transcript.reveals_hash !== own.found.revealsHash) {
    const details = { expected: own.found.revealsHash, found: transcript.reveals_hash };
    tell("allot-reveals-changed", "transcript", "", details);
  }
  const revealed = new Set(reveals.reveals.map((each) => each.witness));
  own.found.missing = [...committed.keys()].filter((name) => !revealed.has(name));
  tellLists(own.found.missing, transcript.missing, "allot-missing", "transcript", tell);
}

/** Two lists of texts are the same; else what first differs is told. */
function tellLists(expected, found, code, file, tell) {
  const at = firstDifference(expected, found);
  if (at === -1) return true;
  tell(code, file, found[at] === undefined ? "" : found[at], { number: at + 1, expected: expected[at] || "—" });
  return false;
}

/** Where two lists first differ, from 0; −1 for nowhere. */
function firstDifference(a, b) {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (a[at] !== b[at]) return at;
  return -1;
}

/** The seed is what the files give, of a beacon of the announced form, and was not drawn with before. */
function checkSeed(own, tell) {
  const { rules, transcript } = own.files;
  if (!rules.beacon.shapes.some((shape) => hasShape(transcript.beacon, shape))) {
    tell("allot-beacon", "transcript", transcript.beacon, { expected: rules.beacon.shapes.join(" · ") });
  }
  const seed = hex(seedOf(own));
  own.found.seed = seed;
  if (seed !== transcript.seed) tell("allot-seed", "transcript", "", { expected: seed, found: transcript.seed });
  for (const prior of rules.prior_seeds) {
    if (prior.seed === transcript.seed) tell("allot-seed-reused", "transcript", prior.draw);
  }
}

/** Whether a text has a shape: 9 for a digit, h for a hexadecimal digit, any other sign for itself. */
function hasShape(text, shape) {
  const signs = [...text];
  const wanted = [...shape];
  if (signs.length !== wanted.length) return false;
  return wanted.every((want, at) => {
    if (want === "9") return /^[0-9]$/.test(signs[at]);
    if (want === "h") return /^[0-9a-f]$/.test(signs[at]);
    return want === signs[at];
  });
}

/** The seed of the files. */
function seedOf(own) {
  const { freeze, commitments, reveals, transcript } = own.files;
  const revealed = new Map(reveals.reveals.map((each) => [each.witness, each]));
  const contributions = commitments.commitments.map(({ witness, commitment }) => {
    const reveal = revealed.get(witness);
    return reveal
      ? sha("revealed", witness, reveal.value, unhex(reveal.nonce))
      : sha("missing", witness, unhex(commitment));
  });
  const hashes = [freeze.root, freeze.rules_hash, own.found.commitmentsHash].map(unhex);
  return sha("jiedui/allot/1/seed", ...hashes, ...contributions, transcript.beacon);
}

/** The order is the seed's, the calls follow from it, the lots are the seed's, and no household is lost. */
function checkOrder(own, tell) {
  const { roster, rules, transcript } = own.files;
  const codes = codesOf(roster.households);
  const seed = unhex(transcript.seed);
  const order = drawnOrder(roster, rules, seed);
  for (const code of lostFrom(codes, transcript.order)) tell("allot-household-lost", "transcript", code);
  tellLists(order, transcript.order, "allot-order", "transcript", tell);
  own.found.order = sameItems(codes, transcript.order) ? transcript.order : order;
  const absent = new Set(transcript.absent);
  const asTaken = codes.filter((code) => absent.has(code));
  const calls = callsOf(rules, own.found.order, transcript.absent, transcript.missing);
  if (tellLists(asTaken, transcript.absent, "allot-calls", "transcript", tell)) {
    tellLists(calls, transcript.calls, "allot-calls", "transcript", tell);
  }
  own.found.calls = sameItems(calls, transcript.calls) ? transcript.calls : calls;
  checkLots(own, lotsOf(roster, rules, seed), tell);
}

/** Codes of a list that do not stand in another exactly once. */
function lostFrom(codes, order) {
  const counts = new Map();
  for (const code of order) counts.set(code, (counts.get(code) || 0) + 1);
  return codes.filter((code) => counts.get(code) !== 1);
}

/** Whether two lists hold the same texts, each as often. */
function sameItems(a, b) {
  return firstDifference([...a].sort(), [...b].sort()) === -1;
}

/** The lot order of every pool. */
function checkLots(own, lots, tell) {
  const told = own.files.transcript.lots;
  const keys = (list) => list.map((lot) => poolKey(lot.kind, lot.reserve));
  if (firstDifference(keys(lots), keys(told)) !== -1) {
    tell("allot-lots", "transcript", "");
    own.found.lots = lots;
    return;
  }
  own.found.lots = lots.map((lot, at) => {
    const name = lot.reserve ? `${lot.kind}（${lot.reserve}）` : lot.kind;
    const at1 = firstDifference(lot.homes, told[at].homes);
    if (at1 !== -1) tell("allot-lots", "transcript", name, { number: at1 + 1 });
    return sameItems(lot.homes, told[at].homes) ? told[at] : lot;
  });
}

/** Everyone has the home that the draw gives. */
function checkChoice(own, tell) {
  const { roster, rules, transcript } = own.files;
  const allotted = roomed(roster, rules, chosen(roster, rules, own.found.calls), own.found.lots);
  own.found.allotted = allotted;
  checkHomes(own, tell);
  const expected = homesBy(allotted);
  const found = homesBy(transcript.allotted);
  const different = tellWrong(expected, found, tell);
  if (different === 0) tellWishes(allotted, transcript.allotted, tell);
  const wanted = new Map(roster.households.map((household) => [household.code, household.homes]));
  const short = own.found.calls.filter((code) => (found.get(code) || []).length < wanted.get(code));
  tellLists(short, transcript.unallotted, "allot-unallotted", "transcript", tell);
  const given = new Set(transcript.allotted.map((each) => each.home));
  const left = codesOf(roster.dwellings).filter((code) => !given.has(code));
  tellLists(left, transcript.left, "allot-left", "transcript", tell);
}

/** Every home that was given exists, is given once, and is for that many people. */
function checkHomes(own, tell) {
  const { roster, rules, transcript } = own.files;
  const offer = new Offer(roster, rules);
  const people = new Map(roster.households.map((household) => [household.code, household.people]));
  const given = new Set();
  for (const { household, home } of transcript.allotted) {
    const dwelling = offer.homes.get(home);
    if (!dwelling) tell("allot-home-unknown", "transcript", home, { household });
    else if (given.has(home)) tell("allot-home-twice", "transcript", home, { household });
    else if (people.has(household) && !offer.fits(dwelling.kind, people.get(household))) {
      tell("allot-not-eligible", "transcript", household, { home });
    }
    given.add(home);
  }
}

/** The homes of each household, in the order of an allotment. */
function homesBy(allotted) {
  const found = new Map();
  for (const { household, home } of allotted) {
    if (!found.has(household)) found.set(household, []);
    found.get(household).push(home);
  }
  return found;
}

/** Households with other homes than the draw gives; two that have each other's are told as one. Returns how many. */
function tellWrong(expected, found, tell) {
  const text = (homes) => (homes || []).join("、") || "—";
  const codes = [...new Set([...expected.keys(), ...found.keys()])];
  const wrong = codes.filter((code) => text(expected.get(code)) !== text(found.get(code)));
  const byExpected = new Map(wrong.map((code) => [text(expected.get(code)), code]));
  const done = new Set();
  for (const code of wrong) {
    const other = byExpected.get(text(found.get(code)));
    const swapped = other && expected.has(code) && found.has(code) && text(found.get(other)) === text(expected.get(code));
    if (done.has(code)) continue;
    if (swapped) {
      tell("allot-swapped", "transcript", code, { other, home: text(expected.get(code)), others: text(expected.get(other)) });
      done.add(other);
    } else {
      tell("allot-home-wrong", "transcript", code, { expected: text(expected.get(code)), found: text(found.get(code)) });
    }
  }
  return wrong.length;
}

/** The list of homes is by rank and says which wish was met. */
function tellWishes(expected, found, tell) {
  const line = (each) => `${each.household} ${each.home} ${each.wish}`;
  const at = firstDifference(expected.map(line), found.map(line));
  if (at !== -1) tell("allot-wish", "transcript", found[at].household, { number: at + 1, expected: expected[at].wish });
}

/** Every settlement is what the prices and areas give. */
function checkSettlement(own, tell) {
  const { roster, rules, transcript, settlement } = own.files;
  own.found.transcriptHash = hex(hashOf(transcript));
  if (settlement.transcript_hash !== own.found.transcriptHash) {
    const details = { expected: own.found.transcriptHash, found: settlement.transcript_hash };
    tell("allot-transcript-changed", "settlement", "", details);
  }
  const expected = settlementsOf(own, roster, rules, transcript);
  own.found.settlements = new Map(expected.map((each) => [each.household, each]));
  const told = settlement.settlements.map((each) => each.household);
  const inTurn = tellLists(expected.map((each) => each.household), told, "allot-settlement", "settlement", tell);
  const byHousehold = new Map(settlement.settlements.map((each) => [each.household, each]));
  for (const lines of expected) {
    const other = byHousehold.get(lines.household);
    if (other) tellLines(lines, other, tell);
    else if (inTurn) tell("allot-settlement", "settlement", lines.household);
  }
}

/** The settlements of all households with homes that exist, in the order of the calls. */
function settlementsOf(own, roster, rules, transcript) {
  const dwellings = new Map(roster.dwellings.map((dwelling) => [dwelling.code, dwelling]));
  const households = new Map(roster.households.map((household) => [household.code, household]));
  const homes = homesBy(transcript.allotted.filter((each) => dwellings.has(each.home)));
  return own.found.calls
    .filter((code) => homes.has(code))
    .map((code) => settled(households.get(code), homes.get(code).map((home) => dwellings.get(home)), rules.settlement));
}

/** The lines of one settlement that are not what they should be. */
function tellLines(lines, told, tell) {
  for (const [name, value] of Object.entries(lines)) {
    const expected = String(value);
    const found = String(told[name]);
    if (expected !== found) tell("allot-settlement", "settlement", lines.household, { line: name, expected, found });
  }
}
