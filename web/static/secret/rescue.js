// Bringing one's papers to another phone. The secret stands behind the # and is never sent.

import { same, unbase64url } from "./bytes.js";
import { adopt, hindrance, identity } from "./device.js";
import { show } from "./page.js";
import { forget, readRounds } from "./wallet.js";

const root = document.getElementById("secret");

function read() {
  const [words, meeting, person] = decodeURIComponent(location.hash.slice(1)).split(".");
  if (!/^[\w-]{43}$/.test(words || "") || !meeting || !person) return null;
  return { seed: unbase64url(words), me: { meeting, person } };
}

async function bring({ seed, me }) {
  const kept = await identity(me);
  if (!same(kept.seed, seed)) {
    // Whoever sends somebody a code of their own could read the ballots cast by it.
    const own = await readRounds(`${me.meeting}/${me.person}/`);
    if (own.some((round) => round.signatures || round.marks)) {
      show(root, "own");
      return;
    }
    await adopt(me, seed, true);
    await forget(`${me.meeting}/${me.person}/`, () => true); // asked for by the other seed
  }
  root.querySelector("[data-to]").href = `/m/${encodeURIComponent(me.meeting)}`;
  history.replaceState(null, "", location.pathname);
  show(root, "done");
}

async function start() {
  const found = read();
  const why = found && await hindrance(found.me);
  show(root, found ? why || "ask" : "none");
  if (found && !why) root.querySelector("button").addEventListener("click", () => bring(found));
}

start();
