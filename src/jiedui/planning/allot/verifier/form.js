/** Whether a file is in the form of the protocol: every field, no other, each of its kind. */

const PROTOCOL = "jiedui/allot/1";
const FILES = ["roster", "rules", "freeze", "commitments", "reveals", "transcript", "settlement"];
const FIRST_STAGE = FILES.indexOf("freeze");
const MOST_FAULTS = 20;

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
const isArea = isInteger(0, Number.MAX_SAFE_INTEGER);

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
const FIRST = { protocol: isOneOf(PROTOCOL), draw: isText };
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
  floor: isCount,
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

/** Where the codes of a roster in its form do not ascend. */
function rosterFaults(roster) {
  const faults = [];
  for (const list of ["households", "dwellings"]) {
    roster[list].forEach((record, at) => {
      if (at > 0 && compareTexts(roster[list][at - 1].code, record.code) >= 0) {
        faults.push({ path: `${list}[${at}]`, why: "sorted" });
      }
    });
  }
  return faults.slice(0, MOST_FAULTS);
}
