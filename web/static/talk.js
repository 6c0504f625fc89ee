// The shared parts of talking are the same on every phone; here they become this stool's.

function mine() {
  const me = document.querySelector("[data-my-stool]");
  const part = document.getElementById("talk_phone");
  if (!me || !part) return;
  const number = me.dataset.myStool;
  const turn = part.querySelector("[data-stool-turn]");
  const speaks = Boolean(turn) && turn.dataset.stoolTurn === number;
  if (turn) turn.hidden = !speaks;
  const other = part.querySelector(".on-floor");
  if (other) other.hidden = speaks;
  const waits = [...part.querySelectorAll("[data-stool-line] li")]
    .find((one) => one.dataset.stool === number);
  const place = part.querySelector(".my-place");
  if (place) {
    place.hidden = !waits;
    const says = place.querySelector("[data-says]");
    if (waits) says.textContent = says.dataset.says.replace("{n}", waits.dataset.place);
  }
  const ask = part.querySelector(".ask-stool");
  if (ask) ask.hidden = Boolean(waits) || speaks;
  const silence = part.querySelector("[data-unheard]");
  if (silence) silence.hidden = !silence.dataset.unheard.split(" ").includes(number);
  const form = document.querySelector("#hands_phone form");
  const question = form && form.querySelector("[name=question]").value;
  if (form && question === me.dataset.question) {
    form.querySelectorAll("button").forEach((one) => {
      one.setAttribute("aria-pressed", String(one.value === me.dataset.hand));
    });
  }
}

document.addEventListener("minyi:swapped", mine);
mine();
