// The tree over what lies in the box: RFC 9162 2.1, SHA-256. docs/sealed-box.md, "The tree".

import { ascii, byte, concat, four, sha256, two, unhex } from "./bytes.js";

const HASH = 32;
const PORTION = 1024; // hashes asked for at once

async function levelAbove(hashes) {
  const above = [];
  for (let at = 0; at < hashes.length; at += 2 * PORTION) {
    const portion = hashes.slice(at, at + 2 * PORTION);
    const pairs = portion.map((left, index) => [left, portion[index + 1]])
      .filter((_, index) => index % 2 === 0);
    above.push(...await Promise.all(pairs.map(([left, right]) =>
      (right ? sha256(byte(1), left, right) : left))));
  }
  return above;
}

export async function treeRoot(leaves) {
  let level = leaves;
  while (level.length > 1) level = await levelAbove(level);
  return level.length ? level[0] : sha256();
}

// `papers`: { no, cast, root in hexadecimal }, in rising order of their numbers.
export function boxRoot(round, papers) {
  const parts = papers.map(({ no, cast, root }) => concat(two(no), four(cast), unhex(root)));
  return sha256(ascii("minyi/1 box"), round, ...parts);
}

function isRising(one, other) {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && one[at] < other[at];
}

// For each paper number `count (4 bytes) | leaf hashes`, sorted. Fails on anything else.
export function readLeaves(bytes, papers) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lists = [];
  let at = 0;
  for (let no = 1; no <= papers; no += 1) {
    if (at + 4 > bytes.length) throw new Error("list");
    const count = view.getUint32(at);
    const end = at + 4 + count * HASH;
    if (end > bytes.length) throw new Error("list");
    const leaves = Array.from({ length: count }, (_, index) =>
      bytes.subarray(at + 4 + index * HASH, at + 4 + (index + 1) * HASH));
    // Sorted and none twice: a ballot listed twice would be two ballots.
    if (!leaves.every((leaf, index) => !index || isRising(leaves[index - 1], leaf))) {
      throw new Error("list");
    }
    lists.push(leaves);
    at = end;
  }
  if (at !== bytes.length) throw new Error("list");
  return lists;
}
