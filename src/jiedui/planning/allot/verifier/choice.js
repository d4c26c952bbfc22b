/** Who is held in which pool: claims, their lists, and deferred acceptance (section 7). */

/** A heap of claims, the worst on top; what is no longer true is passed over when it comes up. */
class Held {
  constructor() {
    this.claims = [];
  }

  /** Whether one claim is worse in its pool than another. */
  static worse(a, b) {
    return a.own !== b.own ? !a.own : a.rank > b.rank;
  }

  push(entry) {
    const heap = this.claims;
    heap.push(entry);
    let at = heap.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!Held.worse(heap[at], heap[up])) break;
      [heap[at], heap[up]] = [heap[up], heap[at]];
      at = up;
    }
  }

  /** The worst entry that still holds. */
  worst() {
    while (this.claims[0].gone) this.pop();
    return this.claims[0];
  }

  pop() {
    const heap = this.claims;
    const last = heap.pop();
    if (heap.length === 0) return;
    heap[0] = last;
    let at = 0;
    for (;;) {
      let most = at;
      for (const down of [2 * at + 1, 2 * at + 2]) {
        if (down < heap.length && Held.worse(heap[down], heap[most])) most = down;
      }
      if (most === at) return;
      [heap[at], heap[most]] = [heap[most], heap[at]];
      at = most;
    }
  }
}

/** The name of the reserve whose classes have a household's priority; null for none. */
function ownReserve(household, rules) {
  if (household.priority === "") return null;
  const own = rules.reserves.find((reserve) => reserve.classes.includes(household.priority));
  return own ? own.name : null;
}

/** What the lists are made from: pools by key, homes by code, kinds by name. */
class Offer {
  constructor(roster, rules) {
    this.rules = rules;
    this.pools = new Map(
      poolsOf(roster, rules).map((pool) => [poolKey(pool.kind, pool.reserve), { ...pool, count: 0, held: new Held() }]),
    );
    this.homes = new Map(roster.dwellings.map((dwelling) => [dwelling.code, dwelling]));
    this.kinds = new Map(rules.kinds.map((kind) => [kind.kind, kind]));
  }

  /** Whether a kind is for so many people. */
  fits(kind, people) {
    const { least, most } = this.kinds.get(kind) || { least: 1, most: 0 };
    return least <= people && people <= most;
  }

  /** A kind's pools that have homes, the household's own reserve first, then the open homes, then the others. */
  poolsOfKind(kind, own) {
    const reserves = this.rules.reserves.map((reserve) => reserve.name);
    const names = own === null ? ["", ...reserves] : [own, "", ...reserves.filter((name) => name !== own)];
    return names.map((name) => this.pools.get(poolKey(kind, name))).filter(Boolean);
  }

  /** The list of a household: pools, or homes by name, each with the wish that it meets. */
  list(household) {
    const own = ownReserve(household, this.rules);
    const found = new Map();
    const add = (key, item) => {
      if (!found.has(key)) found.set(key, item);
    };
    const kindWished = (kind, wish) => {
      if (!this.fits(kind, household.people)) return;
      for (const pool of this.poolsOfKind(kind, own)) add(pool, { pool, home: null, wish });
    };
    household.wishes.forEach((wished, at) => {
      if (this.kinds.has(wished)) kindWished(wished, at + 1);
      else if (this.rules.wishes === "homes" && this.homes.has(wished)) {
        const { kind, reserve } = this.homes.get(wished);
        const pool = this.pools.get(poolKey(kind, reserve));
        if (this.fits(kind, household.people)) add(wished, { pool, home: wished, wish: at + 1 });
      }
    });
    if (this.rules.beyond) for (const { kind } of this.rules.kinds) kindWished(kind, 0);
    return [...found.values()];
  }
}

/** The claims of the calls in their ranks, each with what it holds: a pool and maybe a home by name, or null. */
function chosen(roster, rules, calls) {
  const offer = new Offer(roster, rules);
  const households = new Map(roster.households.map((household) => [household.code, household]));
  const claims = [];
  for (const code of calls) {
    const household = households.get(code);
    const list = offer.list(household);
    const own = ownReserve(household, rules);
    const most = Math.min(household.homes, roster.dwellings.length); // no household gets more homes than there are
    for (let number = 0; number < most; number += 1) {
      claims.push({ household, list, own, rank: claims.length, next: 0, holds: null });
    }
  }
  const byName = new Map();
  for (const claim of claims) propose(claim, byName);
  return claims;
}

/** A claim proposes down its list; who is rejected for it proposes in its turn. */
function propose(first, byName) {
  let claim = first;
  while (claim && claim.next < claim.list.length) {
    const item = claim.list[claim.next];
    claim.next += 1;
    claim = answered(claim, item, byName) || null;
  }
}

/** The answer to one proposal: the claim that is rejected by it (the one that proposed, or another), if any. */
function answered(claim, item, byName) {
  const { pool, home } = item;
  const entry = { claim, item, rank: claim.rank, own: pool.reserve !== "" && claim.own === pool.reserve, gone: false };
  const rival = home === null ? undefined : byName.get(home);
  if (rival) {
    if (Held.worse(entry, rival)) return claim;
    return replaced(rival, entry, byName);
  }
  if (pool.count < pool.homes.length) {
    pool.count += 1;
    hold(entry, byName);
    return null;
  }
  const worst = pool.held.worst();
  return Held.worse(entry, worst) ? claim : replaced(worst, entry, byName);
}

/** One entry goes, another is held in its stead; the claim that lost. */
function replaced(old, entry, byName) {
  old.gone = true;
  old.claim.holds = null;
  if (old.item.home !== null) byName.delete(old.item.home);
  hold(entry, byName);
  return old.claim;
}

/** An entry is held. */
function hold(entry, byName) {
  entry.claim.holds = entry.item;
  entry.item.pool.held.push(entry);
  if (entry.item.home !== null) byName.set(entry.item.home, entry);
}
