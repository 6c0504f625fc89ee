// Keeps the living parts of a page fresh. Plain WebSocket; the page works without this script,
// it only has to be reloaded by hand then.

const link = document.querySelector("[data-live]");
const banner = document.getElementById("wire");
const SILENCE = 20000; // ms without any word, beats included: the server beats every 8 s
// The badge was replaced, or the link is no longer good: only a reload can tell the person.
const SENT_AWAY = [4401, 4404];

let seen = Number(link.dataset.seen);
let version = 0;
let heard = Date.now();
let tries = 0;
let socket = null;
const waiting = new Map(); // parts that came while somebody was at work in them

function hhmmss(moment) {
  return new Date(moment).toTimeString().slice(0, 8);
}

// A form that somebody is filling in is never taken away under the fingers.
function isBusy(part) {
  if (part.hasAttribute("data-keep")) return true; // a refused form, with what was typed
  const form = part.contains(document.activeElement) && document.activeElement.closest("form");
  if (form && document.activeElement.matches("input, select, textarea")) return true;
  for (const input of part.querySelectorAll("input:not([type=hidden]), textarea")) {
    if (input.value !== input.defaultValue || input.checked !== input.defaultChecked) return true;
  }
  return Boolean(part.querySelector("details.twice[open]"));
}

function swap(id, html) {
  const old = document.getElementById(id);
  waiting.delete(id);
  if (!old) return;
  if (isBusy(old)) {
    waiting.set(id, html); // shown as soon as nobody is at work in this part
    return;
  }
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  const open = new Set();
  old.querySelectorAll("details[open]").forEach((one) => open.add(one.className));
  fresh.querySelectorAll("details").forEach((one) => {
    if (one.className && open.has(one.className)) one.open = true;
  });
  const held = old.contains(document.activeElement) ? nameOf(document.activeElement) : "";
  old.replaceWith(fresh);
  if (held) keepFocus(fresh, held);
}

// What tells a control apart from its neighbours: where it leads and what stands on it.
function nameOf(control) {
  const form = control.closest("form");
  const leads = control.getAttribute("href") || (form && form.getAttribute("action")) || "";
  return [control.tagName, leads, control.name || "", control.textContent.trim()].join("|");
}

// A keyboard stays where it was. Never on another act: then only its frame is taken hold of.
function keepFocus(fresh, held) {
  const controls = fresh.querySelectorAll("a[href], button, input, select, textarea, summary");
  const same = [...controls].find((one) => nameOf(one) === held);
  const frame = fresh.querySelector("[tabindex='-1']");
  if (same || frame) (same || frame).focus({ preventScroll: true });
}

// The shared part is the same for everybody; the page knows who this is. What does not concern
// this person is hidden: the ballot that is cast or not theirs to cast, the sign-in of the present.
function settle() {
  const me = document.querySelector("[data-me]");
  if (!me) return;
  document.querySelectorAll("#now a.go").forEach((one) => {
    one.hidden = !("votes" in me.dataset) || one.getAttribute("href") === me.dataset.voted;
  });
  document.querySelectorAll("#now form.arrive").forEach((one) => {
    one.hidden = "present" in me.dataset;
  });
}

function hear(event) {
  heard = Date.now();
  tries = 0;
  show(false);
  const news = JSON.parse(event.data);
  if (!news.parts || news.version <= version) return; // a beat, or older than what is shown
  version = news.version;
  seen = news.number;
  for (const [id, html] of Object.entries(news.parts)) swap(id, html);
  settle();
  document.dispatchEvent(new Event("minyi:swapped"));
}

function show(lost) {
  if (!banner) return;
  banner.hidden = !lost;
  if (lost) banner.textContent = banner.dataset.lost.replace("{time}", hhmmss(heard));
}

function connect() {
  const address = new URL(link.dataset.live, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = new URLSearchParams({ seen, lang: document.documentElement.lang === "en" ? "en" : "zh_CN" });
  socket = new WebSocket(address);
  socket.onopen = () => { heard = Date.now(); };
  socket.onmessage = hear;
  socket.onclose = (event) => {
    if (SENT_AWAY.includes(event.code)) {
      location.reload();
      return;
    }
    // Jitter: after a restart hundreds of phones must not knock in the same instant.
    tries += 1;
    if (tries > 1 || Date.now() - heard > 3000) show(true);
    const pause = Math.min(10000, 500 * 2 ** Math.min(tries, 5)) * (0.5 + Math.random());
    setTimeout(connect, pause);
  };
}

setInterval(() => {
  if (Date.now() - heard > SILENCE) {
    show(true);
    if (socket && socket.readyState === WebSocket.OPEN) socket.close();
  }
}, 1000);

// What waited is shown when the hand has left the form.
for (const moment of ["focusout", "toggle"]) {
  document.addEventListener(moment, () => setTimeout(() => {
    const isNew = waiting.size > 0;
    for (const [id, html] of [...waiting]) swap(id, html);
    settle();
    if (isNew) document.dispatchEvent(new Event("minyi:swapped"));
  }), true);
}

// The browser knows at once; silence alone would take its time.
addEventListener("offline", () => show(true));

// A phone that wakes up must not wait for its next try.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && socket && socket.readyState > WebSocket.OPEN) heard = Date.now();
});

settle();
connect();
