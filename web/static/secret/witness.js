// The scrutineer's card: six words to compare with the big screen, and one tap that signs them.

import { base64url, unhex } from "./bytes.js";
import { enrolled, identity, nameOf, post, sign } from "./device.js";
import { show, wordsOf } from "./page.js";
import { persistently } from "./patience.js";
import { PEOPLE, change } from "./wallet.js";

const SHOWN = { sealed: "manifest", open: "manifest" };

// What there is to witness now, with its hash.
function matter(facts) {
  const what = facts.checkpointHash ? "checkpoint" : SHOWN[facts.phase];
  const hash = what === "checkpoint" ? facts.checkpointHash : facts.manifestHash;
  return what && hash ? { what, hash } : null;
}

export class Witness {
  constructor(card, me) {
    this.card = card;
    this.me = me;
    this.papers = [];
    this.facts = null;
    this.told = null;
    card.querySelector("button").addEventListener("click", () => this.sign());
  }

  // Of several papers the first that is still to be witnessed.
  async attend(papers) {
    this.papers = papers;
    const due = papers.filter(matter);
    this.card.hidden = !due.length;
    if (!due.length) return;
    const { witnessed = [] } = await identity(this.me);
    const isOpen = (facts) => !witnessed.includes(matter(facts).hash);
    this.facts = due.find(isOpen) || due[due.length - 1];
    const now = matter(this.facts);
    const isDone = !isOpen(this.facts);
    show(this.card, `${now.what}-${isDone ? "done" : "due"}`);
    this.card.querySelector("button").hidden = isDone;
    this.card.querySelector("[data-six]").textContent = await wordsOf(now.hash);
    this.count(now);
  }

  // The server's last word, or what the hall's news say by now.
  count({ what, hash }) {
    const line = this.card.querySelector("[data-says]");
    const isManifest = what === "manifest";
    const heard = isManifest ? this.facts.witnessed : this.facts.checkpointWitnessed;
    const told = this.told?.hash === hash ? this.told.witnessed : 0;
    const n = Math.max(Number(heard) || 0, told);
    line.textContent = line.dataset.says.replace("{n}", n).replace("{m}", this.facts.scrutineers);
  }

  async sign() {
    const { what, hash } = matter(this.facts);
    const { round } = this.facts;
    const button = this.card.querySelector("button");
    const refused = this.card.querySelector("[data-refused]");
    button.disabled = true;
    refused.hidden = true;
    try {
      this.told = { hash, ...await persistently(() => this.send(what, hash, round), (isWaiting) => this.wait(isWaiting)) };
      await change(PEOPLE, nameOf(this.me), (old) => ({
        ...old, witnessed: [...(old.witnessed || []), hash],
      }));
    } catch (problem) {
      refused.textContent = problem.sentence || refused.dataset.refused;
      refused.hidden = false;
    }
    button.disabled = false;
    await this.attend(this.papers);
  }

  wait(isWaiting) {
    this.card.querySelector("[data-wait]").hidden = !isWaiting;
  }

  send(what, hash, round) {
    return enrolled(this.me, async () => {
      const signature = await sign(await identity(this.me), `minyi/1 witness ${what}`, unhex(hash));
      const path = `/m/${this.me.meeting}/rounds/${round}/witness`;
      return post(path, { what, signature: base64url(signature) });
    });
  }
}
