// Casting: the choice is locked in the wallet first, then sealed into records, then sent until it is answered.

import { checkReceipts, putIn } from "./box.js";
import { compute } from "./compute.js";
import { identity } from "./device.js";
import { checkPinned, keyOf } from "./issue.js";
import { choicesOf } from "./manifest.js";
import { Doubt, alone, jitter, pause, persistently } from "./patience.js";
import { MANIFESTS, ROUNDS, change, read } from "./wallet.js";

const FRESH = 30000; // ms: papers so new that their handing out and their casting could be matched
const SOON = [0, 3000];
const LATER = [3000, 9000]; // less than the grace of a close: who never hears of it is still in time

// For good: records are never made for a second choice, as two records of one paper tell two secrets.
// Whoever locked first, in whichever tab, is whose choice is cast. Of papers that are cast together
// all are locked or none: resolves to whether they may be cast so.
export async function lock(me, papers) {
  const made = [];
  for (const [facts, marks] of papers) {
    const choices = choicesOf(await read(MANIFESTS, facts.manifestHash), marks);
    if (!choices) return false;
    made.push([facts, marks, choices]);
  }
  for (const one of made) await lockOne(me, ...one);
  return true;
}

async function lockOne(me, facts, marks, choices) {
  await change(ROUNDS, keyOf(me, facts), (old) => {
    if (old.marks) return undefined;
    const isFresh = Date.now() - old.papersAt < FRESH;
    const sendAt = Date.now() + jitter(...(isFresh ? LATER : SOON));
    return { ...old, marks, choices, sendAt, draft: undefined };
  }, "strict");
}

// The vote was closed: what waits for its moment must not miss the grace.
const hurry = new EventTarget();
const hurried = (facts) => new Promise((resume) => {
  hurry.addEventListener(facts.round, resume, { once: true });
});

export function sendNow(facts) {
  hurry.dispatchEvent(new Event(facts.round));
}

export const isAnswered = (kept) => Boolean(kept.receipts || kept.late);

// Also after a reload, and from whichever page is open.
export function send(me, facts, tell) {
  return alone(`cast ${keyOf(me, facts)}`, () => sendAlone(me, facts, tell));
}

async function sendAlone(me, facts, tell) {
  const key = keyOf(me, facts);
  let kept = await read(ROUNDS, key);
  checkPinned(kept, facts);
  if (isAnswered(kept)) return;
  const manifest = await read(MANIFESTS, kept.manifestHash);
  if (!kept.records) kept = await seal(me, key, kept, manifest);
  // Bounded: a clock that was set back must not keep the ballot here.
  const rest = Math.min(LATER[1], Math.max(0, kept.sendAt - Date.now()));
  if (facts.phase === "open") await Promise.race([pause(rest), hurried(facts)]);
  const receipts = await persistently(() => putIn(facts, kept), tell);
  if (receipts?.length) await checkReceipts(receipts, kept, manifest);
  await change(ROUNDS, key, (old) => (receipts ? { ...old, receipts } : { ...old, late: true }));
}

async function seal(me, key, kept, manifest) {
  const { seed } = await identity(me);
  const { signatures, choices } = kept;
  const made = await compute("fillAll", { seed, manifest, signatures, choices });
  const now = await change(ROUNDS, key, (old) => (old.records ? undefined : { ...old, ...made }));
  if (!now.records) throw new Doubt("broken");
  return now;
}
