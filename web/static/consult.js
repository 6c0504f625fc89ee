// Marks the buttons this phone has pressed, and sends a press without leaving the page; what finds
// no network is kept. Without this script a press is a form like any other.

import { flush, keep, waiting } from "./taps.js";

const mine = document.getElementById("my-opinions");
const unsent = document.getElementById("unsent");

function mark() {
  if (!mine) return;
  document.querySelectorAll("form[data-statement]").forEach((form) => {
    const value = mine.getAttribute(`data-s-${form.dataset.statement}`);
    form.querySelectorAll("button").forEach((one) => {
      one.setAttribute("aria-pressed", String(one.value === value));
    });
  });
}

// Where nothing can be said there is no button for it; what is typed there stays.
function letSpeak() {
  const card = document.querySelector(".say-card");
  if (!card || card.open) return;
  card.hidden = document.getElementById("phase")?.hasAttribute("data-closed") ?? false;
}

// A question is for the stools it names; the others need not see it.
function ask() {
  const number = document.getElementById("my-stool")?.dataset.number ?? "";
  document.querySelectorAll("[data-stools]").forEach((one) => {
    one.hidden = !one.dataset.stools.split(" ").includes(number);
  });
}

function after(told) {
  if (told === "refused") location.reload(); // the page says why
  if (unsent) unsent.hidden = told !== "kept";
}

function press(event) {
  const form = event.target.closest("form[data-statement]");
  if (!form || !event.submitter) return;
  const { value } = event.submitter;
  if (!keep(form.action, value)) return; // a browser that keeps nothing sends the form
  event.preventDefault();
  mine.setAttribute(`data-s-${form.dataset.statement}`, value);
  mark();
  flush(after);
}

document.addEventListener("submit", press);
addEventListener("online", () => { if (waiting().length) flush(after); });
if (unsent && waiting().length) flush(after);
document.addEventListener("minyi:swapped", mark);
document.addEventListener("minyi:swapped", ask);
document.addEventListener("minyi:swapped", letSpeak);
mark();
ask();
document.getElementById("similar")?.scrollIntoView({ block: "start" });
