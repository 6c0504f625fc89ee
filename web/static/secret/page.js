// The words stand in the page already; these functions choose which of them are seen.

import { markLine } from "../marking.js";
import { base64url, unhex } from "./bytes.js";
import { canonical } from "./box.js";
import { hindrance, identity } from "./device.js";
import { qrSvg } from "./qr.js";
import { sixWords } from "./words.js";

// Of the parts that are for certain stages, those for this one.
export function show(root, stage) {
  let isSeen = false;
  for (const part of root.querySelectorAll("[data-stage]")) {
    part.hidden = !part.dataset.stage.split(" ").includes(stage);
    isSeen ||= !part.hidden;
  }
  return isSeen;
}

// Calls `work` again after it is done, if it was asked for meanwhile; never twice at once.
export function oneByOne(work) {
  let isBusy = false;
  let isWanted = false;
  return async () => {
    isWanted = true;
    if (isBusy) return;
    isBusy = true;
    try {
      while (isWanted) {
        isWanted = false;
        await work();
      }
    } finally {
      isBusy = false;
    }
  };
}

// News from the hall, a phone that wakes, a page that comes back from behind another.
export function onNews(work) {
  document.addEventListener("minyi:swapped", work);
  addEventListener("pageshow", (event) => { if (event.persisted) work(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) work(); });
}

// Shows why there can be no secret ballot in this browser, if so.
export async function isHindered(root, me) {
  const why = await hindrance(me);
  if (why) show(root, why);
  return Boolean(why);
}

export function listMarks(list, manifest, kept) {
  list.replaceChildren(...manifest.items.map(({ no, name }) =>
    markLine(no, name, kept.marks[`mark-${no}`], list.dataset)));
}

const known = new Map();

export async function wordsOf(hash) {
  if (!known.has(hash)) known.set(hash, sixWords(unhex(hash), document.documentElement.lang));
  return (await known.get(hash)).join(" ");
}

// "How is my vote kept secret?": made when somebody wants to know, as the words are slow to make.
export async function explain(details, facts) {
  const witnessed = details.querySelector("[data-witnessed-line]");
  const { saysWitnessed, saysUnwitnessed } = witnessed.dataset;
  const pattern = Number(facts.witnessed) ? saysWitnessed : saysUnwitnessed;
  witnessed.textContent = pattern.replace("{n}", facts.witnessed).replace("{m}", facts.scrutineers);
  if (details.open && facts.manifestHash) {
    details.querySelector("[data-six]").textContent = await wordsOf(facts.manifestHash);
  }
}

// Red: what is wrong, and what there is to show for it, to be photographed and typed off.
export function alarm(root, doubt) {
  const reasons = [...root.querySelectorAll("[data-why]")];
  const told = reasons.some((one) => one.dataset.why === doubt.message) ? doubt.message : "fault";
  for (const one of reasons) one.hidden = one.dataset.why !== told;
  const evidence = root.querySelector("[data-evidence]");
  evidence.hidden = !doubt.evidence;
  evidence.replaceChildren(...Object.entries(doubt.evidence || {}).flatMap(exhibit));
}

function exhibit([name, thing]) {
  const text = typeof thing === "string" ? thing : new TextDecoder().decode(canonical(thing));
  const words = document.createElement("pre");
  words.dataset.exhibit = name;
  words.textContent = text;
  const code = document.createElement("div");
  code.className = "qr";
  try {
    draw(code, text);
  } catch {
    return [words]; // too long for a code: the text itself says it all
  }
  return [code, words];
}

export function draw(place, text) {
  place.innerHTML = qrSvg(text);
}

export async function rescueAddress(me) {
  const { seed } = await identity(me);
  return `${location.origin}/rescue#${base64url(seed)}.${me.meeting}.${me.person}`;
}
