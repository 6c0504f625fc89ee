// What this phone owes a secret round, whichever page is open: papers, casting, checking.
// It keeps no state of its own but what is under way; all else lies in the wallet.

import { isAnswered, send, sendNow } from "./cast.js";
import { nameOf } from "./device.js";
import { checkPinned, getPapers, keyOf, prepare } from "./issue.js";
import { lookUp } from "./frozen.js";
import { Doubt, Refusal, jitter, pause } from "./patience.js";
import { MANIFESTS, ROUNDS, read, readRounds } from "./wallet.js";

const GLANCE = 10000; // ms over which phones look into the frozen box by themselves
const SEALED = 10000; // ms over which they fetch the manifest before the opening
const STAGES = {
  "papers-elsewhere": "elsewhere",
  "paper-slip-given": "slip",
  "not-present": "absent",
  "round-not-open": "wait",
  "round-closed": "closed",
  gone: "void",
  replaced: "wait",
};

// What to show of several papers that are cast together: what hinders one comes before all else.
const ORDER = [
  "alarm", "refused", "absent", "elsewhere", "slip", "getting", "wait", "marking",
  "late", "sealing", "closed", "box", "counted", "void",
];

export function stageOf(stages) {
  return ORDER.find((one) => stages.includes(one)) || stages[0];
}

// The round that a page is about, as its hidden element says it.
export function factsOf(element) {
  if (!element) return null;
  const { secretRound: round, ...rest } = element.dataset;
  return { round, ...rest };
}

export class Phone {
  // `changed` is called when there may be something new to show.
  constructor(me, changed) {
    this.me = me;
    this.changed = changed;
    this.running = new Set();
    this.trouble = new Map(); // what ended for good, by round and manifest
    this.prepared = new Set(); // manifests fetched before the opening
    this.isWaiting = false; // for the network
    this.looksNow = false; // somebody asked to see it: look into the frozen box at once, and afresh
  }

  // Does what is due, beside the page; returns what to show now.
  async attend(facts) {
    const kept = await read(ROUNDS, keyOf(this.me, facts));
    try {
      checkPinned(kept, facts);
    } catch (doubt) {
      this.stop(facts, doubt);
    }
    if (facts.phase !== "open") sendNow(facts);
    if (!this.isStopped(facts)) this.begin(facts, kept);
    const manifest = kept && await read(MANIFESTS, kept.manifestHash);
    return { kept, manifest, stage: this.stage(facts, kept) };
  }

  stop(facts, problem) {
    this.trouble.set(`${facts.round} ${facts.manifestHash}`, problem);
  }

  troubleOf(facts) {
    return this.trouble.get(`${facts.round} ${facts.manifestHash}`);
  }

  isStopped(facts) {
    return this.troubleOf(facts) instanceof Doubt;
  }

  begin(facts, kept) {
    const tell = (isWaiting) => {
      if (this.isWaiting !== isWaiting) {
        this.isWaiting = isWaiting;
        this.changed();
      }
    };
    const due = this.due(facts, kept, tell);
    if (due) this.once(`${due.name} ${facts.round}`, facts, due.work);
  }

  due(facts, kept, tell) {
    const { me } = this;
    if (facts.phase === "void" || this.troubleOf(facts)?.message === "gone") return null;
    if (kept?.marks && !isAnswered(kept)) {
      return { name: "send", work: () => send(me, facts, tell) };
    }
    if (facts.phase === "open" && !kept?.signatures && !this.troubleOf(facts)) {
      return { name: "papers", work: () => getPapers(me, facts, tell) };
    }
    if (facts.phase === "sealed" && !this.prepared.has(facts.manifestHash)) {
      this.prepared.add(facts.manifestHash);
      return { name: `prepare ${facts.manifestHash}`, work: () => spread(SEALED, () => prepare(me, facts, tell)) };
    }
    const isChecked = kept?.checked?.hash === facts.checkpointHash && !this.looksNow;
    if (facts.checkpointHash && kept?.leaves && !isChecked) {
      const within = this.looksNow ? 0 : GLANCE;
      this.looksNow = false;
      return { name: "check", work: () => spread(within, () => lookUp(me, facts, tell)) };
    }
    return null;
  }

  async once(name, facts, work) {
    if (this.running.has(name)) return;
    this.running.add(name);
    try {
      await work();
    } catch (problem) {
      const isTold = problem instanceof Doubt || problem instanceof Refusal;
      if (!isTold) console.error(problem);
      this.stop(facts, isTold ? problem : new Doubt("fault"));
    } finally {
      this.running.delete(name);
      this.changed();
    }
  }

  // Ballots of other rounds that were locked and never answered: the hall may have moved on meanwhile.
  async sendLeftovers() {
    for (const kept of await readRounds(`${nameOf(this.me)}/`)) {
      if (kept.marks && !isAnswered(kept)) {
        this.once(`send ${kept.round}`, kept, () => send(this.me, kept, () => {}));
      }
    }
  }

  // What may be otherwise by now, such as "not present", is asked again.
  reconsider() {
    for (const [round, problem] of this.trouble) {
      if (problem instanceof Refusal) this.trouble.delete(round);
    }
  }

  stage(facts, kept) {
    if (this.isStopped(facts)) return "alarm";
    const refusal = this.troubleOf(facts);
    if (facts.phase === "void" || refusal?.message === "gone") return "void";
    if (kept?.checked?.isThere) return "counted";
    if (kept?.receipts) return "box";
    if (kept?.late) return "late";
    if (kept?.marks) return "sealing";
    if (refusal) return STAGES[refusal.message] || "refused";
    if (facts.phase === "sealed") return "wait";
    if (facts.phase !== "open") return "closed";
    return kept?.signatures ? "marking" : "getting";
  }
}

async function spread(most, work) {
  await pause(jitter(0, most));
  return work();
}
