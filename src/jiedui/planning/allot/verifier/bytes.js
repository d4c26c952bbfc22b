/** Bytes: texts as UTF-8, hexadecimal digits, lengths before what they count (section 1 of the protocol). */

const encoder = new TextEncoder();

/** The UTF-8 bytes of a text; bytes as they are. */
function bytesOf(value) {
  return typeof value === "string" ? encoder.encode(value) : value;
}

/** Lower-case hexadecimal digits of bytes. */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes that hexadecimal digits stand for. */
function unhex(digits) {
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Pieces of bytes one after the other. */
function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A whole number as eight bytes, the highest first. */
function u64(number) {
  const bytes = new Uint8Array(8);
  let rest = number;
  for (let at = 7; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

/** SHA-256 over parts, each with its length before it: SHA(a, b, …) of the protocol. */
function sha(...parts) {
  const pieces = [];
  for (const part of parts) {
    const bytes = bytesOf(part);
    pieces.push(u64(bytes.length), bytes);
  }
  return sha256(joined(pieces));
}

/** Texts in the order of their code points: below 0, 0 or above 0. */
function compareTexts(a, b) {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return highest(x) - highest(y);
  }
  return a.length - b.length;
}

/** A UTF-16 unit so that halves of characters beyond U+FFFF come after all others. */
function highest(unit) {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
