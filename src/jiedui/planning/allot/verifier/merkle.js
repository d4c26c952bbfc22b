/** The leaves of a roster and the tree over them (RFC 6962, section 2.1). */

/** The hash of the data of a leaf. */
function leafHash(data) {
  return sha256(joined([Uint8Array.of(0), bytesOf(data)]));
}

/** The hash of a node over two. */
function nodeHash(left, right) {
  return sha256(joined([Uint8Array.of(1), left, right]));
}

/** The data of every leaf of a roster: what it is, its households, its dwellings. */
function leavesOf(roster) {
  const { protocol, draw, households, dwellings } = roster;
  return [
    { is: "roster", protocol, draw, households: households.length, dwellings: dwellings.length },
    ...households.map((household) => ({ ...household, is: "household" })),
    ...dwellings.map((dwelling) => ({ ...dwelling, is: "dwelling" })),
  ].map(canonical);
}

/** The largest power of two smaller than a number above 1. */
function splitOf(count) {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** The root over leaves from one up to before another. */
function rootOf(leaves, from = 0, to = leaves.length) {
  if (to - from === 0) return sha256(new Uint8Array(0));
  if (to - from === 1) return leaves[from];
  const middle = from + splitOf(to - from);
  return nodeHash(rootOf(leaves, from, middle), rootOf(leaves, middle, to));
}

/** The way from a leaf up to the root: at every node the hash beside it, and on which side that stands. */
function pathOf(leaves, index, from = 0, to = leaves.length) {
  if (to - from <= 1) return [];
  const middle = from + splitOf(to - from);
  if (index < middle) {
    return [...pathOf(leaves, index, from, middle), { side: "right", hash: rootOf(leaves, middle, to) }];
  }
  return [...pathOf(leaves, index, middle, to), { side: "left", hash: rootOf(leaves, from, middle) }];
}

/** The root that a leaf and its way give. */
function climbed(leaf, path) {
  return path.reduce((own, { side, hash }) => (side === "right" ? nodeHash(own, hash) : nodeHash(hash, own)), leaf);
}
