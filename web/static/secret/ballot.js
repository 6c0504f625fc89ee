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
import { Phone, factsOf } from "./phone.js";
import { ROUNDS, change } from "./wallet.js";

const root = document.getElementById("secret");
const me = { meeting: root.dataset.meeting, person: root.dataset.person };
const form = document.getElementById("ballot");
const how = root.querySelector("details.how");
const rescue = root.querySelector("details.rescue");

let facts = null;
let isMarking = false;
const look = oneByOne(lookOnce);
const phone = new Phone(me, look);

// The page hears the hall's news; what it shows stays this round, also when the hall moves on.
function latest() {
  const found = [...document.querySelectorAll("[data-secret-round]")]
    .map(factsOf).find((one) => one.round === root.dataset.round);
  return found || facts;
}

async function lookOnce() {
  facts = latest();
  if (!facts) {
    show(root, "wait");
    return;
  }
  const { kept, manifest, stage } = await phone.attend(facts);
  if (stage === "marking") await startMarking(kept, manifest);
  const now = phone.isStopped(facts) ? "alarm" : stage;
  show(root, now);
  dress(now, kept, manifest);
}

async function startMarking(kept, manifest) {
  if (isMarking) return;
  isMarking = true;
  const shown = {
    title: form.dataset.title,
    mode: form.dataset.mode,
    most: Number(form.dataset.most) || "",
    cap: form.dataset.capFen && Number(form.dataset.capFen),
    items: [...form.querySelectorAll(".candidate")].map((one) => `${one.dataset.no} ${one.dataset.name}`),
  };
  if (!isShown(manifest, shown)) {
    phone.stop(facts, new Doubt("manifest-page"));
    return;
  }
  marking({ keep, cast });
  restore(kept.draft);
  root.querySelector("[data-brought]").hidden = !(await identity(me)).brought;
}

// The draft never leaves this phone.
function keep(draft) {
  change(ROUNDS, keyOf(me, facts), (old) => (old.marks ? undefined : { ...old, draft }));
}

async function cast(marks) {
  const isLocked = await lock(me, facts, marks);
  root.querySelector("[data-unfit]").hidden = isLocked;
  await look();
  scrollTo(0, 0);
}

function dress(stage, kept, manifest) {
  const trouble = phone.troubleOf(facts);
  document.body.classList.toggle("marking", stage === "marking");
  for (const one of root.querySelectorAll("[data-wait]")) one.hidden = !phone.isWaiting;
  if (kept?.marks) listMarks(root.querySelector("[data-marks]"), manifest, kept);
  if (stage === "alarm") alarm(root, trouble);
  if (stage === "refused") root.querySelector("[data-sentence]").textContent = trouble.sentence;
  explain(how, facts);
}

rescue.addEventListener("toggle", async () => {
  if (rescue.open) draw(rescue.querySelector(".qr"), await rescueAddress(me));
});
how.addEventListener("toggle", () => { if (facts) explain(how, facts); });

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
