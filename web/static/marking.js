// Marking a ballot with a thumb: counts the marks, takes them back, shows them once more before
// the last "yes". Where a draft is kept and how a ballot is cast is for its user to say.

const form = document.getElementById("ballot");
const dialog = document.getElementById("confirm");
const summary = document.getElementById("summary");
const tally = document.getElementById("tally");

const marksOf = () => Object.fromEntries(new FormData(form));

// `keep` is given the marks at each change, `cast` those that were confirmed.
export function marking({ keep, cast }) {
  takeBack();
  form.addEventListener("change", () => {
    keep(marksOf());
    count();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!count()) return;
    summary.replaceChildren(...[...form.querySelectorAll(".candidate")].map(line));
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
    const input = form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (input) input.checked = true;
  }
  count();
}

// Says how many are marked; whether the ballot may be cast so.
function count() {
  const most = Number(form.dataset.most) || Infinity;
  const least = Number(form.dataset.least) || 0;
  const marked = Object.values(marksOf()).filter((one) => one === "for").length;
  const isOver = marked > most;
  const isUnder = marked < least;
  const { says, saysMost } = tally.dataset;
  let pattern = most === Infinity ? says : saysMost;
  if (isUnder) pattern = form.dataset.saysUnder;
  if (isOver) pattern = form.dataset.saysOver;
  const figures = { marked, most, least };
  tally.textContent = pattern.replace(/{(\w+)}/g, (_, name) => figures[name]);
  document.body.classList.toggle("over", isOver);
  return !isOver && !isUnder;
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
      form.dispatchEvent(new Event("change"));
    }
  });
}

function line(candidate) {
  const { no } = candidate.dataset;
  const name = candidate.querySelector("legend").textContent.trim().replace(/^\d+\s*/, "");
  return markLine(no, name, marksOf()[`mark-${no}`], summary.dataset);
}

// One line of what is marked; `words` are those for each mark.
export function markLine(no, name, made, words) {
  const item = document.createElement("li");
  const isRank = /^\d+$/.test(made || "");
  const said = isRank ? words.rank.replace("{rank}", made) : words[made || "none"];
  const parts = [["no", no], ["", name], [`mark ${isRank ? "rank" : made || "none"}`, said]];
  item.append(...parts.map(([kind, text]) => {
    const part = document.createElement("span");
    part.className = kind;
    part.textContent = text;
    return part;
  }));
  return item;
}
