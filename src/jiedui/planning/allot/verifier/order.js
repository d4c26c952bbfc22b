/** Numbers out of a seed, the order, the calls and the lots (sections 6 and 8). */

/** Whole numbers from the stream of a seed for a purpose. */
class Stream {
  constructor(seed, purpose) {
    this.key = sha("jiedui/allot/1/stream", seed, ...purpose);
    this.block = 0;
    this.words = [];
  }

  /** The next 32 bits. */
  word() {
    if (this.words.length === 0) {
      const view = new DataView(sha256(joined([this.key, u64(this.block)])).buffer);
      for (let at = 7; at >= 0; at -= 1) this.words.push(view.getUint32(4 * at));
      this.block += 1;
    }
    return this.words.pop();
  }

  /** A number below n, each as likely as the others. */
  below(n) {
    const limit = Math.floor(2 ** 32 / n) * n;
    let word = this.word();
    while (word >= limit) word = this.word();
    return word % n;
  }
}

/** A list in the order that a seed gives for a purpose (Fisher–Yates). */
function shuffled(list, seed, purpose) {
  const items = [...list];
  const stream = new Stream(seed, purpose);
  for (let i = items.length - 1; i >= 1; i -= 1) {
    const j = stream.below(i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}

/** The codes of all households in the drawn order. */
function drawnOrder(roster, rules, seed) {
  if (rules.rounds === "together") return shuffled(codesOf(roster.households), seed, ["order"]);
  const rounds = [...new Set(roster.households.map((household) => household.round))].sort((a, b) => a - b);
  return rounds.flatMap((round) => {
    const own = roster.households.filter((household) => household.round === round);
    return shuffled(codesOf(own), seed, ["order", String(round)]);
  });
}

/** The codes of records. */
function codesOf(records) {
  return records.map((record) => record.code);
}

/** The households bound to witnesses who committed and did not reveal, where the rules call them last. */
function abstainersOf(rules, missing) {
  if (rules.abstainers !== "last") return new Set();
  const silent = new Set(missing);
  return new Set(rules.witnesses.filter((each) => silent.has(each.name)).flatMap((each) => each.households));
}

/** The codes in the order of the calls. */
function callsOf(rules, order, absent, missing) {
  const abstainers = abstainersOf(rules, missing);
  const away = new Set(absent);
  const here = order.filter((code) => !away.has(code) && !abstainers.has(code));
  const late = rules.passed === "last" ? order.filter((code) => away.has(code) && !abstainers.has(code)) : [];
  const last = order.filter((code) => abstainers.has(code) && (rules.passed === "last" || !away.has(code)));
  return [...here, ...late, ...last];
}

/** The pools that have homes, in the order of the roster; by kind, the open one first; last those that no rule names. */
function poolsOf(roster, rules) {
  const found = new Map();
  for (const { kind } of rules.kinds) {
    for (const reserve of ["", ...rules.reserves.map((each) => each.name)]) {
      found.set(poolKey(kind, reserve), { kind, reserve, homes: [] });
    }
  }
  for (const dwelling of roster.dwellings) {
    const { kind, reserve } = dwelling;
    const key = poolKey(kind, reserve);
    if (!found.has(key)) found.set(key, { kind, reserve, homes: [] });
    found.get(key).homes.push(dwelling.code);
  }
  return [...found.values()].filter((pool) => pool.homes.length > 0);
}

/** What a pool is found by. */
function poolKey(kind, reserve) {
  return JSON.stringify([kind, reserve]);
}

/** The lot order of every pool. */
function lotsOf(roster, rules, seed) {
  return poolsOf(roster, rules).map(({ kind, reserve, homes }) => ({
    kind,
    reserve,
    homes: rules.rooms === "lot" ? shuffled(homes, seed, ["lot", kind, reserve]) : homes,
  }));
}
