// The meeting's page: enrols this phone, gets its papers when a secret round opens, finishes
// what another page began, and shows scrutineers what to compare.

import { enrol } from "./device.js";
import { isHindered, oneByOne, onNews, show } from "./page.js";
import { Refusal, persistently } from "./patience.js";
import { Phone, factsOf, stageOf } from "./phone.js";
import { Witness } from "./witness.js";

const mine = document.querySelector("[data-me][data-person]");
const line = document.getElementById("secret-line");
const card = document.getElementById("witness");
const me = { meeting: mine.dataset.meeting, person: mine.dataset.person };
const votes = "votes" in mine.dataset;

const look = oneByOne(lookOnce);
const phone = new Phone(me, look);
const witness = card && new Witness(card, me);

async function lookOnce() {
  const papers = [...document.querySelectorAll("#now [data-secret-round]")].map(factsOf);
  if (witness) await witness.attend(papers);
  if (!votes) return;
  if (!papers.length) {
    line.hidden = true;
    return;
  }
  const stages = [];
  for (const facts of papers) stages.push((await phone.attend(facts)).stage);
  const stage = stageOf(stages);
  line.hidden = !show(line, stage);
  lead(`/m/${me.meeting}/rounds/${papers[0].round}`, stage);
}

// Where the links lead. The server does not know who has cast; only this phone does.
function lead(at, stage) {
  for (const link of line.querySelectorAll("[data-to]")) link.href = `${at}/${link.dataset.to}`;
  const isCast = ["sealing", "box", "counted", "late"].includes(stage);
  if (isCast) mine.dataset.voted = `${at}/ballot`;
  for (const go of document.querySelectorAll("#now a.go")) {
    if (isCast && go.getAttribute("href") === mine.dataset.voted) go.hidden = true;
  }
}

async function start() {
  const inHall = () => document.querySelector("#now [data-secret-round]");
  // A browser that cannot do it is told so when there is a secret vote, not before.
  if (await isHindered(line, me)) {
    const tell = () => {
      line.hidden = !inHall();
      // The way to a ballot that cannot be had here would lead to the same words once more.
      for (const go of document.querySelectorAll("#now a.go")) go.hidden ||= Boolean(inHall());
    };
    document.addEventListener("minyi:swapped", tell);
    tell();
    return;
  }
  onNews(() => {
    phone.reconsider();
    look();
  });
  await look();
  if (votes) phone.sendLeftovers();
  try {
    await persistently(() => enrol(me), () => {});
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem; // asked again when papers are due
  }
}

if (votes || witness) start();
