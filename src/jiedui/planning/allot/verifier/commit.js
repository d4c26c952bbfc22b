/** A witness's own page: a value and a secret number become a commitment; nothing leaves the device (section 5). */

const frozen = JSON.parse(document.getElementById("frozen").textContent);
const witness = document.getElementById("witness");
const valueField = document.getElementById("value");
const outcome = document.getElementById("outcome");
const saved = document.getElementById("saved");

/** A nonce that nobody can guess: 32 random bytes. */
function newNonce() {
  return hex(crypto.getRandomValues(new Uint8Array(32)));
}

/** The commitment to a value under this freeze. */
function commitmentTo(name, value, nonce) {
  const parts = [unhex(frozen.root), unhex(frozen.rules_hash), name, value, unhex(nonce)];
  return hex(sha("jiedui/allot/1/commitment", ...parts));
}

/** The file that the witness keeps until the reveal; the command line reads it too. */
function secretFile(secret) {
  return new Blob([JSON.stringify(secret)], { type: "application/json" });
}

for (const name of frozen.witnesses) witness.append(new Option(name, name));
document.getElementById("draw").textContent = frozen.draw;
document.getElementById("root").textContent = frozen.root;
document.getElementById("rules").textContent = frozen.rules_hash;
document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const nonce = newNonce();
  const secret = { protocol: "jiedui/allot/1", draw: frozen.draw, witness: witness.value, value: valueField.value, nonce };
  document.getElementById("commitment").textContent = commitmentTo(secret.witness, secret.value, nonce);
  document.getElementById("nonce").textContent = nonce;
  if (saved.href) URL.revokeObjectURL(saved.href);
  saved.href = URL.createObjectURL(secretFile(secret));
  saved.download = `秘密-${secret.witness}.json`;
  outcome.hidden = false;
});
