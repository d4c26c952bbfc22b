/**
 * The checks of section 11, step by step. Each step takes the case (the files that could be read, and what earlier steps
 * found out) and tells its findings: a code, the file, and who it is about. Each step is judged by what the files say of the
 * step before, so that one fault is named once and not in all that comes after it.
 */

const STEPS = [
  { name: "files", check: checkFiles, needs: [] },
  { name: "roster", check: checkRoster, needs: ["roster", "freeze"] },
  { name: "rules", check: checkRules, needs: ["rules", "freeze"] },
  { name: "commitments", check: checkCommitments, needs: ["rules", "freeze", "commitments"] },
  { name: "reveals", check: checkReveals, needs: ["rules", "commitments", "reveals"] },
  { name: "seed", check: checkSeed, needs: ["rules", "commitments", "reveals", "transcript"] },
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
    const published = step.needs.every((name) => texts[name] !== undefined);
    if (ready) step.check(own, (code, file, who, details) => findings.push({ code, file, who, ...details }));
    const result = { name: step.name, ready, published, findings };
    results.push(result);
    await shown(result, own);
  }
  return { results, own };
}

/** Every file that should be there can be read and is in its form. */
function checkFiles(own, tell) {
  const read = {};
  const last = FILES.findLastIndex((name) => own.texts[name] !== undefined);
  FILES.forEach((name, at) => {
    if (own.texts[name] === undefined && at > Math.max(last, FIRST_STAGE)) return;
    const value = readFile(own.texts[name], name, tell);
    if (value) read[name] = value;
  });
  if (read.roster) toldAll(rosterFaults(read.roster), "roster", tell);
  own.files = read;
  checkDraw(read, tell);
}

/** All files belong to one draw. */
function checkDraw(files, tell) {
  const { freeze } = files;
  const draws = Object.values(files).map((file) => file.draw);
  for (const [name, { draw }] of Object.entries(files)) {
    if (draw !== draws[0]) tell("allot-other-draw", name, draw, { expected: draws[0] });
  }
  for (const name of ["commitments", "transcript"]) {
    for (const field of ["root", "rules_hash"]) {
      const [expected, found] = [freeze, files[name]].map((file) => file && file[field]);
      if (expected && found && expected !== found) tell("allot-other-draw", name, found, { expected });
    }
  }
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
}

/** What the user typed from the printed notice. */
function checkNotice(typed, found, which, tell) {
  if (typed && typed !== found) tell("allot-other-notice", "freeze", which, { expected: typed, found });
}

/** Own leaves laid beside the frozen ones, from the second on; the first is named only when all others are equal. */
function compareLeaves(own, frozen, codes, tell) {
  const [ownLeaves, frozenLeaves] = [own, frozen].map((leaves) => new Set(leaves.slice(1)));
  let [at, frozenAt, same] = [1, 1, true];
  while (at < own.length || frozenAt < frozen.length) {
    const equal = own[at] === frozen[frozenAt];
    const ownKnown = at < own.length && frozenLeaves.has(own[at]);
    const frozenKnown = frozenAt < frozen.length && ownLeaves.has(frozen[frozenAt]);
    const dropped = frozenAt < frozen.length && !frozenKnown && (ownKnown || at >= own.length);
    const added = at < own.length && !ownKnown && (frozenKnown || frozenAt >= frozen.length);
    if (!equal && dropped) tell("allot-roster-dropped", "roster", "", { number: frozenAt });
    else if (!equal) tell(added ? "allot-roster-added" : "allot-roster-changed", "roster", codes[at]);
    same = same && equal;
    if (equal || !dropped) at += 1;
    if (equal || dropped || !added) frozenAt += 1;
  }
  if (same && own[0] !== frozen[0]) tell("allot-roster-changed", "roster", "");
}

/** The rules are as they were frozen. */
function checkRules(own, tell) {
  const { rules, freeze } = own.files;
  const hash = hex(hashOf(rules));
  own.found.rulesHash = hash;
  checkNotice(own.notice.rules, freeze.rules_hash, "rules_hash", tell);
  if (hash !== freeze.rules_hash) {
    tell("allot-rules-changed", "rules", "", { expected: freeze.rules_hash, found: hash });
  }
  if (!(rules.commit_until < rules.beacon.at && rules.beacon.at < rules.reveal_until)) tell("allot-times", "rules", "");
}

/** Names that are in a list of known ones, in their order and each once; others are told. Known twice counts where first. */
function inOrder(names, known, file, tell) {
  const places = new Map(known.map((name, at) => [name, at]).reverse());
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
  const { rules, commitments, reveals, transcript } = own.files;
  const committed = new Map(commitments.commitments.map((each) => [each.witness, each.commitment]));
  own.found.revealsHash = hex(hashOf(reveals));
  inOrder(reveals.reveals.map((each) => each.witness), [...committed.keys()], "reveals", tell);
  for (const { witness, value, nonce, at } of reveals.reveals) {
    const parts = [commitments.root, commitments.rules_hash].map(unhex);
    const commitment = sha("jiedui/allot/1/commitment", ...parts, witness, value, unhex(nonce));
    const length = [...value].length;
    const fits = length >= 1 && length <= 64 && hex(commitment) === committed.get(witness);
    if (!fits) tell("allot-reveal", "reveals", witness);
    if (at < rules.beacon.at || at > rules.reveal_until) tell("allot-late", "reveals", witness, { found: at });
  }
  if (!transcript) return;
  if (transcript.reveals_hash !== own.found.revealsHash) {
    const details = { expected: own.found.revealsHash, found: transcript.reveals_hash };
    tell("allot-reveals-changed", "transcript", "", details);
  }
  const revealed = new Set(reveals.reveals.map((each) => each.witness));
  const missing = commitments.commitments.map((each) => each.witness).filter((name) => !revealed.has(name));
  tellLists(missing, transcript.missing, "allot-missing", "transcript", tell);
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
  const { commitments, reveals, transcript } = own.files;
  const revealed = new Map(reveals.reveals.map((each) => [each.witness, each]));
  const contributions = commitments.commitments.map(({ witness, commitment }) => {
    const reveal = revealed.get(witness);
    return reveal
      ? sha("revealed", witness, reveal.value, unhex(reveal.nonce))
      : sha("missing", witness, unhex(commitment));
  });
  const hashes = [commitments.root, commitments.rules_hash, hex(hashOf(commitments))].map(unhex);
  return sha("jiedui/allot/1/seed", ...hashes, ...contributions, transcript.beacon);
}

