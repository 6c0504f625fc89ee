// What a secret round is, as this phone reads it. It is known by its hash, and may not contradict itself.

import { hex, sha256 } from "./bytes.js";
import { Doubt } from "./patience.js";

const MARKS = { // k of each mark, docs/sealed-box.md "Choices"
  pick: ["", "for"],
  choose_one: ["", "for"],
  for_against_abstain: ["", "for", "against", "abstain"],
  grade: ["", "satisfied", "basically", "unsatisfied"],
};
const MODES = [...Object.keys(MARKS), "rank"];

// What each choice k says, as a page's form has it. A rank is its own number.
export function answersOf({ mode, items }) {
  return mode === "rank" ? ["", ...items.map((_, index) => String(index + 1))] : MARKS[mode];
}

export async function readManifest(bytes, facts) {
  if (hex(await sha256(bytes)) !== facts.manifestHash) throw new Doubt("manifest-hash");
  const manifest = JSON.parse(new TextDecoder().decode(bytes));
  const { papers, items } = manifest;
  const asked = papers.flatMap((paper) => paper.questions);
  const isSound = manifest.version === 1
    && manifest.round === facts.box
    && MODES.includes(manifest.mode)
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
    && (mostOf(manifest) ?? "") === shown.most
    && (manifest.budget_cap ?? "") === shown.cap;
}

const mostOf = ({ mode, max_marks: most }) => (mode === "choose_one" ? 1 : most);

// Choices on each paper, in the order of the manifest; null for marks the box would not take.
export function choicesOf(manifest, marks) {
  const known = answersOf(manifest);
  const all = manifest.papers.map((paper) =>
    paper.questions.map((no) => known.indexOf(marks[`mark-${no}`] || "")));
  const isLegal = all.every((choices) => !choices.includes(-1)
    && isInBounds(manifest, choices)
    && !isRankedTwice(manifest, choices)
    && !isOverBudget(manifest, choices));
  return isLegal ? all : null;
}

function isInBounds(manifest, choices) {
  const most = mostOf(manifest);
  const isMade = ["grade", "rank"].includes(manifest.mode) ? (k) => k > 0 : (k) => k === 1;
  const made = choices.filter(isMade).length;
  const over = manifest.over_marked === "spoils" && most !== null && made > most;
  const under = manifest.under_marked === "spoils" && made < manifest.min_marks;
  return !over && !under;
}

function isRankedTwice({ mode }, choices) {
  const written = choices.filter((k) => k > 0);
  return mode === "rank" && new Set(written).size < written.length;
}

// A cap that only warns is for the page to tell. One that refuses makes one paper of all candidates.
function isOverBudget({ mode, items, budget_cap: cap, over_budget: effect }, choices) {
  if (cap === null || effect !== "refuse" || mode === "grade") return false;
  const costs = items.map(({ cost }, index) => {
    const k = choices[index];
    return (mode === "rank" ? k > 0 : k === 1) ? cost : 0;
  });
  return costs.reduce((sum, cost) => sum + cost, 0) > cap;
}
