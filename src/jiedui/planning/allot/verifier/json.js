/** JSON read strictly (no key twice, whole numbers only, whole characters only) and written in its canonical form. */

/** Where a text stops being such JSON, and why (a key of the wordings). */
class JsonFault extends Error {
  constructor(why, at) {
    super(why);
    this.why = why;
    this.at = at;
  }
}

const DEEPEST = 32;
const LONE_HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const ESCAPED = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The value that a text holds; raises JsonFault. */
function parseJson(text) {
  const reader = new JsonReader(text);
  const value = reader.value(0);
  reader.blanks();
  if (reader.at < text.length) throw new JsonFault("json", reader.at);
  return value;
}

/** Reads one text from its beginning to its end. */
class JsonReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /** Pass over blanks. */
  blanks() {
    while (" \t\n\r".includes(this.text[this.at] || "x")) this.at += 1;
  }

  /** The next sign that is no blank, which stays where it is. */
  next() {
    this.blanks();
    return this.text[this.at];
  }

  /** Pass over a sign that must be there. */
  expect(sign) {
    if (this.next() !== sign) throw new JsonFault("json", this.at);
    this.at += 1;
  }

  /** The value that begins here. */
  value(depth) {
    if (depth > DEEPEST) throw new JsonFault("deep", this.at);
    const sign = this.next();
    if (sign === "{") return this.object(depth);
    if (sign === "[") return this.list(depth);
    if (sign === '"') return this.string();
    if (this.text.startsWith("true", this.at)) return this.word("true", true);
    if (this.text.startsWith("false", this.at)) return this.word("false", false);
    return this.number();
  }

  /** A word that stands for a value. */
  word(word, value) {
    this.at += word.length;
    return value;
  }

  /** An object, each key once. */
  object(depth) {
    const found = Object.create(null);
    this.expect("{");
    if (this.next() === "}") this.expect("}");
    else {
      do {
        if (this.next() !== '"') throw new JsonFault("json", this.at);
        const at = this.at;
        const key = this.string();
        if (key in found) throw new JsonFault("twice", at);
        this.expect(":");
        found[key] = this.value(depth + 1);
      } while (this.more("}"));
    }
    return found;
  }

  /** A list. */
  list(depth) {
    const found = [];
    this.expect("[");
    if (this.next() === "]") this.expect("]");
    else {
      do found.push(this.value(depth + 1));
      while (this.more("]"));
    }
    return found;
  }

  /** Whether a comma follows rather than the end. */
  more(end) {
    const sign = this.next();
    if (sign !== "," && sign !== end) throw new JsonFault("json", this.at);
    this.at += 1;
    return sign === ",";
  }

  /** A text, with its escapes undone. */
  string() {
    const begin = this.at;
    const pieces = [];
    this.at += 1;
    for (;;) {
      const from = this.at;
      while (this.at < this.text.length && !this.stops(this.text.charCodeAt(this.at))) this.at += 1;
      pieces.push(this.text.slice(from, this.at));
      const sign = this.text[this.at];
      this.at += 1;
      if (sign === '"') break;
      if (sign !== "\\") throw new JsonFault("json", this.at - 1);
      pieces.push(this.escape());
    }
    const whole = pieces.join("");
    if (LONE_HALF.test(whole)) throw new JsonFault("half", begin);
    return whole;
  }

  /** Whether a sign ends a run of plain ones. */
  stops(unit) {
    return unit === 0x22 || unit === 0x5c || unit < 0x20;
  }

  /** What an escape stands for. */
  escape() {
    const sign = this.text[this.at];
    this.at += 1;
    if (sign in ESCAPED) return ESCAPED[sign];
    const digits = this.text.slice(this.at, this.at + 4);
    if (sign !== "u" || !/^[0-9a-fA-F]{4}$/.test(digits)) throw new JsonFault("json", this.at - 1);
    this.at += 4;
    return String.fromCharCode(parseInt(digits, 16));
  }

  /** A whole number that a double holds exactly. */
  number() {
    const pattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    pattern.lastIndex = this.at;
    const [digits] = pattern.exec(this.text) || [];
    if (digits === undefined) throw new JsonFault("json", this.at);
    const value = Number(digits);
    if (!/^-?[0-9]+$/.test(digits) || !Number.isSafeInteger(value)) throw new JsonFault("number", this.at);
    this.at += digits.length;
    return value === 0 ? 0 : value;
  }
}

/** The canonical form of a value. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object") {
    const pairs = Object.keys(value).sort();
    return `{${pairs.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of the canonical form. */
function hashOf(value) {
  return sha256(bytesOf(canonical(value)));
}
