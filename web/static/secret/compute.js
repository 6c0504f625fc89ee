// Where papers.js runs: in a worker; on the page's own thread in browsers that have no such worker.

import * as papers from "./papers.js";

const open = new Map();
let last = 0;
let worker = null;
let hasWorker = true;

function start() {
  const made = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  made.addEventListener("message", ({ data: { id, made: result, wrong } }) => {
    const job = open.get(id);
    open.delete(id);
    if (wrong === undefined) job?.resolve(result);
    else job?.reject(new Error(wrong));
  });
  made.addEventListener("error", (event) => {
    event.preventDefault();
    hasWorker = false;
    for (const job of open.values()) here(job.name, job.job).then(job.resolve, job.reject);
    open.clear();
  });
  return made;
}

const here = async (name, job) => papers[name](job);

export function compute(name, job) {
  try {
    if (hasWorker) worker ||= start();
  } catch {
    hasWorker = false;
  }
  if (!hasWorker) return here(name, job);
  return new Promise((resolve, reject) => {
    last += 1;
    open.set(last, { name, job, resolve, reject });
    worker.postMessage({ id: last, name, job });
  });
}
