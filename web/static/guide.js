// A phone is told that a notice came, never what it says or for whom: it asks for its own.
// Without this script the page of notices shows the same after a reload.

const SPREAD = 2000; // ms: a hall of phones must not ask in the same instant
const AGAIN = 5000; // ms

let known = document.getElementById("notices")?.dataset.change;
let waiting = 0;

async function ask() {
  waiting = 0;
  const old = document.getElementById("fresh");
  try {
    const answer = await fetch(`${location.pathname.match(/^\/m\/[^/]+/)[0]}/notices/fresh`);
    if (!answer.ok) return; // signed out meanwhile: the page itself will say so
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    const fresh = template.content.firstElementChild;
    const count = Number(fresh.dataset.count);
    old.replaceWith(fresh);
    document.querySelector("[data-unread]").textContent = count;
    document.querySelector(".unread").hidden = count === 0;
  } catch {
    waiting = setTimeout(ask, AGAIN);
  }
}

document.addEventListener("minyi:swapped", () => {
  const change = document.getElementById("notices")?.dataset.change;
  if (change === known || waiting) return;
  known = change;
  waiting = setTimeout(ask, Math.random() * SPREAD);
});