/** The order is the seed's and loses nobody, the calls follow from it, the lots are the seed's. */
function checkOrder(own, tell) {
  const { roster, rules, transcript } = own.files;
  const codes = codesOf(roster.households);
  const seed = unhex(transcript.seed);
  const lost = lostFrom(codes, transcript.order);
  for (const code of lost) tell("allot-household-lost", "transcript", code);
  if (lost.length === 0) {
    tellLists(drawnOrder(roster, rules, seed), transcript.order, "allot-order", "transcript", tell);
  }
  const absent = new Set(transcript.absent);
  const asTaken = codes.filter((code) => absent.has(code));
  if (tellLists(asTaken, transcript.absent, "allot-calls", "transcript", tell)) {
    const calls = callsOf(rules, transcript.order, transcript.absent, transcript.missing);
    tellLists(calls, transcript.calls, "allot-calls", "transcript", tell);
  }
  own.found.lots = lotsOf(roster, rules, seed);
  checkLots(own.found.lots, transcript.lots, tell);
}

/** Codes that do not stand exactly once in each of two lists, the one of a roster, the other of a draw. */
function lostFrom(codes, order) {
  const counts = new Map(codes.map((code) => [code, 0]));
  for (const code of order) counts.set(code, counts.has(code) ? counts.get(code) + 1 : 0);
  return [...counts.keys()].filter((code) => counts.get(code) !== 1);
}

/** The lot order of every pool. */
function checkLots(lots, told, tell) {
  const keys = (list) => list.map((lot) => poolKey(lot.kind, lot.reserve));
  if (firstDifference(keys(lots), keys(told)) !== -1) {
    tell("allot-lots", "transcript", "");
    return;
  }
  lots.forEach((lot, at) => {
    const name = lot.reserve ? `${lot.kind}（${lot.reserve}）` : lot.kind;
    if (firstDifference(lot.homes, told[at].homes) !== -1) tell("allot-lots", "transcript", name);
  });
}

/** Everyone has the home that the draw gives. */
function checkChoice(own, tell) {
  const { roster, rules, transcript } = own.files;
  const wanted = new Map(roster.households.map((household) => [household.code, household.homes]));
  const calls = [...new Set(transcript.calls)].filter((code) => wanted.has(code));
  own.found.calls = calls;
  own.found.allotted = roomed(roster, rules, chosen(roster, rules, calls), own.found.lots);
  checkHomes(own, tell);
  const found = homesBy(transcript.allotted);
  if (tellWrong(homesBy(own.found.allotted), found, tell) === 0) tellWishes(own.found.allotted, transcript.allotted, tell);
  const short = calls.filter((code) => (found.get(code) || []).length < wanted.get(code));
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
  const known = new Set(codesOf(roster.dwellings));
  const unsettled = new Set(transcript.allotted.filter((each) => !known.has(each.home)).map((each) => each.household));
  const expected = settlementsOf(own, roster, rules, transcript).filter((each) => !unsettled.has(each.household));
  own.found.settlements = new Map(expected.map((each) => [each.household, each]));
  const told = settlement.settlements.map((each) => each.household).filter((code) => !unsettled.has(code));
  tellLists(expected.map((each) => each.household), told, "allot-settlement", "settlement", tell);
  const byHousehold = new Map(settlement.settlements.map((each) => [each.household, each]));
  for (const lines of expected) {
    const other = byHousehold.get(lines.household);
    if (other) tellLines(lines, other, tell);
  }
}

/** The settlements of all households with homes, in the order of the calls. */
function settlementsOf(own, roster, rules, transcript) {
  const dwellings = new Map(roster.dwellings.map((dwelling) => [dwelling.code, dwelling]));
  const households = new Map(roster.households.map((household) => [household.code, household]));
  const homes = homesBy(transcript.allotted.filter((each) => dwellings.has(each.home)));
  return transcript.calls
    .filter((code) => homes.has(code) && households.has(code))
    .map((code) => settled(households.get(code), homes.get(code).map((home) => dwellings.get(home)), rules.settlement));
}

/** The lines of one settlement that are not what they should be. */
function tellLines(expected, found, tell) {
  const names = Object.keys(expected).filter((name) => String(expected[name]) !== String(found[name]));
  const lines = names.map((name) => ({ name, expected: expected[name], found: found[name] }));
  if (lines.length) tell("allot-settlement", "settlement", expected.household, { lines });
}
