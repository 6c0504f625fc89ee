// What a secret round is, as this phone reads it. It is known by its hash, and may not contradict itself.

import { hex, sha256 } from "./bytes.js";
import { Doubt } from "./patience.js";

export const MARKS = { // k of each mark, docs/sealed-box.md "Choices"
  pick: ["", "for"],
  for_against_abstain: ["", "for", "against", "abstain"],
};

export async function readManifest(bytes, facts) {
  if (hex(await sha256(bytes)) !== facts.manifestHash) throw new Doubt("manifest-hash");
  const manifest = JSON.parse(new TextDecoder().decode(bytes));
  const { papers, items } = manifest;
  const asked = papers.flatMap((paper) => paper.questions);
  const isSound = manifest.version === 1
    && manifest.round === facts.box
    && manifest.mode in MARKS
    && papers.every((paper, index) => paper.no === index + 1)
    && String(asked) === String(items.map((item) => item.no))
    // One key twice: a paper of one number could be cast under the other.
    && new Set(papers.map((paper) => paper.key)).size === papers.length;
  if (!isSound) throw new Doubt("manifest-hash");
  return manifest;
}

// Whether the page shows the vote that was witnessed.
export function isShown(manifest, shown) {
  const items = manifest.items.map((item) => `${item.no} ${item.name}`);
  return manifest.title === shown.title
    && JSON.stringify(items) === JSON.stringify(shown.items)
    && manifest.mode === shown.mode
    && (manifest.max_marks ?? "") === shown.most;
}

// Choices on each paper, in the order of the manifest; null for marks the box would not take.
export function choicesOf(manifest, marks) {
  const known = MARKS[manifest.mode];
  const all = manifest.papers.map((paper) =>
    paper.questions.map((no) => known.indexOf(marks[`mark-${no}`] || "")));
  const isLegal = all.every((choices) => {
    const given = choices.filter((k) => known[k] === "for").length;
    const over = manifest.over_marked === "spoils" && manifest.max_marks !== null
      && given > manifest.max_marks;
    const under = manifest.under_marked === "spoils" && given < manifest.min_marks;
    return !over && !under && !choices.includes(-1);
  });
  return isLegal ? all : null;
}
