// The papers are computed here, beside the page, so that it goes on breathing.

import * as papers from "./papers.js";

addEventListener("message", async ({ data: { id, name, job } }) => {
  try {
    postMessage({ id, made: await papers[name](job) });
  } catch (problem) {
    postMessage({ id, wrong: problem.message });
  }
});
