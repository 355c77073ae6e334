// The conversation, live. Messages go out by POST with a key of ours, one after the other and again until stored; they
// come in by one stream for all tabs of this browser. The list is the log: what is not in it was not sent.
import { refusal, showError } from "./box.js";

const place = document.getElementById("conversation");
const list = document.getElementById("messages");
const log = document.getElementById("log");
const form = document.getElementById("write");
const box = document.getElementById("body");
const typing = document.getElementById("typing");
const connection = document.getElementById("connection");
const status = document.getElementById("status");
const newer = document.getElementById("newer");
const bar = document.querySelector(".app-bar");
const NUMBER = "+44 20 7008 5000";
const QUIET_MS = 40000; // without a sign of life the stream is taken for dead: the server beats every 15 s

let last = lastInList();
let state = {};
let over = false;

function lastInList() {
  return Math.max(0, ...[...list.querySelectorAll("[data-seq]")].map((item) => Number(item.dataset.seq)));
}

// -- telling ---------------------------------------------------------------------------------------------------------
let told = 0;
let toTell = "";
function tell(text) {
  // At most one announcement in 3 seconds, the newest; a screen reader is not talked over.
  toTell = text;
  const wait = Math.max(0, told + 3000 - Date.now());
  setTimeout(() => {
    if (!toTell) return;
    status.textContent = toTell;
    toTell = "";
    told = Date.now();
  }, wait);
}

function tellConnection(text) {
  if (connection.textContent === text) return;
  connection.textContent = text;
  connection.hidden = !text;
  if (text) tell(text);
}

// -- scrolling: only where the reader is at the end already -------------------------------------------------------------
function atEnd() {
  return form.getBoundingClientRect().top < innerHeight + 40;
}
function toEnd() {
  // The newest words from their first line, and the box below them where both fit.
  newer.hidden = true;
  const newest = list.lastElementChild;
  const room = innerHeight - bar.offsetHeight - 10;
  const needs = newest ? form.getBoundingClientRect().bottom - newest.getBoundingClientRect().top : 0;
  if (newest && needs > room) newest.scrollIntoView({ block: "start" });
  else form.scrollIntoView({ block: "end" });
}
new ResizeObserver(() => {
  document.documentElement.style.scrollPaddingTop = `${bar.offsetHeight + 10}px`;
}).observe(bar);
newer.addEventListener("click", () => {
  toEnd();
  box.focus({ preventScroll: true });
});
addEventListener("scroll", () => { if (!newer.hidden && atEnd()) newer.hidden = true; }, { passive: true });

// -- showing ---------------------------------------------------------------------------------------------------------
function element(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html; // made by our own server, which escapes every word
  return holder.content.firstElementChild;
}

function showMessage(message) {
  if (message.seq <= last) return;
  const stay = atEnd();
  const item = element(message.html);
  const waiting = unsent.find((one) => one.seq === message.seq);
  if (waiting) forget(waiting);
  const firstUnsent = list.querySelector("[data-unsent]");
  list.insertBefore(item, firstUnsent);
  last = message.seq;
  if (message.mine) list.querySelectorAll("[data-choices]").forEach((old) => { if (!item.contains(old)) old.hidden = true; });
  if (stay || message.mine) toEnd();
  else newer.hidden = false;
}

function showState(next) {
  state = next;
  const stay = atEnd();
  typing.hidden = !next.waiting;
  place.dataset.waiting = next.waiting ? "yes" : "no";
  for (const [id, html] of [["case", next.case], ["off", next.off], ["country-bar", next.numbers], ["country-numbers", next.all_numbers]]) {
    const part = document.getElementById(id);
    if (part.dataset.shown !== html) {
      part.dataset.shown = html;
      part.innerHTML = html;
    }
  }
  for (const item of list.querySelectorAll('[data-author="citizen"][data-seq]')) {
    const seq = Number(item.dataset.seq);
    const line = item.querySelector("[data-state]");
    const text = seq <= next.read_up_to ? "Read by a person" : seq <= next.answered ? "Sent" : next.pending;
    if (line.textContent !== text) line.textContent = text;
  }
  if (stay) toEnd();
}

