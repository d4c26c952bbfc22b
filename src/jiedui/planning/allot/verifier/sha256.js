/** SHA-256 (FIPS 180-4) in plain JavaScript: browsers offer none to a page that is opened from a file. */

const ROUND_CONSTANTS = fractions(64, 3);
const FIRST_STATE = fractions(8, 2);

/** The first 32 bits of the fractions of roots of the first primes, exact by whole numbers. */
function fractions(count, degree) {
  const words = new Int32Array(count);
  for (let found = 0, candidate = 2n; found < count; candidate += 1n) {
    if (isPrime(candidate)) {
      words[found] = Number(BigInt.asIntN(32, wholeRoot(candidate << BigInt(32 * degree), BigInt(degree))));
      found += 1;
    }
  }
  return words;
}

/** Whether a small number is prime. */
function isPrime(number) {
  for (let divisor = 2n; divisor * divisor <= number; divisor += 1n) if (number % divisor === 0n) return false;
  return true;
}

/** The greatest whole number whose power does not pass a number. */
function wholeRoot(number, degree) {
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= number) low = middle;
    else high = middle;
  }
  return low;
}

const schedule = new Int32Array(64);

/** The hash of bytes: 32 bytes. */
function sha256(bytes) {
  const state = Int32Array.from(FIRST_STATE);
  const whole = bytes.length - (bytes.length % 64);
  for (let at = 0; at < whole; at += 64) compress(state, bytes, at);
  const rest = bytes.length - whole;
  const tail = new Uint8Array(rest < 56 ? 64 : 128);
  tail.set(bytes.subarray(whole));
  tail[rest] = 0x80;
  tail.set(u64(bytes.length * 8), tail.length - 8);
  for (let at = 0; at < tail.length; at += 64) compress(state, tail, at);
  const hash = new Uint8Array(32);
  const view = new DataView(hash.buffer);
  state.forEach((word, at) => view.setInt32(4 * at, word));
  return hash;
}

/** One block of 64 bytes into the state. */
function compress(state, bytes, from) {
  expand(bytes, from);
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let at = 0; at < 64; at += 1) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + high + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[at] + schedule[at]) | 0;
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** The 64 words that a block makes. */
function expand(bytes, from) {
  for (let at = 0; at < 16; at += 1) {
    const first = from + 4 * at;
    schedule[at] = (bytes[first] << 24) | (bytes[first + 1] << 16) | (bytes[first + 2] << 8) | bytes[first + 3];
  }
  for (let at = 16; at < 64; at += 1) {
    const x = schedule[at - 15];
    const y = schedule[at - 2];
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[at] = (schedule[at - 16] + low + schedule[at - 7] + high) | 0;
  }
}
