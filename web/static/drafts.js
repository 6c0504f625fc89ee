// What was typed and not sent yet, photos too, kept by the browser under a name. A browser that
// keeps nothing loses nothing else: all of this then does nothing.

const DRAFTS = "drafts";

function base() {
  return new Promise((done, fail) => {
    const ask = indexedDB.open("minyi-said", 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore(DRAFTS);
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
}

async function act(mode, what) {
  try {
    const open = await base();
    return await new Promise((done, fail) => {
      const work = open.transaction(DRAFTS, mode);
      const ask = what(work.objectStore(DRAFTS));
      work.oncomplete = () => { open.close(); done(ask.result); };
      work.onabort = () => { open.close(); fail(work.error); };
    });
  } catch {
    return undefined;
  }
}

export const read = (name) => act("readonly", (store) => store.get(name));
export const write = (name, draft) => act("readwrite", (store) => store.put(draft, name));
export const drop = (name) => act("readwrite", (store) => store.delete(name));