function end() {
  over = true;
  stopStream();
  typing.hidden = true;
  // Words that are not sent yet are not thrown away with the page.
  if (box.value.trim() || unsent.some((one) => !one.seq)) {
    tellConnection(`Your messages cannot be opened on this device any more. Copy what you wrote, then go to the start page. If you cannot wait, call ${NUMBER}.`);
  } else {
    location.reload();
  }
}

// -- sending ---------------------------------------------------------------------------------------------------------
const unsent = [];
let sending = false;
let tries = 0;
let retry = 0;

function makeKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function queue(words, button) {
  const item = document.createElement("li");
  item.className = "app-message app-message--citizen app-message--unsent";
  item.dataset.unsent = "yes";
  item.innerHTML = '<p class="app-message__who"><span class="app-message__label">You</span></p>' +
    '<div class="app-message__words app-words"><p class="govuk-body"></p></div><p class="app-message__state" data-state>Sending…</p>';
  const paragraph = item.querySelector(".govuk-body");
  words.split("\n").forEach((line, index) => {
    if (index) paragraph.append(document.createElement("br"));
    paragraph.append(line);
  });
  list.append(item);
  toEnd();
  unsent.push({ key: makeKey(), body: words, button, item, seq: 0 });
  sendNext();
}

function forget(one) {
  one.item.remove();
  const at = unsent.indexOf(one);
  if (at >= 0) unsent.splice(at, 1);
}

function mark(one, text) {
  one.item.querySelector("[data-state]").textContent = text;
}

async function sendNext() {
  const one = unsent.find((each) => !each.seq);
  if (sending || !one || over) return;
  sending = true;
  clearTimeout(retry);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 20000);
  try {
    const answer = await fetch("/messages", {
      method: "POST", signal: patience.signal, credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Requested-With": "messages" },
      body: JSON.stringify({ key: one.key, body: one.body, button: one.button || "" }),
    });
    if (answer.status >= 500 || answer.status === 408 || answer.status === 429) throw new Error("later");
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) refused(one, answer.status, told.error);
    else stored(one, told.seq);
    tries = 0;
    sending = false;
    sendNext();
  } catch {
    sending = false;
    tries += 1;
    for (const each of unsent) if (!each.seq) mark(each, "Not sent yet — no connection. We keep trying.");
    tellConnection(`Not sent yet — no connection. We keep trying. If you cannot wait, call ${NUMBER}.`);
    retry = setTimeout(sendNext, Math.min(30000, 1000 * 2 ** Math.min(tries, 5)) * (0.7 + 0.6 * Math.random()));
  } finally {
    clearTimeout(timer);
  }
}

function stored(one, seq) {
  one.seq = seq;
  one.item.removeAttribute("data-unsent");
  one.item.classList.remove("app-message--unsent");
  if (seq <= last) forget(one); // the stream was faster
  else mark(one, "Sent");
  tell("Sent");
  tellConnection("");
  catchUp();
}

function refused(one, code, why) {
  forget(one);
  if (code === 403) {
    box.value = one.body;
    end();
    return;
  }
  if (!one.button) box.value = box.value ? `${one.body}\n${box.value}` : one.body;
  showError(why || "We could not send that. Try again.");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (refusal()) return; // box.js says why
  const words = box.value.replace(/\r\n?/g, "\n").trim();
  box.value = "";
  box.dispatchEvent(new Event("input"));
  queue(words, "");
  box.focus({ preventScroll: true });
});

list.addEventListener("submit", (event) => {
  const pressed = event.submitter;
  if (event.target.matches("[data-choices]") && pressed) {
    event.preventDefault();
    event.target.hidden = true;
    queue(pressed.textContent.trim(), pressed.value);
    box.focus({ preventScroll: true });
  } else if (event.target.matches("[data-helpful]") && pressed) {
    event.preventDefault();
    helped(event.target, pressed.value);
  }
});

async function helped(ask, value) {
  try {
    const answer = await fetch("/feedback", {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Requested-With": "messages" },
      body: JSON.stringify({ seq: ask.elements.seq.value, helpful: value }),
    });
    if (!answer.ok) throw new Error("later");
    const thanks = document.createElement("p");
    thanks.className = "govuk-body-s app-helpful";
    thanks.textContent = "Thank you for telling us.";
    ask.replaceWith(thanks);
    tell("Thank you for telling us.");
    box.focus({ preventScroll: true });
  } catch {
    tell("We could not save that. Try again.");
  }
}

