// The clerk's register: ticks are counted, a delegation is ticked at once, and the list renews
// itself when somebody comes or goes, but never under a hand that is at work.

const PAUSE = 2000; // milliseconds between two renewals: a crowd at the door comes by the hundred
let due = 0;

const boxes = (root) => [...root.querySelectorAll(".people input[type=checkbox]")];

function count() {
  const line = document.getElementById("ticked");
  if (!line) return;
  line.dataset.idle ??= line.textContent;
  const ticked = boxes(document).filter((one) => one.checked).length;
  line.textContent = ticked ? line.dataset.says.replace("{n}", ticked) : line.dataset.idle;
}

function setUp() {
  document.querySelectorAll(".delegation .all").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const mine = boxes(button.closest(".delegation"));
      const tick = mine.some((one) => !one.checked);
      mine.forEach((one) => (one.checked = tick));
      count();
    });
  });
  count();
}

function isBusy() {
  const list = document.getElementById("register");
  const typing = list.contains(document.activeElement) && document.activeElement !== document.body;
  return typing || boxes(list).some((one) => one.checked) || list.querySelector("details[open]");
}

async function renew() {
  due = 0;
  if (isBusy()) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = fresh.getElementById("register");
  if (list && !isBusy()) {
    document.getElementById("register").replaceWith(list);
    setUp();
  }
}

document.addEventListener("change", count);
document.addEventListener("minyi:swapped", () => {
  due ||= setTimeout(() => renew().catch(() => {}), PAUSE);
});
setUp();
