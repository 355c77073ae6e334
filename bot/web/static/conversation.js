// The conversation, live. One stream for all tabs of this browser brings what is new; show.js shows it, send.js sends.
import { sendNext, unsent } from "./send.js";
import { end, form, list, log, NUMBER, page, place, showMessage, showState, tellConnection, toEnd } from "./show.js";

const QUIET_MS = 40000; // without a sign of life the stream is taken for dead: the server beats every 15 s

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
    if (data.seq > page.last + 1) catchUp(); // something was missed: ask for it all, in order
    else showMessage(data);
  } else if (kind === "state") showState(data);
  else if (kind === "ended") end();
}

function openStream() {
  stopStream();
  if (!leading || page.over) return;
  heard = Date.now();
  const mine = new EventSource(`/stream?after=${page.last}`);
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

document.addEventListener("over", stopStream);
function stopStream() {
  clearTimeout(again);
  if (stream) stream.close();
  stream = null;
}

function tellOnline() {
  if (!unsent.some((one) => !one.seq)) tellConnection("");
}

export async function catchUp(wait = 0) {
  if (asking || page.over) return;
  asking = true;
  try {
    for (;;) {
      const answer = await fetch(`/poll?after=${page.last}&wait=${wait}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
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
  if (page.over) return;
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
    if (!page.over) wish(false);
  });
}

function wake() {
  failures = 0;
  catchUp();
  takeTheLead();
  sendNext();
}
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") wake(); else if (!("locks" in navigator)) follow(); });
addEventListener("online", wake);
addEventListener("offline", () => tellConnection(`No connection. We keep trying. If you cannot wait, call ${NUMBER}.`));
addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
addEventListener("pagehide", () => { stopStream(); if (letGo) letGo(); });
setInterval(() => {
  if (page.over || Date.now() - heard < QUIET_MS) return;
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
