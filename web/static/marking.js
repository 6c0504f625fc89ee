// Marking a ballot with a thumb: counts the marks, takes them back, shows them once more before
// the last "yes". Where a draft is kept and how a ballot is cast is for its user to say.

import { Ranking } from "./ranking.js";
import { Spending } from "./spending.js";

const form = document.getElementById("ballot");
const dialog = document.getElementById("confirm");
const summary = document.getElementById("summary");
const tally = document.getElementById("tally");
const changed = () => form.dispatchEvent(new Event("change"));
const ranking = form && new Ranking(form, changed);
const spending = form && new Spending(form);

// An empty field is no mark.
const marksOf = () => Object.fromEntries([...new FormData(form)].filter(([, mark]) => mark));
const isWanted = (mark) => mark === "for" || Boolean(Number(mark));

// `keep` is given the marks at each change, `cast` those that were confirmed.
export function marking({ keep, cast }) {
  takeBack();
  form.addEventListener("change", (event) => {
    if (tally.dataset.mode === "choose_one" && event.target.checked) untickOthers(event.target);
    keep(marksOf());
    count();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!count()) return;
    summary.replaceChildren(...inReadingOrder().map(line));
    dialog.showModal();
  });
  document.getElementById("no").addEventListener("click", () => dialog.close());
  document.getElementById("yes").addEventListener("click", () => {
    dialog.close();
    cast(marksOf());
  });
}

export function restore(draft) {
  for (const [name, value] of Object.entries(draft || {})) {
    const named = `input[name="${CSS.escape(name)}"]`;
    const choice = form.querySelector(`${named}[value="${CSS.escape(value)}"]:not([inputmode])`);
    const field = form.querySelector(`${named}[inputmode]`);
    if (choice) choice.checked = true;
    if (field) field.value = value;
  }
  ranking.tidy();
  count();
}

// Says how many are marked and what they cost; whether the ballot may be cast so.
function count() {
  const made = Object.entries(marksOf());
  const most = Number(tally.dataset.most) || Infinity;
  const least = Number(tally.dataset.least) || 0;
  const marked = made.filter(([, mark]) => mark !== "against" && mark !== "abstain").length;
  const isOver = marked > most;
  const isUnder = marked < least;
  const { says, saysMost, saysOver, saysUnder, all } = tally.dataset;
  let pattern = most === Infinity ? says : saysMost;
  if (isUnder) pattern = saysUnder;
  if (isOver) pattern = saysOver;
  const figures = { marked, most, least, all };
  tally.textContent = pattern.replace(/{(\w+)}/g, (_, name) => figures[name]);
  document.body.classList.toggle("over", isOver);
  ranking.show();
  const isPaid = spending.show(made.filter(([, mark]) => isWanted(mark)).map(([name]) => name));
  return !isOver && !isUnder && isPaid;
}

// A radio that is pressed again is taken back: blank must stay possible.
function takeBack() {
  let before = null;
  form.addEventListener("pointerdown", (event) => {
    const label = event.target.closest(".marks label");
    const input = label && label.querySelector("input[type=radio]");
    before = input && input.checked ? input : null;
  });
  form.addEventListener("click", (event) => {
    if (before && event.target === before) {
      before.checked = false;
      before = null;
      changed();
    }
  });
}

function untickOthers(ticked) {
  for (const one of form.querySelectorAll("input[type=checkbox]")) one.checked = one === ticked;
}

// As on the ballot; a ranking by its numbers, what has none at the end.
function inReadingOrder() {
  const marks = marksOf();
  const rankOf = (one) => Number(marks[`mark-${one.dataset.no}`]) || Infinity;
  const found = [...form.querySelectorAll(".candidate")];
  if (tally.dataset.mode !== "rank") return found;
  return found.sort((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)));
}

function line(candidate) {
  const { no, name } = candidate.dataset;
  return markLine(no, name, marksOf()[`mark-${no}`], summary.dataset);
}

// One line of what is marked; `words` are those for each mark, `rank` the pattern of a number.
export function markLine(no, name, made, words) {
  const item = document.createElement("li");
  const isRank = /^\d+$/.test(made || "");
  const mark = isRank ? "rank" : made || "none";
  const parts = [["no", no], ["", name], [`mark ${mark}`, words[mark].replace("{rank}", made)]];
  item.append(...parts.map(([kind, text]) => {
    const part = document.createElement("span");
    part.className = kind;
    part.textContent = text;
    return part;
  }));
  return item;
}
