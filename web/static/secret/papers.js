// All papers of a round at once: the heavy computing. It runs in a worker, or on the page's own
// thread in small portions. docs/sealed-box.md says what is computed.

import { concat, hex, same, unbase64url, unhex } from "./bytes.js";
import { answersOf } from "./manifest.js";
import { blindPaper, fill, leaf, preparePaper, unblindPaper } from "./paper.js";
import { isCertified, publicKey } from "./rsa.js";
import { boxRoot, readLeaves, treeRoot } from "./tree.js";

const PORTION = 8; // papers at a time: enough to keep the machine busy, few enough to let the page paint

let derived = { of: "", papers: null }; // unblinding needs the papers that blinding made

const breath = () => new Promise((resume) => { setTimeout(resume, 0); });

async function inPortions(things, work) {
  const done = [];
  for (let at = 0; at < things.length; at += PORTION) {
    const portion = things.slice(at, at + PORTION);
    done.push(...await Promise.all(portion.map((thing, index) => work(thing, at + index))));
    await breath();
  }
  return done;
}

async function derive(seed, manifest) {
  const of = `${hex(seed)} ${manifest.papers.map((paper) => paper.key)}`;
  if (derived.of === of) return derived.papers;
  const round = unhex(manifest.round);
  const papers = await inPortions(manifest.papers, ({ no, questions, key }) =>
    preparePaper(seed, {
      round,
      no,
      key: publicKey(unbase64url(key)),
      questions: questions.length,
      choices: answersOf(manifest).length,
    }));
  derived = { of, papers };
  return papers;
}

// Whether every key of the round signs in one way only.
export async function certify({ manifest }) {
  const good = await inPortions(manifest.papers, ({ key, proof }) =>
    isCertified(publicKey(unbase64url(key)), proof.map(unbase64url)));
  return good.every(Boolean);
}

export async function blindAll({ seed, manifest }) {
  return concat(...await inPortions(await derive(seed, manifest), blindPaper));
}

// The signatures of the papers; fails unless every one of them is good.
export async function unblindAll({ seed, manifest, signed }) {
  const papers = await derive(seed, manifest);
  let at = 0;
  const parts = papers.map(({ form }) => signed.slice(at, at += form.key.length));
  if (at !== signed.length) throw new Error("blind-signature");
  return inPortions(papers, (paper, index) => unblindPaper(paper, parts[index]));
}

// What is cast, and the leaves to look for in the frozen list.
export async function fillAll({ seed, manifest, signatures, choices }) {
  const papers = await derive(seed, manifest);
  const records = papers.map((paper, index) => fill(paper, choices[index], signatures[index]));
  const leaves = await Promise.all(papers.map((paper, index) => leaf(paper.form, records[index])));
  return { records, leaves: leaves.map(hex) };
}

// The list of all leaves, counted and hashed; and which of `own` stand under their number.
export async function readBox({ round, papers, listed, own }) {
  const lists = readLeaves(listed, papers);
  const roots = [];
  for (const [index, leaves] of lists.entries()) {
    roots.push({ no: index + 1, cast: leaves.length, root: hex(await treeRoot(leaves)) });
  }
  const found = own.map(unhex).map((mine, index) => lists[index].some((one) => same(one, mine)));
  return { papers: roots, boxRoot: hex(await boxRoot(unhex(round), roots)), found };
}
