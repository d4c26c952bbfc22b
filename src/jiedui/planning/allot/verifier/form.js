/** Whether a file is in the form of the protocol: every field, no other, each of its kind; what hangs together does. */

const PROTOCOL = "jiedui/allot/1";
const FILES = ["roster", "rules", "freeze", "commitments", "reveals", "transcript", "settlement"];
const MOST_FAULTS = 20;
const AREA = 1e7;

/** A check of a value is a function of (value, path, tell); tell(path, key of the wording) takes down what is wrong. */
const isText = (value, path, tell) => typeof value === "string" || tell(path, "text");
const isBoolean = (value, path, tell) => typeof value === "boolean" || tell(path, "boolean");
const isInteger = (least, most) => (value, path, tell) =>
  (typeof value === "number" && value >= least && value <= most) || tell(path, "integer", { least, most });
const isPattern = (pattern, key) => (value, path, tell) =>
  (typeof value === "string" && pattern.test(value)) || tell(path, key);
const isOneOf = (...words) => (value, path, tell) => words.includes(value) || tell(path, "word", { words: words.join(" · ") });
const isHash = isPattern(/^[0-9a-f]{64}$/, "hash");
const isTime = isPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, "time");
const isAny = isInteger(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const isCount = isInteger(1, Number.MAX_SAFE_INTEGER);
const isArea = isInteger(0, AREA);

/** A list of things that are each checked. */
const isList = (each) => (value, path, tell) => {
  if (!Array.isArray(value)) tell(path, "list");
  else value.forEach((item, at) => each(item, `${path}[${at}]`, tell));
};

/** A record of exactly these fields. */
const isRecord = (fields) => (value, path, tell) => {
  if (typeof value !== "object" || Array.isArray(value)) {
    tell(path, "record");
    return;
  }
  for (const name of Object.keys(value)) if (!(name in fields)) tell(joinedPath(path, name), "unknown");
  for (const [name, check] of Object.entries(fields)) {
    if (name in value) check(value[name], joinedPath(path, name), tell);
    else tell(joinedPath(path, name), "absent");
  }
};

/** The path of a field of a record. */
function joinedPath(path, name) {
  return path ? `${path}.${name}` : name;
}

const isTexts = isList(isText);
const FIRST = { protocol: isText, draw: isText };
const HOUSEHOLD = {
  code: isText,
  people: isCount,
  round: isCount,
  priority: isText,
  group: isText,
  homes: isCount,
  entitled: isArea,
  old: isArea,
  wishes: isTexts,
  proofs: isTexts,
};
const DWELLING = {
  code: isText,
  kind: isText,
  reserve: isText,
  row: isText,
  place: isAny,
  storey: isAny,
  floor: isInteger(1, AREA),
  adjust: isAny,
};
const SETTLEMENT_RULES = {
  entitled_price: isAny,
  over: isList(isRecord({ up_to: isArea, price: isAny })),
  market_price: isAny,
  short_price: isAny,
  compensation_price: isAny,
  bonuses: isList(isRecord({ round: isCount, amount: isAny })),
  transition_price: isAny,
  transition_months: isAny,
  moving: isAny,
};
const LINES = {
  household: isText,
  homes: isTexts,
  floor: isAny,
  entitled: isAny,
  over: isList(isAny),
  market: isAny,
  adjust: isAny,
  short: isAny,
  compensation: isAny,
  bonus: isAny,
  transition: isAny,
  moving: isAny,
  pays: isAny,
  receives: isAny,
  difference: isAny,
};

const FORMS = {
  roster: isRecord({ ...FIRST, households: isList(isRecord(HOUSEHOLD)), dwellings: isList(isRecord(DWELLING)) }),
  rules: isRecord({
    ...FIRST,
    title: isText,
    site: isText,
    rounds: isOneOf("apart", "together"),
    wishes: isOneOf("kinds", "homes"),
    rooms: isOneOf("lot", "code"),
    beyond: isBoolean,
    groups: isOneOf("adjacent", "none"),
    passed: isOneOf("forfeit", "last"),
    kinds: isList(isRecord({ kind: isText, least: isAny, most: isAny })),
    reserves: isList(isRecord({ name: isText, classes: isTexts })),
    witnesses: isList(isRecord({ name: isText, role: isText, households: isTexts })),
    quorum: isCount,
    abstainers: isOneOf("last", "stay"),
    deposit: isAny,
    commit_until: isTime,
    reveal_until: isTime,
    beacon: isRecord({ name: isText, rule: isText, at: isTime, shapes: isTexts }),
    prior_seeds: isList(isRecord({ draw: isText, seed: isHash })),
    settlement: isRecord(SETTLEMENT_RULES),
  }),
  freeze: isRecord({ ...FIRST, frozen_at: isTime, root: isHash, rules_hash: isHash, leaves: isList(isHash) }),
  commitments: isRecord({
    ...FIRST,
    root: isHash,
    rules_hash: isHash,
    commitments: isList(isRecord({ witness: isText, commitment: isHash, at: isTime })),
  }),
  reveals: isRecord({
    ...FIRST,
    commitments_hash: isHash,
    reveals: isList(isRecord({ witness: isText, value: isText, nonce: isHash, at: isTime })),
  }),
  transcript: isRecord({
    ...FIRST,
    root: isHash,
    rules_hash: isHash,
    commitments_hash: isHash,
    reveals_hash: isHash,
    beacon: isText,
    missing: isTexts,
    absent: isTexts,
    seed: isHash,
    order: isTexts,
    calls: isTexts,
    lots: isList(isRecord({ kind: isText, reserve: isText, homes: isTexts })),
    allotted: isList(isRecord({ household: isText, home: isText, wish: isInteger(0, Number.MAX_SAFE_INTEGER) })),
    unallotted: isTexts,
    left: isTexts,
  }),
  settlement: isRecord({ ...FIRST, transcript_hash: isHash, settlements: isList(isRecord(LINES)) }),
};

/** What of a file is not in its form: paths with keys of wordings, as many as are worth reading. */
function formFaults(name, value) {
  const faults = [];
  FORMS[name](value, "", (path, why, details = {}) => {
    if (faults.length < MOST_FAULTS) faults.push({ path, why, ...details });
  });
  return faults;
}

/** What of a roster in its form does not hang together. */
function rosterFaults(roster) {
  const faults = [];
  for (const list of ["households", "dwellings"]) {
    roster[list].forEach((record, at) => {
      if (at > 0 && compareTexts(roster[list][at - 1].code, record.code) >= 0) {
        faults.push({ path: `${list}[${at}]`, why: "sorted" });
      }
    });
  }
  const kinds = new Set(roster.dwellings.map((dwelling) => dwelling.kind));
  const places = new Set();
  roster.dwellings.forEach((dwelling, at) => {
    const key = placeKey(dwelling.row, dwelling.place);
    const wrong = dwelling.row === "" ? dwelling.place !== 0 : places.has(key);
    places.add(key);
    if (wrong) faults.push({ path: `dwellings[${at}].place`, why: "place" });
    if (kinds.has(dwelling.code)) faults.push({ path: `dwellings[${at}].code`, why: "kind" });
  });
  return faults.slice(0, MOST_FAULTS);
}

/** What of rules in their form does not hang together, by themselves and with the roster (null where there is none). */
function rulesFaults(rules, roster) {
  const faults = [];
  const once = (list, field, names) => {
    if (new Set(names).size < names.length) faults.push({ path: `${list}.${field}`, why: "once" });
  };
  once("kinds", "kind", rules.kinds.map((each) => each.kind));
  once("reserves", "name", rules.reserves.map((each) => each.name));
  once("reserves", "classes", rules.reserves.flatMap((each) => each.classes));
  once("witnesses", "name", rules.witnesses.map((each) => each.name));
  once("settlement.bonuses", "round", rules.settlement.bonuses.map((each) => each.round));
  const tiers = rules.settlement.over.map((tier) => tier.up_to);
  if (tiers.some((upTo, at) => at > 0 && upTo <= tiers[at - 1])) faults.push({ path: "settlement.over", why: "ascending" });
  if (!(rules.commit_until < rules.beacon.at && rules.beacon.at < rules.reveal_until)) {
    faults.push({ path: "beacon.at", why: "times" });
  }
  if (roster) rulesAgainst(roster, rules, faults);
  return faults.slice(0, MOST_FAULTS);
}

/** What of the roster the rules do not know. */
function rulesAgainst(roster, rules, faults) {
  const kinds = new Set(rules.kinds.map((each) => each.kind));
  const reserves = new Set(["", ...rules.reserves.map((each) => each.name)]);
  const used = new Set(roster.dwellings.map((dwelling) => dwelling.kind));
  for (const kind of used) if (!kinds.has(kind)) faults.push({ path: "kinds", why: "lacks", words: kind });
  for (const { reserve } of roster.dwellings) {
    if (!reserves.has(reserve)) faults.push({ path: "reserves", why: "lacks", words: reserve });
  }
  if (rules.reserves.length > 0 && roster.households.some((household) => household.homes > 1)) {
    faults.push({ path: "reserves", why: "several" });
  }
}
