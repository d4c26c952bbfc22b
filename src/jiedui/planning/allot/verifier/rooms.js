/** Which home of its pool a claim gets (section 8). */

/** The allotment: one entry for each claim that got a home, by rank. */
function roomed(roster, rules, claims, lots) {
  const rooms = new Rooms(roster, lots, claims);
  const groups = new Map();
  for (const claim of rooms.held) {
    const { group } = claim.household;
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(claim);
  }
  for (const claim of rooms.held) {
    if (rooms.got.has(claim)) continue;
    const { group } = claim.household;
    if (rules.groups === "none" || group === "") rooms.give(claim, rooms.firstFree(claim.holds.pool));
    else rooms.together(groups.get(group));
  }
  return rooms.held.map((claim) => ({
    household: claim.household.code,
    home: rooms.got.get(claim),
    wish: claim.holds.wish,
  }));
}

/** The homes that are free, and who has got which. */
class Rooms {
  constructor(roster, lots, claims) {
    this.held = claims.filter((claim) => claim.holds);
    this.got = new Map();
    this.taken = new Set();
    this.homes = new Map(roster.dwellings.map((dwelling) => [dwelling.code, dwelling]));
    this.placed = new Map(
      roster.dwellings.filter((each) => each.row !== "").map((each) => [placeKey(each.row, each.place), each]),
    );
    this.lots = new Map(lots.map((lot) => [poolKey(lot.kind, lot.reserve), { homes: lot.homes, from: 0 }]));
    this.drawn = new Map(lots.flatMap((lot) => lot.homes.map((code, at) => [code, at])));
    for (const claim of this.held) if (claim.holds.home !== null) this.give(claim, claim.holds.home);
  }

  /** A claim has a home. */
  give(claim, home) {
    this.got.set(claim, home);
    this.taken.add(home);
  }

  /** The lot order of a pool. */
  lotOf(pool) {
    return this.lots.get(poolKey(pool.kind, pool.reserve));
  }

  /** The first free home of a pool in its lot order; those before it are never free again. */
  firstFree(pool) {
    const lot = this.lotOf(pool);
    while (this.taken.has(lot.homes[lot.from])) lot.from += 1;
    return lot.homes[lot.from];
  }

  /** The first free home of a pool in its lot order whose run is at least so long; undefined for none. */
  firstOfRun(pool, length) {
    const lot = this.lotOf(pool);
    for (let at = lot.from; at < lot.homes.length; at += 1) {
      const code = lot.homes[at];
      if (!this.taken.has(code) && this.run(this.homes.get(code)) >= length) return code;
    }
    return undefined;
  }

  /** Of some homes the free one of a pool that comes first in its lot order; undefined for none. */
  firstOf(codes, pool) {
    const free = [...codes].filter((code) => {
      const home = this.homes.get(code);
      return !this.taken.has(code) && home.kind === pool.kind && home.reserve === pool.reserve;
    });
    return free.sort((a, b) => this.drawn.get(a) - this.drawn.get(b))[0];
  }

  /** The homes beside a home. */
  neighbours(home) {
    if (home.row === "") return [];
    return [-1, 1].map((step) => this.placed.get(placeKey(home.row, home.place + step))).filter(Boolean);
  }

  /** How many places in a row, a free home's own included, are free homes of its pool without a gap. */
  run(home) {
    if (home.row === "") return 1;
    let length = 1;
    for (const step of [-1, 1]) {
      for (let place = home.place + step; this.alike(home, this.placed.get(placeKey(home.row, place))); place += step) {
        length += 1;
      }
    }
    return length;
  }

  /** Whether another home is a free one of the same pool. */
  alike(home, other) {
    return other && !this.taken.has(other.code) && other.kind === home.kind && other.reserve === home.reserve;
  }

  /** All claims of a group get their homes, side by side where possible. */
  together(group) {
    const beside = new Set();
    const settle = (code) => {
      for (const neighbour of this.neighbours(this.homes.get(code))) beside.add(neighbour.code);
    };
    for (const claim of group) if (this.got.has(claim)) settle(this.got.get(claim));
    for (const claim of group) {
      if (this.got.has(claim)) continue;
      const { pool } = claim.holds;
      const home = this.firstOf(beside, pool) || this.longest(group, pool);
      this.give(claim, home);
      settle(home);
    }
  }

  /** The first free home with room beside it for those of the group who still need one of its pool, or for most of them. */
  longest(group, pool) {
    const waiting = group.filter((claim) => claim.holds.pool === pool && !this.got.has(claim)).length;
    for (let length = waiting; length > 1; length -= 1) {
      const home = this.firstOfRun(pool, length);
      if (home !== undefined) return home;
    }
    return this.firstFree(pool);
  }
}

/** What a place in a row is found by. */
function placeKey(row, place) {
  return JSON.stringify([row, place]);
}
