// Is my ballot in the frozen box? Shown paper by paper, looked up afresh each time.

import { alarm, isHindered, listMarks, oneByOne, onNews, show, wordsOf } from "./page.js";
import { Phone, factsOf } from "./phone.js";

const root = document.getElementById("secret");
const me = { meeting: root.dataset.meeting, person: root.dataset.person };
const list = root.querySelector("[data-marks]");

let facts = null;
const look = oneByOne(lookOnce);
const phone = new Phone(me, look);
phone.looksNow = true;

async function lookOnce() {
  facts = [...document.querySelectorAll("[data-secret-round]")]
    .map(factsOf).find((one) => one.round === root.dataset.round) || facts;
  if (!facts?.checkpointHash) {
    show(root, "waiting");
    return;
  }
  root.querySelectorAll("[data-six]").forEach(async (place) => {
    place.textContent = await wordsOf(facts.checkpointHash);
  });
  const { kept, manifest, stage } = await phone.attend(facts);
  if (kept?.marks) tick(manifest, kept);
  if (kept?.receipts) offer(kept.receipts);
  if (stage === "alarm") alarm(root, phone.troubleOf(facts));
  for (const one of root.querySelectorAll("[data-wait]")) one.hidden = !phone.isWaiting;
  show(root, seen(stage, kept));
}

// What there is to say here about a stage of the ballot.
function seen(stage, kept) {
  if (stage === "alarm") return "alarm";
  if ([...phone.running].some((name) => name.startsWith("check"))) return "looking";
  if (stage === "counted") return "counted";
  if (!kept?.marks) return "none";
  return kept.checked ? "missing" : "looking";
}

// Made on this phone; saving it asks the server for nothing.
function offer(receipts) {
  const link = root.querySelector("[data-receipt]");
  if (link.href) return;
  link.href = URL.createObjectURL(new Blob([JSON.stringify(receipts)], { type: "application/json" }));
}

function tick(manifest, kept) {
  listMarks(list, [{ manifest, kept }]);
  [...list.children].forEach((line, index) => {
    const { no } = manifest.items[index];
    const paper = manifest.papers.findIndex((one) => one.questions.includes(no));
    line.classList.toggle("found", Boolean(kept.checked?.found[paper]));
  });
}

async function start() {
  if (await isHindered(root, me)) return;
  onNews(look);
  await look();
}

start();
