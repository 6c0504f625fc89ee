// One statement at a time; a tap that finds no network is kept.

import { flush, keep, send, waiting } from "./taps.js";

const form = document.querySelector("form[data-tap]");
const line = document.getElementById("unsent");

function say(text) {
  line.hidden = !text;
  line.textContent = text;
}

function after(told) {
  if (told === "kept") say(line.dataset.kept);
  else if (told === "refused") location.reload(); // for good: the page says why
  else location.assign(location.pathname);
}

function tap(event) {
  event.preventDefault();
  if (!event.submitter) return;
  const opinion = event.submitter.value;
  form.querySelectorAll("button").forEach((one) => one.toggleAttribute("data-chosen", one === event.submitter));
  if (keep(form.action, opinion)) {
    flush(after);
    return;
  }
  send({ action: form.action, opinion })
    .then(() => location.assign(location.pathname))
    .catch(() => say(line.dataset.lost));
}

if (form) form.addEventListener("submit", tap);
addEventListener("online", () => { if (waiting().length) flush(after); });
if (waiting().length) flush(after);
