// Getting the papers of a round: everything is derived, blinded, signed by the server unseen, unblinded.

import { ascii, base64url, concat, sha256, two, unbase64url, unhex } from "./bytes.js";
import { getManifest } from "./box.js";
import { compute } from "./compute.js";
import { enrolled, identity, post, sign } from "./device.js";
import { readManifest } from "./manifest.js";
import { Doubt, alone, jitter, pause, persistently } from "./patience.js";
import { MANIFESTS, ROUNDS, change, read } from "./wallet.js";

const MANY = 1000; // entitled; from there on the requests are spread wider
const SPREAD = { few: 3000, many: 15000 }; // ms

export const keyOf = (me, facts) => `${me.meeting}/${me.person}/${facts.round}`;

// Once papers were asked for, this round has one manifest for ever.
export function checkPinned(kept, facts) {
  if (!kept) return;
  if (kept.manifestHash !== facts.manifestHash || kept.box !== facts.box) {
    throw new Doubt("manifest-other", { before: kept.manifestHash, now: facts.manifestHash });
  }
}

// The manifest, kept so that the opening finds it here already.
export async function manifestFor(me, facts, tell) {
  const kept = await read(ROUNDS, keyOf(me, facts));
  checkPinned(kept, facts);
  const known = await read(MANIFESTS, facts.manifestHash);
  if (known) return known;
  const bytes = await persistently(() => getManifest(facts), tell);
  const manifest = await readManifest(bytes, facts);
  return change(MANIFESTS, facts.manifestHash, () => manifest);
}

const ready = new Map(); // by manifest and person

// Everything that can be done before the opening: the keys are checked, the papers derived and blinded.
export async function prepare(me, facts, tell) {
  const manifest = await manifestFor(me, facts, tell);
  const { seed } = await identity(me);
  const name = `${keyOf(me, facts)} ${facts.manifestHash}`;
  if (!ready.has(name)) {
    ready.set(name, Promise.all([
      compute("certify", { manifest }), compute("blindAll", { seed, manifest }),
    ]));
  }
  const [isCertified, blinded] = await ready.get(name);
  if (!isCertified) throw new Doubt("keys");
  return { seed, manifest, blinded };
}

export function getPapers(me, facts, tell) {
  return alone(`papers ${keyOf(me, facts)}`, () => getPapersAlone(me, facts, tell));
}

async function getPapersAlone(me, facts, tell) {
  const key = keyOf(me, facts);
  const kept = await read(ROUNDS, key);
  if (kept?.signatures) return;
  const begun = Date.now();
  const { seed, manifest, blinded } = await prepare(me, facts, tell);
  const most = manifest.entitled.length > MANY ? SPREAD.many : SPREAD.few;
  // What the computing took is part of the waiting.
  if (!kept) await pause(jitter(0, most) - (Date.now() - begun));
  const { round, manifestHash, box, boxBase } = facts;
  const pinned = await change(ROUNDS, key, (old) => (old ? undefined : {
    round, manifestHash, box, boxBase,
  }));
  checkPinned(pinned, facts);
  const request = () => askFor(me, facts, manifest, blinded);
  const signed = await persistently(() => enrolled(me, request), tell);
  const signatures = await unblind({ seed, manifest, signed });
  await change(ROUNDS, key, (old) => (old.signatures ? undefined : {
    ...old, signatures, papersAt: Date.now(),
  }));
}

async function unblind(job) {
  try {
    return await compute("unblindAll", job);
  } catch {
    throw new Doubt("keys");
  }
}

async function askFor(me, facts, manifest, blinded) {
  const length = blinded.length / manifest.papers.length;
  const body = manifest.papers.flatMap(({ no }, index) =>
    [two(no), blinded.slice(index * length, (index + 1) * length)]);
  const hash = await sha256(ascii("minyi/1 request"), unhex(facts.manifestHash), ...body);
  const who = await identity(me);
  const said = await post(`/m/${me.meeting}/rounds/${facts.round}/issue`, {
    blinded: longText(blinded),
    device: base64url(who.spki),
    signature: base64url(await sign(who, "minyi/1 issue", hash)),
  });
  return unbase64url(said.signed);
}

// In pieces of whole groups of three bytes: a call takes only so many arguments.
function longText(bytes) {
  let words = "";
  for (let at = 0; at < bytes.length; at += 3072) words += base64url(bytes.slice(at, at + 3072));
  return words;
}
