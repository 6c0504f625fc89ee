// Talking to the box: without cookie, without referrer, over a connection of its own.
// And what it answers, checked.

import { ascii, concat, hex, sha256, two, unbase64url, unhex } from "./bytes.js";
import { Doubt, Later, Refusal, ask, json } from "./patience.js";

const NOBODY = { credentials: "omit", referrerPolicy: "no-referrer", mode: "cors" };
const BROKEN = new Set([400, 422]);

const at = (facts) => `${facts.boxBase}/${facts.box}`;

async function get(facts, name) {
  const answer = await ask(`${at(facts)}/${name}`, NOBODY);
  if (!answer.ok) throw new Later(name);
  return answer.bytes;
}

// Papers that were made again have another manifest; the one before is gone for good.
export async function getManifest(facts) {
  const answer = await ask(`${at(facts)}/manifest`, NOBODY);
  if (answer.status === 404 && json(answer).code === "not-here") throw new Refusal("replaced");
  if (!answer.ok) throw new Later("manifest");
  return answer.bytes;
}

export const getLeaves = (facts) => get(facts, "leaves");

export async function getCheckpoint(facts) {
  return json({ bytes: await get(facts, "checkpoint") });
}

// Kept if it arrives: nothing of the vote hangs on it.
export function tell(facts, name, body) {
  return ask(`${at(facts)}/${name}`, { ...NOBODY, method: "POST", body }).catch(() => null);
}

// All papers of a ballot in one request, answered once they are on the disk.
// Resolves to the receipts, [] when they lie there without one, or null when it was too late.
export async function putIn(facts, kept) {
  const body = concat(...kept.records.flatMap((record, index) => [two(index + 1), record]));
  const answer = await ask(at(facts), {
    ...NOBODY,
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body,
  });
  const said = json(answer);
  if (answer.ok && said.receipts) return said.receipts;
  if (answer.status === 410 && said.code === "box-closed") return null;
  if (answer.status === 404 && said.code === "not-here") throw new Refusal("gone");
  if (said.code === "box-conflict") {
    if (said.stored?.every((leaf) => kept.leaves.includes(leaf))) return [];
    throw new Doubt("conflict", { stored: said.stored });
  }
  if (BROKEN.has(answer.status) && said.code) throw new Doubt("broken", said);
  throw new Later("busy");
}

// Receipts must be for exactly what was sent.
export async function checkReceipts(receipts, kept, manifest) {
  const isOurs = receipts.length === kept.leaves.length
    && receipts.every((one, index) => one.no === index + 1
      && one.round === manifest.round && one.leaf === kept.leaves[index]);
  if (!isOurs) throw new Doubt("receipt", receipts);
  for (const one of receipts) {
    const body = concat(unhex(one.round), two(one.no), unhex(one.leaf));
    if (!await isSigned(manifest, "minyi/1 receipt", body, one.signature)) {
      throw new Doubt("receipt", one);
    }
  }
}

// Browsers that do not know Ed25519 leave it to the scrutineers: what the phone keeps is enough.
export async function isSigned(manifest, purpose, body, signature) {
  let key;
  try {
    const raw = unbase64url(manifest.server_key);
    key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return true;
  }
  const words = concat(ascii(purpose), body);
  return crypto.subtle.verify({ name: "Ed25519" }, key, unbase64url(signature), words);
}

function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]));
}

// RFC 8785, for text, whole numbers, lists and objects.
export const canonical = (value) => new TextEncoder().encode(JSON.stringify(ordered(value)));

export const hashOf = async (value) => hex(await sha256(canonical(value)));
