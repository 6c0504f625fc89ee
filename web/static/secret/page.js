// The words stand in the page already; these functions choose which of them are seen.

import { heading, markLine } from "../marking.js";
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

// What was cast on these papers, each with its `manifest` and what is `kept` of it.
export function listMarks(list, papers) {
  const cast = papers.filter(({ kept }) => kept?.marks);
  list.replaceChildren(...cast.flatMap(({ manifest, kept }) => {
    const lines = manifest.items.map(({ no, name }) =>
      markLine(no, name, kept.marks[`mark-${no}`], list.dataset));
    return cast.length > 1 ? [heading(manifest.title), ...lines] : lines;
  }));
}

const known = new Map();

export async function wordsOf(hash) {
  if (!known.has(hash)) known.set(hash, sixWords(unhex(hash), document.documentElement.lang));
  return (await known.get(hash)).join(" ");
}

// "How is my vote kept secret?": made when somebody wants to know, as the words are slow to make.
export async function explain(details, papers) {
  const line = details.querySelector("[data-witnessed-line]");
  const { saysWitnessed, saysUnwitnessed } = line.dataset;
  // Of several papers the one that fewest have witnessed.
  const [{ witnessed, scrutineers }] = [...papers].sort((a, b) => a.witnessed - b.witnessed);
  const pattern = Number(witnessed) ? saysWitnessed : saysUnwitnessed;
  line.textContent = pattern.replace("{n}", witnessed).replace("{m}", scrutineers);
  if (!details.open) return;
  const hashes = papers.map((one) => one.manifestHash).filter(Boolean);
  const words = await Promise.all(hashes.map(wordsOf));
  details.querySelector("[data-six]").textContent = words.join("\n");
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