addEventListener("beforeunload", (event) => {
  if (!window.leaving && !over && unsent.some((one) => !one.seq)) event.preventDefault();
});

// -- receiving -------------------------------------------------------------------------------------------------------
// One tab, the leader, holds the stream and tells the others: a browser has six connections to a host, and the seventh
// tab would wait for ever. The tab in front takes the lead, because tabs behind may be asleep.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`conversation-${place.dataset.channel}`) : null;
let stream = null;
let leading = false;
let failures = 0;
let again = 0;
let heard = Date.now();
let asking = false;

function receive(kind, data, pass) {
  heard = Date.now();
  if (pass && tabs) tabs.postMessage({ kind, data });
  if (kind === "message") {
    if (data.seq > last + 1) catchUp(); // something was missed: ask for it all, in order
    else showMessage(data);
  } else if (kind === "state") showState(data);
  else if (kind === "ended") end();
}

function openStream() {
  stopStream();
  if (!leading || over) return;
  heard = Date.now();
  const mine = new EventSource(`/stream?after=${last}`);
  stream = mine;
  const hear = (kind) => (event) => {
    if (stream !== mine) return;
    failures = 0;
    tellOnline();
    receive(kind, JSON.parse(event.data), true);
  };
  for (const kind of ["message", "state", "beat", "ended"]) mine.addEventListener(kind, hear(kind));
  mine.onerror = () => {
    if (stream !== mine) return;
    stopStream();
    failures += 1;
    if (failures >= 3) catchUp(); // a network that holds streams back may still let a question through
    again = setTimeout(openStream, Math.min(30000, 1000 * 2 ** Math.min(failures - 1, 5)) * (0.7 + 0.6 * Math.random()));
  };
}

function stopStream() {
  clearTimeout(again);
  if (stream) stream.close();
  stream = null;
}

function tellOnline() {
  if (!unsent.some((one) => !one.seq)) tellConnection("");
}

async function catchUp(wait = 0) {
  if (asking || over) return;
  asking = true;
  try {
    for (;;) {
      const answer = await fetch(`/poll?after=${last}&wait=${wait}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (answer.status === 403) {
        end();
        return;
      }
      if (!answer.ok) throw new Error("later");
      const found = await answer.json();
      heard = Date.now();
      for (const message of found.messages) {
        showMessage(message);
        if (tabs) tabs.postMessage({ kind: "message", data: message });
      }
      showState(found.state);
      tellOnline();
      if (found.messages.length < 200) break;
    }
  } catch {
    tellConnection(`No connection. We keep trying. If you cannot wait, call ${NUMBER}.`);
  } finally {
    asking = false;
  }
}

if (tabs) tabs.onmessage = (event) => receive(event.data.kind, event.data.data, false);

let letGo = null;
function lead() {
  leading = true;
  openStream();
}
function follow() {
  leading = false;
  stopStream();
}
function takeTheLead() {
  if (over) return;
  if (!("locks" in navigator)) {
    // No way to agree on a leader: only the tab in front holds a stream.
    if (document.visibilityState === "visible") lead();
    else follow();
    return;
  }
  if (leading) {
    openStream();
    return;
  }
  wish(document.visibilityState === "visible");
}
function wish(steal) {
  navigator.locks.request(`conversation-${place.dataset.channel}`, { steal }, () => new Promise((done) => {
    letGo = done;
    lead();
  })).catch(() => {
    follow(); // another tab came to the front
    if (!over) wish(false);
  });
}

function wake() {
  failures = 0;
  catchUp();
  takeTheLead();
  clearTimeout(retry);
  sendNext();
}
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") wake(); else if (!("locks" in navigator)) follow(); });
addEventListener("online", wake);
addEventListener("offline", () => tellConnection(`No connection. We keep trying. If you cannot wait, call ${NUMBER}.`));
addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
addEventListener("pagehide", () => { stopStream(); if (letGo) letGo(); });
setInterval(() => {
  if (over || Date.now() - heard < QUIET_MS) return;
  heard = Date.now();
  catchUp();
  if (leading) openStream();
}, 5000);

// The list was filled by the server; from here on a screen reader is told what is new.
catchUp().then(() => {
  log.setAttribute("aria-live", "polite");
  document.getElementById("by-hand").hidden = true;
});
takeTheLead();
if (list.children.length > 1 || location.hash === "#write") toEnd();
