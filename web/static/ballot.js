// The ballot by name: keeps the draft, sends until answered.
// What is marked never leaves the phone before "Yes, cast it".

import { marking, restore } from "./marking.js";

const form = document.getElementById("ballot");
const counted = document.querySelector("[data-forget]");

// Storage may be refused (private windows); then the ballot works, only the draft is not kept.
const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* no draft */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* nothing kept */ } },
};

if (counted) {
  for (const draft of counted.dataset.forget.split(" ")) {
    store.drop(draft);
    store.drop(`${draft}-sent`);
  }
}
if (form) begin();

function begin() {
  const { draft, person } = form.dataset;
  const draftOf = (round) => `ballot-${round}-${person}`;
  const rounds = [...form.querySelectorAll(".paper")].map((one) => one.dataset.round);
  marking({
    // By round: when one paper of a session is void, the marks of the others stay.
    keep: (marks) => rounds.forEach((round) => store.write(draftOf(round), marks[round])),
    cast(marks) {
      const ballot = fields(marks);
      // From here on this very ballot is sent until it is answered, also after a reload.
      store.write(`${draft}-sent`, ballot);
      send(ballot);
    },
  });
  const restoreAll = () =>
    restore(Object.fromEntries(rounds.map((round) => [round, store.read(draftOf(round))])));
  restoreAll();
  // A second tab follows the first, until somebody marks in it: what is marked here stays.
  let isMine = false;
  form.addEventListener("change", () => { isMine = true; });
  addEventListener("storage", ({ key }) => {
    if (isMine || !rounds.some((round) => key === draftOf(round))) return;
    form.reset();
    restoreAll();
  });
  const unanswered = store.read(`${draft}-sent`);
  if (unanswered) send(unanswered);
}

// As the form itself would send them.
function fields(marks) {
  const rounds = Object.keys(marks);
  if (rounds.length === 1) return marks[rounds[0]];
  const named = rounds.flatMap((round) =>
    Object.entries(marks[round]).map(([name, mark]) => [`${round}.${name}`, mark]));
  return Object.fromEntries([["papers", rounds.join(",")], ...named]);
}

const SILENT = 4000; // ms without an answer, after which the person is told
const ANSWER = 20000; // ms: a network that swallows everything never answers

// One try: the answer with what it says. It is given up in the end.
async function post(ballot, words) {
  const stop = new AbortController();
  const timers = [
    setTimeout(() => { words.textContent = form.dataset.saysWaiting; }, SILENT),
    setTimeout(() => stop.abort(), ANSWER),
  ];
  try {
    const answer = await fetch(form.dataset.cast, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(ballot),
      cache: "no-store",
      signal: stop.signal,
    });
    return { answer, said: await answer.json() };
  } finally {
    timers.forEach(clearTimeout);
  }
}

async function send(ballot) {
  const words = document.getElementById("sending-words");
  document.getElementById("sending").hidden = false;
  words.textContent = form.dataset.saysSending;
  for (let tries = 0; ; tries += 1) {
    try {
      const { answer, said } = await post(ballot, words);
      // Only the server's own words end the sending: not a proxy's error page, nor the welcome
      // page of a guest network, which says "200 OK" to everything.
      if (answer.ok && said.code) return finish();
      if (answer.status < 500 && answer.status !== 429 && said.refused) return refuse(said);
    } catch { /* no network, or no answer of ours: try again */ }
    words.textContent = form.dataset.saysWaiting;
    const pause = Math.min(8000, 500 * 2 ** tries) * (0.5 + Math.random());
    await new Promise((resume) => {
      setTimeout(resume, pause);
      addEventListener("online", resume, { once: true });
    });
  }
}

function finish() {
  store.drop(`${form.dataset.draft}-sent`);
  location.replace(form.dataset.counted); // where the drafts are dropped
}

function refuse(answer) {
  store.drop(`${form.dataset.draft}-sent`);
  const first = answer.refused[0];
  if (first.code === "already-cast") {
    location.replace(form.dataset.counted);
    return;
  }
  if (first.code === "session-changed") {
    // What is left of the session stands under another address; the drafts are there already.
    location.replace(form.dataset.counted.replace(/rounds\/[^/]+/, `rounds/${first.facts.round}`));
    return;
  }
  document.getElementById("sending").hidden = true;
  document.querySelector("[data-refused]")?.remove();
  const line = document.createElement("p");
  line.dataset.refused = "";
  line.className = "refusal";
  line.setAttribute("role", "alert");
  line.textContent = `${form.dataset.saysRefused} ${first.sentence}`;
  form.before(line);
  // A vote that is over is not pressed again and again.
  const isOver = first.code === "round-closed" || first.code === "round-void";
  form.hidden = isOver;
  document.getElementById("over").hidden = !isOver;
  line.scrollIntoView({ block: "center" });
}
