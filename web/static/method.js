// The form of a vote method: hides what has no effect in the chosen mode, and shows at once what
// the method means. Without this script everything stays visible, and a button asks.

const form = document.getElementById("method");
const PAUSE = 400; // ms without a key before the server is asked
const SILENT = 4000; // ms without an answer, after which the clerk is told
let waiting = 0;
let asked = 0;

if (form) begin();

function begin() {
  for (const input of form.elements) input.dataset.needed = input.required ? "yes" : "";
  form.addEventListener("input", change);
  document.querySelector("[name=tried]").addEventListener("input", change);
  settle();
}

function change() {
  settle();
  clearTimeout(waiting);
  waiting = setTimeout(explain, PAUSE);
}

// A hidden field must not keep the form from being sent.
function settle() {
  const mode = form.elements.mode.value;
  for (const part of form.querySelectorAll("[data-modes]")) {
    const isIdle = !part.dataset.modes.split(" ").includes(mode);
    if (part.hidden && !isIdle && part.matches("details")) part.open = true;
    part.hidden = isIdle;
    part.querySelector(".idle")?.remove();
  }
  sum();
  for (const input of form.elements) {
    input.required = Boolean(input.dataset.needed) && !input.closest("[hidden]");
  }
}

// The places of the categories make up all places.
function sum() {
  const box = form.elements.by_category;
  const seats = form.elements.seats;
  seats.readOnly = Boolean(box?.checked);
  if (box) document.getElementById("category-places").hidden = !box.checked;
  if (!seats.readOnly) return;
  const places = form.querySelectorAll("[name^=category_seats_]");
  seats.value = [...places].reduce((total, one) => total + (Number(one.value) || 0), 0);
}

async function explain() {
  asked += 1;
  const mine = asked;
  const typed = new URLSearchParams(new FormData(form));
  typed.set("panel", "yes");
  const silent = setTimeout(() => stale(true), SILENT);
  try {
    const answer = await fetch(form.dataset.meaning, { method: "POST", body: typed });
    const html = await answer.text();
    if (answer.ok && mine === asked) show(html);
    stale(!answer.ok && mine === asked);
  } catch {
    stale(true); // the figures stay as they were, and the button can be pressed later
  }
  clearTimeout(silent);
}

function stale(isStale) {
  document.getElementById("meaning-stale").hidden = !isStale;
}

function show(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  document.getElementById("meaning").replaceChildren(...template.content.firstElementChild.children);
}
