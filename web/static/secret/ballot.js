// The page of a secret ballot: getting it, marking it, casting it, seeing it counted.

import { marking, restore } from "../marking.js";
import { identity } from "./device.js";
import { lock } from "./cast.js";
import { isShown } from "./manifest.js";
import { keyOf } from "./issue.js";
import {
  alarm, draw, explain, isHindered, listMarks, oneByOne, onNews, rescueAddress, show,
} from "./page.js";
import { Doubt } from "./patience.js";
import { Phone, factsOf, stageOf } from "./phone.js";
import { ROUNDS, change } from "./wallet.js";

const root = document.getElementById("secret");
const me = { meeting: root.dataset.meeting, person: root.dataset.person };
const form = document.getElementById("ballot");
const how = root.querySelector("details.how");
const rescue = root.querySelector("details.rescue");

const rounds = root.dataset.rounds.split(" "); // of a voting session all that are cast together
const known = new Map(); // what was last heard of each
let isMarking = false;
const look = oneByOne(lookOnce);
const phone = new Phone(me, look);

// The page hears the hall's news; what it shows stays this round, also when the hall moves on.
function latest() {
  for (const one of [...document.querySelectorAll("[data-secret-round]")].map(factsOf)) {
    if (rounds.includes(one.round)) known.set(one.round, one);
  }
  return rounds.map((round) => known.get(round)).filter(Boolean);
}

// Of several papers one became void, or another took its place: the page shows what is left.
// Drafts and wallets are on the phone, so nothing is lost; an alarm is never wiped away.
function hasChanged(papers) {
  if (rounds.length < 2 || papers.some(({ facts }) => phone.isStopped(facts))) return false;
  const heard = [...document.querySelectorAll("[data-secret-round]")].map((one) => one.dataset.secretRound);
  const gone = rounds.filter((round) => !heard.includes(round)).length;
  const phases = papers.map(({ facts }) => facts.phase);
  const isOn = phases.includes("sealed") || phases.includes("open");
  return isOn && (phases.includes("void") || (gone > 0 && gone < rounds.length));
}

async function lookOnce() {
  const papers = [];
  for (const facts of latest()) papers.push({ facts, ...await phone.attend(facts) });
  if (!papers.length) {
    show(root, "wait");
    return;
  }
  if (hasChanged(papers)) {
    location.reload();
    return;
  }
  const stage = stageOf(papers.map((one) => one.stage));
  if (stage === "marking") await startMarking(papers);
  const now = papers.some(({ facts }) => phone.isStopped(facts)) ? "alarm" : stage;
  show(root, now);
  dress(now, papers);
}

async function startMarking(papers) {
  if (isMarking) return;
  for (const { facts, manifest } of papers) {
    if (!isShown(manifest, shownOf(facts.round))) phone.stop(facts, new Doubt("manifest-page"));
  }
  if (papers.some(({ facts }) => phone.isStopped(facts))) return;
  isMarking = true;
  marking({ keep, cast });
  restore(Object.fromEntries(papers.map(({ facts, kept }) => [facts.round, kept.marks || kept.draft])));
  root.querySelector("[data-brought]").hidden = !(await identity(me)).brought;
}

function shownOf(round) {
  const paper = form.querySelector(`.paper[data-round="${CSS.escape(round)}"]`);
  const { title, mode, most, capFen } = paper.dataset;
  const candidates = [...paper.querySelectorAll(".candidate")];
  return {
    title,
    mode,
    most: Number(most) || "",
    cap: capFen && Number(capFen),
    items: candidates.map((one) => `${one.dataset.no} ${one.dataset.name}`),
  };
}

// The drafts never leave this phone.
function keep(drafts) {
  for (const [round, draft] of Object.entries(drafts)) {
    change(ROUNDS, keyOf(me, known.get(round)), (old) => (old.marks ? undefined : { ...old, draft }));
  }
}

async function cast(marks) {
  const isLocked = await lock(me, Object.entries(marks).map(([round, made]) => [known.get(round), made]));
  root.querySelector("[data-unfit]").hidden = isLocked;
  await look();
  scrollTo(0, 0);
}

function dress(stage, papers) {
  const troubles = papers.map(({ facts }) => phone.troubleOf(facts)).filter(Boolean);
  document.body.classList.toggle("marking", stage === "marking");
  for (const one of root.querySelectorAll("[data-wait]")) one.hidden = !phone.isWaiting;
  listMarks(root.querySelector("[data-marks]"), papers);
  if (stage === "alarm") alarm(root, troubles.find((one) => one instanceof Doubt));
  if (stage === "refused") root.querySelector("[data-sentence]").textContent = troubles[0].sentence;
  explain(how, papers.map((one) => one.facts));
}

rescue.addEventListener("toggle", async () => {
  if (rescue.open) draw(rescue.querySelector(".qr"), await rescueAddress(me));
});
how.addEventListener("toggle", () => { if (known.size) explain(how, latest()); });

// Not awaited at the top of the module: older WeChat browsers cannot read that.
async function start() {
  if (await isHindered(root, me)) return;
  onNews(() => {
    phone.reconsider();
    look();
  });
  // Another tab may have cast meanwhile.
  document.addEventListener("visibilitychange", look);
  await look();
}

start();
