// Keeps what is typed into the form of a contribution until the server has it: over a lost network
// and over a page that was closed. It is sent under one id, so that it is said once however often
// it is sent. Without this script the form is sent like any other.

import { drop, read, write } from "./drafts.js";

const PAUSE = 4000; // ms between two tries
const REST = 300; // ms without a key until what was typed is kept
const DAYS = 7; // a draft that is older is nobody's any more

const region = () => document.querySelector("[data-saying]");
const form = () => region()?.querySelector("form.say");
const name = () => `${new URL(form().action).pathname}#${region().dataset.saying}`;
const isFile = (value) => value instanceof File;

let isSending = false;
let resting = 0;
let again = 0;

function typed() {
  return [...new FormData(form())].filter(([, value]) => !isFile(value) || value.size);
}

// `press` is the button that was pressed, and none while it is only typed.
function keep(press) {
  clearTimeout(resting);
  return write(name(), { values: typed(), press, at: Date.now() });
}

function say(told) {
  const line = region().querySelector("[data-unsaid]");
  line.hidden = !told;
  line.textContent = told ? line.dataset[told] : "";
}

async function deliver(press) {
  if (isSending) return;
  isSending = true;
  clearTimeout(again);
  await keep(press);
  const body = new FormData(form());
  if (press.name) body.append(press.name, press.value);
  say("sends");
  let answer;
  try {
    answer = await fetch(form().action, { method: "POST", body, redirect: "manual" });
  } catch {
    answer = { status: 599 };
  }
  isSending = false;
  if (answer.status >= 500) {
    say("kept");
    again = setTimeout(() => deliver(press), PAUSE);
  } else if (answer.type === "opaqueredirect") {
    await drop(name());
    location.assign(form().dataset.then);
  } else {
    await show(await answer.text());
  }
}

// The server asks back or refuses: its words come into this page, and what was typed with them.
async function show(html) {
  const told = new DOMParser().parseFromString(html, "text/html");
  const fresh = told.querySelector("[data-saying]");
  await keep(null);
  if (!fresh) {
    location.reload(); // not a stool any more, or closed: the page says so
    return;
  }
  region().replaceWith(fresh);
  document.querySelectorAll("main > .refusal[role=alert]").forEach((one) => one.remove());
  document.querySelector("main").prepend(...told.querySelectorAll("main > .refusal[role=alert]"));
  (fresh.querySelector("#similar, .wrong") || document.querySelector("main")).scrollIntoView();
}

// A file can be put back into its field by every browser that can drag one there.
function fill([field, value]) {
  for (const one of form().querySelectorAll(`[name="${CSS.escape(field)}"]`)) {
    if (isFile(value)) {
      const hand = new DataTransfer();
      hand.items.add(value);
      one.files = hand.files;
    } else if (one.type === "radio" || one.type === "checkbox") one.checked = one.value === value;
    else if (one.type !== "file") one.value = value;
  }
}

async function restore() {
  const draft = await read(name());
  if (!draft) return;
  // What the server has given back is newer than what is kept here.
  if (form().elements.text.value || Date.now() - draft.at > DAYS * 86_400_000) {
    await drop(name());
    return;
  }
  draft.values.forEach(fill);
  region().closest("details")?.setAttribute("open", "");
  region().querySelector(".attach")?.toggleAttribute("open", draft.values.some(([, one]) => isFile(one)));
  if (draft.press) deliver(draft.press);
}

document.addEventListener("input", (event) => {
  if (!form()?.contains(event.target)) return;
  clearTimeout(resting);
  resting = setTimeout(() => keep(null), REST);
});
document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  const press = { name: event.submitter?.name || "", value: event.submitter?.value || "" };
  if (press.name === "second") return; // one press that leaves the text typed
  event.preventDefault();
  deliver(press);
});
addEventListener("online", async () => {
  const draft = form() && (await read(name()));
  if (draft?.press) deliver(draft.press);
});
if (form()) restore();
