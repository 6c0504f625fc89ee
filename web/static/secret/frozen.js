// Looking for the own papers in the frozen box. Everybody fetches the same list; nobody asks for theirs.

import {
  canonical, checkReceipts, getCheckpoint, getLeaves, hashOf, isSigned, tell as tellBox,
} from "./box.js";
import { compute } from "./compute.js";
import { checkPinned, keyOf, manifestFor } from "./issue.js";
import { Doubt, persistently } from "./patience.js";
import { ROUNDS, change, read } from "./wallet.js";

// Whether the published list is the one on the big screen; and which papers of this phone stand in it.
export async function lookUp(me, facts, tell) {
  const manifest = await manifestFor(me, facts, tell);
  const kept = await read(ROUNDS, keyOf(me, facts));
  checkPinned(kept, facts);
  const checkpoint = await persistently(() => getCheckpoint(facts), tell);
  const listed = await persistently(() => getLeaves(facts), tell);
  await checkCheckpoint(checkpoint, facts, manifest);
  const own = kept?.leaves || [];
  const found = await checkList(checkpoint, listed, manifest, own);
  const missing = found.indexOf(false);
  if (missing >= 0 && kept.receipts?.length) await complain(facts, manifest, kept, { missing, checkpoint });
  const isThere = own.length > 0 && missing < 0;
  return remember(me, facts, { hash: facts.checkpointHash, found, isThere });
}

async function checkCheckpoint(checkpoint, facts, manifest) {
  const { body, signature } = checkpoint;
  const isIt = body && await hashOf(body) === facts.checkpointHash
    && body.round === facts.box && body.manifest_hash === facts.manifestHash
    && await isSigned(manifest, "minyi/1 checkpoint", canonical(body), signature);
  if (!isIt) throw new Doubt("checkpoint", { checkpoint, shown: facts.checkpointHash });
}

async function checkList({ body, signature }, listed, manifest, own) {
  const papers = manifest.papers.length;
  const counted = await compute("readBox", { round: manifest.round, papers, listed, own })
    .catch(() => null);
  const isIt = counted && counted.boxRoot === body.box_root
    && await hashOf(counted.papers) === await hashOf(body.papers);
  if (!isIt) throw new Doubt("list", { checkpoint: { body, signature } });
  return counted.found;
}

async function complain(facts, manifest, kept, { missing, checkpoint }) {
  const receipt = kept.receipts[missing];
  await checkReceipts(kept.receipts, kept, manifest);
  await tellBox(facts, "complaint", canonical(receipt));
  throw new Doubt("missing", { receipt, checkpoint });
}

async function remember(me, facts, checked) {
  let isNew = false;
  const kept = await change(ROUNDS, keyOf(me, facts), (old) => {
    isNew = old.checked?.hash !== checked.hash;
    return { ...old, checked };
  });
  if (isNew && checked.isThere && kept.receipts?.length) {
    await tellBox(facts, "checked", canonical(kept.receipts[0]));
  }
  return kept;
}
