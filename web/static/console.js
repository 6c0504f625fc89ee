// The chair's keyboard, the question before what cannot be taken back, and the preview's size.
// Without this script every act is a button, and the question opens below it.

const sure = document.getElementById("sure");
const keys = document.getElementById("keys");
const OFF = "minyi-keys-off";

// ---- the preview: the screen's own page at its own size, made smaller as a whole

const preview = document.querySelector(".preview");
const wide = 1280;
preview.classList.add("scaled");
new ResizeObserver(() => {
  preview.firstElementChild.style.transform = `scale(${preview.clientWidth / wide})`;
}).observe(preview);

// Which of several screens it is: their list is the same for all who preside.
function markChosen() {
  document.querySelectorAll("#screens a").forEach((one) => {
    const isChosen = new URL(one.href).searchParams.get("screen") === keys.dataset.chosen;
    one.toggleAttribute("aria-current", isChosen);
  });
}
document.addEventListener("minyi:swapped", markChosen);
markChosen();

// ---- the question before what cannot be taken back

document.addEventListener("click", (event) => {
  const asked = event.target.closest("details.twice > summary");
  if (!asked) return;
  event.preventDefault();
  const form = asked.parentElement.querySelector("form");
  const answer = sure.querySelector("form");
  answer.action = form.getAttribute("action");
  document.getElementById("sure-question").textContent = form.querySelector("p").textContent;
  sure.querySelector("[data-yes]").textContent = form.querySelector("button").textContent;
  sure.showModal();
  sure.querySelector("[data-no]").focus(); // a second Enter must not be the yes
});
sure.querySelector("[data-no]").addEventListener("click", () => sure.close());

// What was asked about may have happened meanwhile, by another hand.
document.addEventListener("minyi:swapped", () => {
  const wanted = sure.querySelector("form").getAttribute("action");
  const still = [...document.querySelectorAll("details.twice form")]
    .some((one) => one.getAttribute("action") === wanted);
  if (sure.open && !still) sure.close();
});

// ---- keys

function button(selector) {
  const chosen = document.querySelector(`[data-screen="${keys.dataset.chosen}"]`);
  return chosen && chosen.querySelector(selector);
}

function goTo(control) {
  if (!control) return;
  control.scrollIntoView({ block: "nearest" });
  control.focus();
}

const acts = {
  n: () => goTo(document.querySelector(".next-act .big") || document.querySelector(".next-act")),
  b: () => button(".blanking button")?.click(),
  r: () => button("[value='meeting']")?.click(),
  m: () => goTo(document.getElementById("wall-text")),
  t: () => goTo(document.getElementById("wall-minutes")),
  h: () => {
    const trouble = document.querySelector("details.trouble");
    if (!trouble) return;
    trouble.open = true;
    goTo(trouble.querySelector("[name='reason']"));
  },
  "?": () => keys.showModal(),
};

function isWriting(element) {
  return element.matches("input, textarea, select") || element.isContentEditable;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isWriting(event.target)) event.target.blur();
  // A key that is held down presses nothing twice.
  if (event.repeat && event.key === "Enter") event.preventDefault();
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key !== "?" && localStorage.getItem(OFF)) return;
  const act = acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

const isOn = document.querySelector("[data-keys-on]");
isOn.checked = !localStorage.getItem(OFF);
isOn.addEventListener("change", () => {
  if (isOn.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});
document.querySelector("[data-help]").hidden = false;
document.querySelector("[data-help]").addEventListener("click", () => keys.showModal());
