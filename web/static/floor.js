// The countdown of who speaks, the bell, and my own place on the list of speakers.
//
// The server's times stand in the page once: when the time of a turn is up. How far this
// device's clock is off is measured, so that the big screen, the chair and the speaker see the
// same second, also after a reload or a break of the network.

const SOON = 30; // seconds before the end at which the bell rings once
const AGAIN = 300000; // ms after which the clock is measured anew
const TRIES = 3;

let offset = 0; // ms that the server is ahead of this device
let measured = -Infinity;
let sound = null;
const before = new Map(); // seconds left of a turn when we looked last

async function measure() {
  if (performance.now() - measured < AGAIN) return;
  measured = performance.now();
  let best = Infinity;
  for (let i = 0; i < TRIES; i += 1) {
    const sent = Date.now();
    const answer = await fetch("/clock", { cache: "no-store" });
    const { now } = await answer.json();
    const back = Date.now();
    if (back - sent >= best) continue;
    best = back - sent;
    offset = now - (sent + back) / 2;
  }
}

function look() {
  if (document.querySelector("[data-timer][data-runs]")) {
    measure().then(tick, () => { measured = -Infinity; });
  }
  mine();
  tick();
  showSound();
}

function clock(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// Whole seconds left, rounded up: 0:00 is shown only when the time is up.
function left(timer) {
  if (!("runs" in timer.dataset)) return Number(timer.dataset.left);
  return Math.ceil(Number(timer.dataset.ends) - (Date.now() + offset) / 1000);
}

function tick() {
  for (const timer of document.querySelectorAll("[data-timer]")) {
    const time = timer.querySelector("[data-time]");
    if (timer.dataset.allowed === "0") {
      const spoken = "runs" in timer.dataset
        ? (Date.now() + offset) / 1000 - Number(timer.dataset.began) : Number(timer.dataset.used);
      time.textContent = clock(Math.max(spoken, 0));
      continue;
    }
    const now = left(timer);
    time.textContent = clock(Math.max(now, 0));
    timer.querySelector("[data-bar]").value = Math.max(now, 0);
    timer.classList.toggle("soon", now <= SOON && now > 0);
    timer.classList.toggle("up", now <= 0);
    tellBell(timer, now);
  }
}

function tellBell(timer, now) {
  const bell = timer.querySelector("[data-bell]");
  const { soon, up, over } = bell.dataset;
  const says = now < 0 ? `${up} · ${over.replace("{time}", clock(now))}` : now === 0 ? up : now <= SOON ? soon : "";
  if (bell.textContent !== says) bell.textContent = says;
  const last = before.get(timer.dataset.timer);
  before.set(timer.dataset.timer, now);
  if (last === undefined || !("runs" in timer.dataset)) return;
  if (last > 0 && now <= 0) ring(timer, 2);
  else if (last > SOON && now <= SOON) ring(timer, 1);
}

function ring(timer, strokes) {
  timer.classList.add("rings");
  setTimeout(() => timer.classList.remove("rings"), 3000);
  if (!sound) return;
  for (let i = 0; i < strokes; i += 1) stroke(sound.currentTime + i * 0.7);
}

function stroke(at) {
  for (const [pitch, loud] of [[880, 0.4], [1760, 0.15], [2640, 0.08]]) {
    const tone = sound.createOscillator();
    const fade = sound.createGain();
    tone.frequency.value = pitch;
    fade.gain.setValueAtTime(loud, at);
    fade.gain.exponentialRampToValueAtTime(0.001, at + 1.6);
    tone.connect(fade).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 1.6);
  }
}

// Browsers let a page sound only after somebody has pressed something in it.
function showSound() {
  for (const button of document.querySelectorAll("[data-sound]")) {
    button.dataset.off ??= button.textContent;
    button.textContent = sound ? button.dataset.on : button.dataset.off;
    button.setAttribute("aria-pressed", String(Boolean(sound)));
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-sound]")) return;
  if (sound) {
    sound.close();
    sound = null;
  } else {
    sound = new AudioContext();
    stroke(sound.currentTime);
  }
  showSound();
});

// The shared part is the same on every phone; here it becomes mine.
function mine() {
  const me = document.querySelector("[data-floor-me]");
  const queue = document.getElementById("queue");
  if (!me || !queue) return;
  const person = me.dataset.floorMe;
  const waits = [...queue.querySelectorAll("[data-waiting] li")]
    .find((one) => one.dataset.person === person && one.dataset.word === "speech");
  let speaks = false;
  for (const turn of queue.querySelectorAll("[data-turn-of]")) {
    speaks = turn.dataset.turnOf === person;
    turn.hidden = !speaks;
  }
  const place = queue.querySelector(".my-place");
  if (place) {
    place.hidden = !waits;
    if (waits) {
      const says = place.querySelector("[data-says]");
      says.textContent = waits.dataset.place
        ? says.dataset.says.replace("{n}", waits.dataset.place) : says.dataset.away;
      place.querySelector("[name=entry]").value = waits.dataset.entry;
    }
  }
  for (const ask of queue.querySelectorAll("form.ask")) ask.hidden = Boolean(waits) || speaks || !("speaks" in me.dataset);
  for (const other of queue.querySelectorAll(".other-words")) other.hidden = !("speaks" in me.dataset);
  for (const silence of queue.querySelectorAll("[data-unheard]")) {
    silence.hidden = !silence.dataset.unheard.split(" ").includes(person);
  }
}

document.addEventListener("minyi:swapped", look);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  measured = -Infinity; // a device that slept may have set its clock
  look();
});
setInterval(tick, 250);
look();
