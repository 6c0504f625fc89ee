// The ballot on the phone: keeps the draft, counts the marks, asks once, sends until answered.
// What is marked never leaves the phone before "Yes, cast it".

const form = document.getElementById("ballot");
const counted = document.querySelector("[data-forget]");

// Storage may be refused (private windows); then the ballot works, only the draft is not kept.
const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* no draft */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* nothing kept */ } },
};

if (counted) {
  store.drop(counted.dataset.forget);
  store.drop(`${counted.dataset.forget}-sent`);
}
if (form) mark();

function mark() {
  const draft = form.dataset.draft;
  const most = Number(form.dataset.most) || Infinity;
  const dialog = document.getElementById("confirm");
  const summary = document.getElementById("summary");
  const tally = document.getElementById("tally");
  const sending = document.getElementById("sending");
  const words = document.getElementById("sending-words");

  const marks = () => Object.fromEntries(new FormData(form));
  const forMarks = () => Object.values(marks()).filter((one) => one === "for").length;

  function count() {
    const marked = forMarks();
    const pattern = most === Infinity ? tally.dataset.says : tally.dataset.saysMost;
    tally.textContent = marked > most
      ? form.dataset.saysOver.replace("{most}", most)
      : pattern.replace("{marked}", marked).replace("{most}", most);
    document.body.classList.toggle("over", marked > most);
  }

  function restore() {
    const kept = store.read(draft) || {};
    for (const [name, value] of Object.entries(kept)) {
      const input = form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
      if (input) input.checked = true;
    }
    count();
  }

  // A radio that is pressed again is taken back: blank must stay possible.
  let before = null;
  form.addEventListener("pointerdown", (event) => {
    const label = event.target.closest(".marks label");
    const input = label && label.querySelector("input[type=radio]");
    before = input && input.checked ? input : null;
  });
  form.addEventListener("click", (event) => {
    if (before && event.target === before) {
      before.checked = false;
      before = null;
      form.dispatchEvent(new Event("change"));
    }
  });

  form.addEventListener("change", () => {
    store.write(draft, marks());
    count();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (forMarks() > most) {
      count();
      return;
    }
    const chosen = marks();
    summary.replaceChildren(...[...form.querySelectorAll(".candidate")].map((candidate) => {
      const no = candidate.dataset.no;
      const made = chosen[`mark-${no}`] || "none";
      const line = document.createElement("li");
      const number = document.createElement("span");
      number.className = "no";
      number.textContent = no;
      const name = document.createElement("span");
      name.textContent = candidate.querySelector("legend").textContent.trim().replace(/^\d+\s*/, "");
      const word = document.createElement("span");
      word.className = `mark ${made}`;
      word.textContent = summary.dataset[made];
      line.append(number, name, word);
      return line;
    }));
    dialog.showModal();
  });
  document.getElementById("no").addEventListener("click", () => dialog.close());
  document.getElementById("yes").addEventListener("click", () => {
    dialog.close();
    const ballot = marks();
    // From here on this very ballot is sent until it is answered, also after a reload.
    store.write(`${draft}-sent`, ballot);
    send(ballot);
  });

  async function send(ballot) {
    sending.hidden = false;
    words.textContent = form.dataset.saysSending;
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(form.dataset.cast, {
          method: "POST",
          headers: { accept: "application/json" },
          body: new URLSearchParams(ballot),
          cache: "no-store",
        });
        // Only the server's own words end the sending: not a proxy's error page, nor the welcome
        // page of a guest network, which says "200 OK" to everything.
        const said = await answer.json();
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
    store.drop(draft);
    store.drop(`${draft}-sent`);
    location.replace(form.dataset.counted);
  }

  function refuse(answer) {
    store.drop(`${draft}-sent`);
    const first = answer.refused[0];
    if (first.code === "already-cast") return location.replace(form.dataset.counted);
    sending.hidden = true;
    const line = document.createElement("p");
    line.className = "refusal";
    line.setAttribute("role", "alert");
    line.textContent = `${form.dataset.saysRefused} ${first.sentence}`;
    form.before(line);
    line.scrollIntoView({ block: "center" });
    return undefined;
  }

  restore();
  const unanswered = store.read(`${draft}-sent`);
  if (unanswered) send(unanswered);
}
