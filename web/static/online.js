// One statement at a time. A tap that finds no network is kept and sent again until it is
// answered; the last answer to a statement counts, so that sending twice is no harm.

const form = document.querySelector("form[data-tap]");
const line = document.getElementById("unsent");
const key = `taps-${location.pathname.split("/")[2]}`;
const PAUSE = 4000; // ms between two tries

const store = {
  read() { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } },
  write(taps) { try { localStorage.setItem(key, JSON.stringify(taps)); return true; } catch { return false; } },
};

function send(tap) {
  return fetch(tap.action, {
    method: "POST",
    body: new URLSearchParams({ opinion: tap.opinion }),
    headers: { accept: "application/json" },
    redirect: "manual",
  });
}

function say(text) {
  line.hidden = !text;
  line.textContent = text;
}

async function flush() {
  for (let taps = store.read(); taps.length; taps = store.read()) {
    let answer;
    try { answer = await send(taps[0]); } catch {
      say(line.dataset.kept);
      setTimeout(flush, PAUSE);
      return;
    }
    if (answer.status >= 500) { // the server is not well: later
      say(line.dataset.kept);
      setTimeout(flush, PAUSE);
      return;
    }
    store.write(store.read().slice(1));
    if (answer.type !== "opaqueredirect" && !answer.ok) {
      location.reload(); // refused for good: the page says why
      return;
    }
    if (store.read().length === 0) location.assign(location.pathname);
  }
}

function tap(event) {
  event.preventDefault();
  if (!event.submitter) return;
  const taps = store.read().filter((one) => one.action !== form.action);
  const isKept = store.write([...taps, { action: form.action, opinion: event.submitter.value }]);
  form.querySelectorAll("button").forEach((one) => one.toggleAttribute("data-chosen", one === event.submitter));
  if (isKept) {
    flush();
    return;
  }
  send({ action: form.action, opinion: event.submitter.value })
    .then(() => location.assign(location.pathname))
    .catch(() => say(line.dataset.lost));
}

if (form) form.addEventListener("submit", tap);
addEventListener("online", flush);
if (store.read().length) flush();
