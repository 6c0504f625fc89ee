// Waiting: for the network, for one's turn, and a little at random so that nobody is told by the moment.

// No answer, or none of ours: asking again will do.
export class Later extends Error {}

// The server's own no, with its sentence.
export class Refusal extends Error {
  constructor(code, sentence = "") {
    super(code);
    this.sentence = sentence;
  }
}

// Something that must not be: shown in red, with what there is to show for it.
export class Doubt extends Error {
  constructor(code, evidence = null) {
    super(code);
    this.evidence = evidence;
  }
}

const LONGEST = 8000;
const TURN = 5000; // ms to wait for another tab; all is derived, so both may do the same
const SILENT = 4000; // ms without an answer, after which the person is told
const ANSWER = 20000; // ms: the box answers within six seconds, a lost network never

export const pause = (ms) => new Promise((resume) => { setTimeout(resume, ms); });
export const jitter = (least, most) => least + Math.random() * (most - least);

function pauseOrOnline(ms) {
  return new Promise((resume) => {
    setTimeout(resume, ms);
    addEventListener("online", resume, { once: true });
  });
}

export async function persistently(work, tell) {
  for (let tries = 0; ; tries += 1) {
    const silent = setTimeout(() => tell(true), SILENT);
    try {
      const done = await work();
      clearTimeout(silent);
      tell(false);
      return done;
    } catch (problem) {
      clearTimeout(silent);
      if (!(problem instanceof Later)) throw problem;
    }
    tell(true);
    await pauseOrOnline(Math.min(LONGEST, 500 * 2 ** tries) * jitter(0.5, 1.5));
  }
}

// A request that is given up in the end. No network is not an error, only a reason to ask again.
export async function ask(url, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER);
  try {
    const answer = await fetch(url, { cache: "no-store", ...options, signal: stop.signal });
    // Read here: the timer must cover the last byte as well.
    const body = await answer.arrayBuffer();
    return { status: answer.status, ok: answer.ok, bytes: new Uint8Array(body) };
  } catch {
    throw new Later("network");
  } finally {
    clearTimeout(timer);
  }
}

// Also the welcome page of a guest network says "200 OK".
export function json(answer) {
  try {
    return JSON.parse(new TextDecoder().decode(answer.bytes));
  } catch {
    throw new Later("not-ours");
  }
}

// One tab at a time, where the browser can say so. A tab that sleeps with the key holds nobody up.
export async function alone(name, work) {
  if (!navigator.locks) return work();
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TURN);
  let entered = false;
  try {
    return await navigator.locks.request(`minyi ${name}`, { signal: stop.signal }, () => {
      entered = true;
      clearTimeout(timer);
      return work();
    });
  } catch (problem) {
    if (entered || problem.name !== "AbortError") throw problem;
    return work();
  } finally {
    clearTimeout(timer);
  }
}
