// What this phone keeps, in IndexedDB: who it is at a meeting, and its papers of each round.
// Nothing of it leaves the phone but what issue.js and cast.js send.

const NAME = "minyi";
export const PEOPLE = "people"; // by meeting/person
export const ROUNDS = "rounds"; // by meeting/person/round
export const MANIFESTS = "manifests"; // by hash; apart, as they are large and never change

let opened = null;

function open() {
  opened ||= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const store of [PEOPLE, ROUNDS, MANIFESTS]) asked.result.createObjectStore(store);
    };
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const base = asked.result;
      // Another tab with a newer wallet must not wait for this one.
      base.onversionchange = () => { base.close(); opened = null; };
      base.onclose = () => { opened = null; };
      resolve(base);
    };
  });
  opened.catch(() => { opened = null; });
  return opened;
}

export async function read(store, key) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const asked = base.transaction(store).objectStore(store).get(key);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

// All rounds under this beginning of a key.
export async function readRounds(beginning) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const asked = base.transaction(ROUNDS).objectStore(ROUNDS).getAll(under(beginning));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

const under = (beginning) => IDBKeyRange.bound(beginning, `${beginning}\uffff`);

// Read and write in one transaction, so that of two tabs one comes first. `work` is given what is
// kept and returns what to keep instead; without a result nothing changes. Resolves to what is kept
// then; a "strict" change is on the disk by then, even if the battery falls out.
export async function change(store, key, work, durability = "default") {
  const base = await open();
  return new Promise((resolve, reject) => {
    const all = base.transaction(store, "readwrite", { durability });
    const drawer = all.objectStore(store);
    let kept;
    drawer.get(key).onsuccess = (event) => {
      const old = event.target.result;
      const fresh = work(old);
      kept = fresh === undefined ? old : fresh;
      if (fresh !== undefined) drawer.put(fresh, key);
    };
    all.oncomplete = () => resolve(kept);
    all.onerror = all.onabort = () => reject(all.error);
  });
}

// Forget the rounds under this beginning of a key that `may` go.
export async function forget(beginning, may) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const all = base.transaction(ROUNDS, "readwrite");
    all.objectStore(ROUNDS).openCursor(under(beginning)).onsuccess = (event) => {
      const at = event.target.result;
      if (!at) return;
      if (may(at.value)) at.delete();
      at.continue();
    };
    all.oncomplete = () => resolve();
    all.onerror = all.onabort = () => reject(all.error);
  });
}
