// Marking ballots with a thumb: counts the marks, takes them back, shows them once more before
// the last "yes". Where a draft is kept and how a ballot is cast is for its user to say. Several
// papers of a voting session stand on one page; what is marked is told by the id of each round.

import { Ranking } from "./ranking.js";
import { Spending } from "./spending.js";

const form = document.getElementById("ballot");
const dialog = document.getElementById("confirm");
const summary = document.getElementById("summary");
const changed = () => form.dispatchEvent(new Event("change"));
const isWanted = (mark) => mark === "for" || Boolean(Number(mark));

// One paper on the page.
class Paper {
  constructor(element, isAlone) {
    this.element = element;
    this.round = element.dataset.round;
    this.prefix = element.dataset.prefix;
    this.title = isAlone ? "" : element.dataset.title;
    // By itself it has its figures in the bar at the bottom of the page.
    const bar = isAlone ? form.querySelector(".cast-bar") : element;
    this.tally = bar.querySelector(".tally");
    this.ranking = new Ranking(element, changed);
    this.spending = new Spending(element, bar, isAlone && form.querySelector("#summary-spent"));
  }

  // An empty field is no mark.
  marks() {
    const mine = [...new FormData(form)].filter(([name, mark]) => mark && name.startsWith(`${this.prefix}mark-`));
    return Object.fromEntries(mine.map(([name, mark]) => [name.slice(this.prefix.length), mark]));
  }

  restore(draft) {
    for (const [name, value] of Object.entries(draft || {})) {
      const named = `input[name="${CSS.escape(this.prefix + name)}"]`;
      const choice = this.element.querySelector(`${named}[value="${CSS.escape(value)}"]:not([inputmode])`);
      const field = this.element.querySelector(`${named}[inputmode]`);
      if (choice) choice.checked = true;
      if (field) field.value = value;
    }
    this.ranking.tidy();
  }

  // Says how many are marked and what they cost; whether the ballot may be cast so.
  count() {
    const made = Object.entries(this.marks());
    const most = Number(this.tally.dataset.most) || Infinity;
    const least = Number(this.tally.dataset.least) || 0;
    const marked = made.filter(([, mark]) => mark !== "against" && mark !== "abstain").length;
    const isOver = marked > most;
    const isUnder = marked < least;
    const { says, saysMost, saysOver, saysUnder, all } = this.tally.dataset;
    let pattern = most === Infinity ? says : saysMost;
    if (isUnder) pattern = saysUnder;
    if (isOver) pattern = saysOver;
    const figures = { marked, most, least, all };
    this.tally.textContent = pattern.replace(/{(\w+)}/g, (_, name) => figures[name]);
    this.element.classList.toggle("over", isOver);
    this.ranking.show();
    const isPaid = this.spending.show(made.filter(([, mark]) => isWanted(mark)).map(([name]) => name));
    return { isOver, isFit: !isOver && !isUnder && isPaid };
  }

  untickOthers(ticked) {
    if (this.tally.dataset.mode !== "choose_one" || !ticked.checked) return;
    if (!this.element.contains(ticked)) return;
    for (const one of this.element.querySelectorAll("input[type=checkbox]")) one.checked = one === ticked;
  }

  // As on the ballot; a ranking by its numbers, what has none at the end.
  lines() {
    const marks = this.marks();
    const rankOf = (one) => Number(marks[`mark-${one.dataset.no}`]) || Infinity;
    const found = [...this.element.querySelectorAll(".candidate")];
    if (this.tally.dataset.mode === "rank") {
      found.sort((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)));
    }
    const lines = found.map(({ dataset: { no, name } }) =>
      markLine(no, name, marks[`mark-${no}`], summary.dataset));
    return this.title ? [heading(this.title), ...lines] : lines;
  }
}

const sections = form ? [...form.querySelectorAll(".paper")] : [];
const papers = sections.map((one) => new Paper(one, sections.length === 1));

// What is marked on each paper, by the id of its round.
const marksOf = () => Object.fromEntries(papers.map((one) => [one.round, one.marks()]));

// `keep` is given the marks at each change, `cast` those that were confirmed.
export function marking({ keep, cast }) {
  takeBack();
  form.addEventListener("change", (event) => {
    for (const one of papers) one.untickOthers(event.target);
    keep(marksOf());
    count();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const unfit = count();
    if (unfit) {
      if (papers.length > 1) unfit.element.scrollIntoView({ block: "end" });
      return;
    }
    summary.replaceChildren(...papers.flatMap((one) => one.lines()));
    dialog.showModal();
  });
  document.getElementById("no").addEventListener("click", () => dialog.close());
  document.getElementById("yes").addEventListener("click", () => {
    dialog.close();
    cast(marksOf());
  });
}

// `drafts` by the id of each round.
export function restore(drafts) {
  for (const one of papers) one.restore((drafts || {})[one.round]);
  count();
}

// The first paper that may not be cast as it is, if there is one.
function count() {
  const counts = papers.map((one) => one.count());
  document.body.classList.toggle("over", papers.length === 1 && counts[0].isOver);
  return papers.find((_, at) => !counts[at].isFit);
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

export function heading(title) {
  const item = document.createElement("li");
  item.className = "paper-name";
  item.textContent = title;
  return item;
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
