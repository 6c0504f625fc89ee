// Puts the items of an agenda in order: a handle is dragged (finger, pen or mouse), or the arrow
// keys are pressed on it. The server says what is possible; the buttons beside do the same without
// this script.

const list = document.getElementById("agenda");
const said = document.getElementById("said");
const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
const STEP = 36; // px to the side for one level
const EDGE = 70; // px from the edge of the window at which the page follows the hand
const FOLLOW = 14; // px

let drag = null;
let last = Promise.resolve(); // one act after the other, however fast the keys are pressed

for (const handle of list.querySelectorAll(".handle")) handle.hidden = false;
const how = document.getElementById("how");
if (how) how.hidden = false;

function say(text, isGood = true) {
  said.textContent = text;
  said.classList.toggle("no-good", !isGood);
}

function send(item, path, fields) {
  last = last.then(() => ask(item, path, fields));
}

async function ask(item, path, fields) {
  let page;
  let ok;
  try {
    const answer = await fetch(item.dataset.at + path, { method: "POST", body: new URLSearchParams(fields) });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    ok = answer.ok;
  } catch {
    say(said.dataset.lost, false);
    return;
  }
  const fresh = page.getElementById("agenda");
  const rows = fresh ? [...fresh.children] : [];
  if (!ok || rows.some((row) => !document.getElementById(row.id))) {
    const why = page.querySelector(".refusal");
    if (ok || !why) location.reload(); // somebody else has written, or signed this badge out
    else say(why.textContent.trim(), false);
    return;
  }
  const before = places();
  settle(rows, page);
  item.querySelector(".handle")?.focus();
  const title = item.querySelector("strong").textContent;
  const number = item.dataset.number;
  const isSame = before === places();
  say(isSame ? said.dataset.same : said.dataset.moved.replace("{title}", title).replace("{number}", number), !isSame);
}

function places() {
  return [...list.children].map((row) => row.id + row.dataset.depth).join();
}

// The rows are moved and not made anew: what is being typed in one of them stays.
function settle(rows, page) {
  for (const row of rows) {
    const mine = document.getElementById(row.id);
    mine.className = row.className;
    Object.assign(mine.dataset, row.dataset);
    for (const part of [".no", ".what"]) mine.querySelector(part).innerHTML = row.querySelector(part).innerHTML;
    list.append(mine);
  }
  const under = document.getElementById("under");
  const choice = under?.value;
  under?.replaceChildren(...page.getElementById("under").children);
  if (under) under.value = choice;
}

list.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) drop(false);
  if (!event.target.matches(".handle") || !(event.key in WAYS)) return;
  event.preventDefault();
  send(event.target.closest("li"), "/move", { way: WAYS[event.key] });
});

list.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".handle");
  if (!handle || event.button) return;
  event.preventDefault();
  handle.focus();
  handle.setPointerCapture(event.pointerId);
  const item = handle.closest("li");
  drag = { item, block: blockOf(item), x: event.clientX, y: event.clientY, line: null };
});

list.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const isFar = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 6;
  if (!drag.line && !isFar) return; // a tap is no drag
  if (!drag.line) {
    drag.line = document.createElement("li");
    drag.line.setAttribute("aria-hidden", "true");
    for (const row of drag.block) row.classList.add("dragging");
  }
  if (event.clientY < EDGE) scrollBy(0, -FOLLOW);
  if (event.clientY > innerHeight - EDGE) scrollBy(0, FOLLOW);
  aim(event.clientX, event.clientY);
});

list.addEventListener("pointerup", () => drag && drop(true));
list.addEventListener("pointercancel", () => drag && drop(false));

// An item and all that stands under it.
function blockOf(item) {
  const block = [item];
  let row = item.nextElementSibling;
  while (row && Number(row.dataset.depth) > Number(item.dataset.depth)) {
    block.push(row);
    row = row.nextElementSibling;
  }
  return block;
}

function depthOf(row) {
  return row ? Number(row.dataset.depth) : 0;
}

// Before which row the item would come, and how deep: as the server will see it.
function aim(x, y) {
  const rows = [...list.children].filter((row) => row !== drag.line && !drag.block.includes(row));
  const to = rows.findIndex((row) => {
    const box = row.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  const at = to < 0 ? rows.length : to;
  const own = depthOf(drag.item);
  const height = Math.max(...drag.block.map(depthOf)) - own;
  const most = Math.min(at ? depthOf(rows[at - 1]) + 1 : 0, Number(list.dataset.levels) - 1 - height);
  const wish = own + Math.round((x - drag.x) / STEP);
  drag.depth = Math.max(depthOf(rows[at]), Math.min(wish, most));
  drag.before = rows[at]?.dataset.item || "";
  drag.line.className = `drop-line depth-${drag.depth}`;
  list.insertBefore(drag.line, rows[at] || null);
}

function drop(isMeant) {
  const { item, block, line, before, depth } = drag;
  drag = null;
  line?.remove();
  for (const row of block) row.classList.remove("dragging");
  if (isMeant && line) send(item, "/place", { before, depth: Math.max(0, depth) });
}
