// Who this phone is at a meeting: a seed that all papers follow from, and a key that signs requests.

import { ascii, base64url, concat } from "./bytes.js";
import { Later, Refusal, alone, ask, json } from "./patience.js";
import { PEOPLE, change, read } from "./wallet.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };

// Why this browser cannot hold a secret ballot, or "" when it can.
export async function hindrance(me) {
  if (!isSecureContext) return "insecure";
  if (!globalThis.crypto?.subtle) return "storage"; // too old, or forbidden to
  try {
    await identity(me);
  } catch {
    return "storage";
  }
  return "";
}

export const nameOf = (me) => `${me.meeting}/${me.person}`;

// Made once. Two tabs that make one at the same moment agree on the first.
export async function identity(me) {
  const kept = await read(PEOPLE, nameOf(me));
  return kept || adopt(me, crypto.getRandomValues(new Uint8Array(32)), false);
}

// A new device with this seed; a device that has it already stays.
export async function adopt(me, seed, replaces) {
  const keys = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", keys.publicKey));
  const made = { seed, key: keys.privateKey, spki, enrolled: "", brought: replaces };
  const kept = await change(PEOPLE, nameOf(me), (old) => (old && !replaces ? undefined : made));
  // May be refused; then the browser clears up when its disk is full, as it does for every site.
  await navigator.storage?.persist?.().catch(() => false);
  return kept;
}

export async function sign(who, purpose, body) {
  const words = concat(ascii(purpose), body);
  return new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, who.key, words));
}

// Tells the server this device's key, unless it knows it.
export function enrol(me) {
  return alone(`enrol ${nameOf(me)}`, () => enrolAlone(me));
}

async function enrolAlone(me) {
  const who = await identity(me);
  if (who.enrolled) return;
  const said = await post(`/m/${me.meeting}/device`, { key: base64url(who.spki) });
  await change(PEOPLE, nameOf(me), (old) => ({ ...old, enrolled: said.device }));
}

// Another phone was enrolled after this one: take the place back, and do the work again.
export async function enrolled(me, work) {
  await enrol(me);
  try {
    return await work();
  } catch (problem) {
    if (problem.message !== "device-unknown") throw problem;
  }
  await change(PEOPLE, nameOf(me), (old) => ({ ...old, enrolled: "" }));
  await enrol(me);
  return work();
}

// An act of the person who is signed in; what the server refuses comes with its sentence.
export async function post(path, values) {
  const answer = await ask(path, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(values),
  });
  const said = json(answer);
  if (answer.ok) return said;
  const first = said.refused?.[0];
  if (!first || answer.status >= 500 || answer.status === 429) throw new Later("busy");
  throw new Refusal(first.code, first.sentence);
}
