// Taps that find no network are kept and sent again until they are answered. The last answer to a
// statement counts, so that sending twice is no harm.

const key = `taps-${location.pathname.split("/")[2]}`;
const PAUSE = 4000; // ms between two tries
let isRunning = false;

export const waiting = () => {
  try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; }
};

function write(taps) {
  try { localStorage.setItem(key, JSON.stringify(taps)); return true; } catch { return false; }
}

// Whether it could be kept: a browser that keeps nothing is told so.
export function keep(action, opinion) {
  return write([...waiting().filter((one) => one.action !== action), { action, opinion }]);
}

export function send(tap) {
  return fetch(tap.action, {
    method: "POST",
    body: new URLSearchParams({ opinion: tap.opinion }),
    headers: { accept: "application/json" },
    redirect: "manual",
  });
}

// Send what waits, one by one. `say` is told what it came to: kept, refused, or sent.
export async function flush(say) {
  if (isRunning) return;
  isRunning = true;
  const told = await sendAll();
  isRunning = false;
  if (told === "kept") setTimeout(() => flush(say), PAUSE);
  say(told);
}

async function sendAll() {
  for (let [tap] = waiting(); tap; [tap] = waiting()) {
    let answer;
    try { answer = await send(tap); } catch { return "kept"; }
    if (answer.status >= 500) return "kept"; // the server is not well: later
    write(waiting().filter((one) => one.action !== tap.action || one.opinion !== tap.opinion));
    if (answer.type !== "opaqueredirect" && !answer.ok) return "refused";
  }
  return "sent";
}
