// One paper: derived from the seed, signed blindly, filled in once. docs/sealed-box.md, "Derivation".

import { ascii, byte, concat, expand, hmac, hmacKey, sha256, toNumber, two } from "./bytes.js";
import { SALT_BYTES, blind, finalize, inverse } from "./rsa.js";

const ATTEMPTS = 256;

// `form`: { round: 16 bytes, no, key, questions, choices }.
export async function preparePaper(seed, form) {
  const keyHash = await sha256(form.key.der);
  const extracted = await hmac(await hmacKey(ascii("minyi/1")), seed);
  const place = concat(form.round, two(form.no));
  const root = await expand(await hmacKey(extracted), concat(ascii("paper"), place, keyHash), 32);
  const key = await hmacKey(root);
  const secrets = [];
  const table = [];
  for (let question = 0; question < form.questions; question += 1) {
    const row = await Promise.all(Array.from({ length: form.choices }, (_, choice) =>
      hmac(key, ascii("secret"), two(question), byte(choice))));
    secrets.push(row);
    table.push(await Promise.all(row.map((secret) => sha256(ascii("minyi/1 commit"), secret))));
  }
  const serial = await sha256(...table.flat());
  const prefix = await hmac(key, ascii("prefix"));
  return {
    form,
    secrets,
    table,
    serial,
    prefix,
    prepared: concat(prefix, ascii("minyi/1 paper"), place, serial),
    salt: await expand(key, ascii("salt"), SALT_BYTES),
    ...await blinding(key, form.key),
  };
}

async function blinding(root, key) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const wide = await expand(root, concat(ascii("blind"), byte(attempt)), key.length + 16);
    const r = toNumber(wide) % key.n;
    const undo = inverse(r, key.n);
    if (r > 1n && undo) return { r, undo };
  }
  throw new Error("blinding");
}

export const blindPaper = (paper) => blind(paper.form.key, paper.prepared, paper.salt, paper.r);
export const unblindPaper = (paper, signed) =>
  finalize(paper.form.key, paper.prepared, signed, paper.r, paper.undo);

// The record that is cast: the secret of each choice, and the hashes of all the others.
export function fill(paper, choices, signature) {
  const answers = choices.map((k, question) => concat(
    byte(k),
    paper.secrets[question][k],
    ...paper.table[question].filter((_, choice) => choice !== k),
  ));
  return concat(paper.prefix, signature, ...answers);
}

// The leaf hash of RFC 9162 2.1 over a record's entry: what the phone looks for in the frozen list.
export function leaf(form, record) {
  return sha256(byte(0), ascii("minyi/1 leaf"), form.round, two(form.no), record);
}
