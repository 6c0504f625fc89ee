// Marks the buttons this phone has pressed, and sends a press without leaving the page. Without
// this script a press is a form like any other.

const mine = document.getElementById("my-opinions");

function mark() {
  if (!mine) return;
  document.querySelectorAll("form[data-statement]").forEach((form) => {
    const value = mine.getAttribute(`data-s-${form.dataset.statement}`);
    form.querySelectorAll("button").forEach((one) => {
      one.setAttribute("aria-pressed", String(one.value === value));
    });
  });
}

// A question is for the stools it names; the others need not see it.
function ask() {
  const number = document.getElementById("my-stool")?.dataset.number ?? "";
  document.querySelectorAll("[data-stools]").forEach((one) => {
    one.hidden = !one.dataset.stools.split(" ").includes(number);
  });
}

async function send(event) {
  const form = event.target.closest("form[data-statement]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const value = event.submitter.value;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ opinion: value }),
      headers: { accept: "application/json" },
      redirect: "manual",
    });
    if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(String(answer.status));
    mine.setAttribute(`data-s-${form.dataset.statement}`, value);
    mark();
  } catch {
    location.reload(); // the page says why
  }
}

document.addEventListener("submit", send);
document.addEventListener("minyi:swapped", mark);
document.addEventListener("minyi:swapped", ask);
mark();
ask();
document.getElementById("similar")?.scrollIntoView({ block: "start" });
