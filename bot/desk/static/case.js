// One case: new messages, replies in the background, "read by a person", drafts that nothing loses.
const { ask, onChange, play, replaceParts, setWaiting } = window.consularDesk;

const byId = (id) => document.getElementById(id);
const live = byId("live");
const log = byId("log");
const box = byId("log-box");
const reply = byId("reply");
const note = byId("note");
const replyForm = byId("reply-form");
let last = Number(live.dataset.last);
let read = Number(live.dataset.read);
let danger = live.dataset.danger;
const DANGER = "desk-message--danger";
let mark = "";
let fetching = null;
let fetchAgain = false;

// ---- what comes in --------------------------------------------------------------------------------------------------
const atEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < 80;
const toEnd = () => { box.scrollTop = box.scrollHeight; byId("below").hidden = true; };

function append(html) {
  const followed = atEnd();
  let below = false;
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const item of holder.content.querySelectorAll("li[data-seq]")) {
    const there = byId(item.id);
    if (!there) { log.append(item); below = true; }
    else if (item.classList.contains(DANGER) && !there.classList.contains(DANGER)) there.replaceWith(item);
  }
  if (followed) toEnd(); else if (below) byId("below").hidden = false;
}

function apply(got) {
  mark = got.mark;
  if (!got.parts) return;
  const wasMine = live.dataset.mine === "yes";
  replaceParts(got.parts);
  if (got.messages) append(got.messages);
  last = Math.max(last, got.last_seq);
  for (const [seq, words] of Object.entries(got.delivery)) {
    const place = log.querySelector(`[data-delivery="${seq}"]`);
    if (place && place.textContent !== words) place.textContent = words;
  }
  live.dataset.mine = got.mine ? "yes" : "";
  live.dataset.open = got.open ? "yes" : "";
  byId("reply-section").hidden = !got.mine && !reply.value; // words in the box stay in sight though the case is gone
  byId("hand-back").hidden = !got.mine;
  byId("finish").hidden = !got.open || (!got.mine && !got.can_close);
  if (wasMine && !got.mine && reply.value.trim()) {
    fail("You do not have this case any more. Your words are still in the box. They were not sent.", false);
  }
  setWaiting(got.waiting);
  if (got.citizen_wrote && got.mine && document.hidden && got.danger === danger) play("word");
  danger = got.danger;
  showRead();
}

async function refresh() {
  if (fetching) { fetchAgain = true; return fetching; }
  fetching = (async () => {
    do {
      fetchAgain = false;
      try { apply(await ask(`${live.dataset.live}?after=${last}&have=${mark}`)); } catch { /* the stream says so */ }
    } while (fetchAgain);
    fetching = null;
  })();
  return fetching;
}

/** Tell the citizen "read by a person": only for the holder, and only when the words are on a screen that is looked at. */
async function showRead() {
  if (live.dataset.mine !== "yes" || document.hidden || last <= read) return;
  const upTo = last;
  try {
    const done = await ask(`/cases/${live.dataset.case}/read`, new URLSearchParams({ seq: String(upTo) }));
    if (done.ok) read = Math.max(read, upTo);
  } catch { /* the next change tries again */ }
}

// ---- what goes out --------------------------------------------------------------------------------------------------
function say(words) {
  const line = document.createElement("p");
  line.className = "desk-said";
  line.textContent = words;
  byId("said").replaceChildren(line);
  byId("error").replaceChildren();
}

function fail(words, focus = true) {
  const line = document.createElement("p");
  line.className = "govuk-error-message govuk-!-margin-bottom-0";
  line.textContent = words;
  byId("error").replaceChildren(line);
  byId("said").replaceChildren();
  if (focus) byId("error").focus();
}

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
let tried = null;
const busy = new Set();

async function send(form) {
  const act = form.dataset.act;
  if (busy.has(act)) return; // a double click is one step
  const fields = new URLSearchParams(new FormData(form));
  if (act === "say") {
    // The same words again are the same message; other words under a used key would be taken for it and lost.
    if (tried && tried.body !== reply.value) replyForm.elements.key.value = newKey();
    fields.set("key", replyForm.elements.key.value);
    tried = { body: reply.value };
    byId("sent-state").textContent = "Sending";
    reply.readOnly = true;
  }
  busy.add(act);
  try {
    const done = await ask(form.action, fields);
    if (!done.ok) { refused(act, done); return; }
    await succeeded(act, done, form);
  } catch {
    if (act === "say") byId("sent-state").textContent = "Not sent";
    fail("No connection. Nothing is lost: your words are still in the box. Try again.");
  } finally {
    busy.delete(act);
    reply.readOnly = false;
  }
}

function refused(act, done) {
  if (act === "say") byId("sent-state").textContent = "Not sent";
  fail(done.error);
  refresh();
}

async function succeeded(act, done, form) {
  if (done.go) { leaving = true; location.assign(done.go); return; }
  if (act === "say") {
    reply.value = "";
    tried = null;
    replyForm.elements.key.value = newKey();
    count();
    byId("sent-state").textContent = `Sent at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" })} UK time`;
    byId("error").replaceChildren();
  }
  if (act === "note") { note.value = ""; say("Note saved. Citizens do not see it."); }
  if (act === "take") say("You have this case. The assistant is silent now.");
  await refresh();
  if (act === "say") { toEnd(); reply.focus(); }
  if (act === "note") note.focus();
  if (act === "take") { toEnd(); reply.focus(); }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.act) return;
  event.preventDefault();
  send(form);
});

for (const area of document.querySelectorAll("textarea")) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); area.form.requestSubmit(); }
  });
}

const longest = Number(live.dataset.longest);
function count() {
  const left = longest - reply.value.length;
  const words = left < 0 ? `${-left} too many.` : left < 500 ? `${left} left.` : "";
  if (byId("reply-count").textContent !== words) byId("reply-count").textContent = words;
}
reply.addEventListener("input", () => { count(); if (byId("sent-state").textContent !== "") byId("sent-state").textContent = ""; });

for (const button of document.querySelectorAll("[data-insert]")) {
  button.onclick = () => {
    reply.value = reply.value.trim() ? `${reply.value.trimEnd()}\n\n${button.dataset.insert}` : button.dataset.insert;
    byId("openings").open = false;
    count();
    reply.focus();
  };
}

let leaving = false;
window.addEventListener("beforeunload", (event) => {
  if (!leaving && (reply.value.trim() || note.value.trim() || byId("closing-note").value.trim())) event.preventDefault();
});

// ---- the card -------------------------------------------------------------------------------------------------------
byId("copy-card").onclick = async () => {
  const lines = [live.dataset.case];
  for (const row of byId("card").querySelectorAll("dl > div")) {
    lines.push(`${row.querySelector("dt").innerText.trim()}: ${row.querySelector("dd").innerText.trim()}`);
  }
  try { await navigator.clipboard.writeText(lines.join("\n")); say("The card is copied."); } catch { fail("Your browser did not allow the copy. Select the card and copy it by hand."); }
};
byId("print-card").onclick = () => window.print();

// ---- start ----------------------------------------------------------------------------------------------------------
for (const id of ["copy-card", "print-card", "openings"]) byId(id).hidden = false;
byId("to-end").onclick = () => { toEnd(); box.focus(); };
box.addEventListener("scroll", () => { if (atEnd()) byId("below").hidden = true; });
document.addEventListener("visibilitychange", () => { if (!document.hidden) showRead(); });
toEnd();
count();
onChange(refresh);
refresh();
showRead();
if (byId("error").textContent.trim()) byId("error").focus();
