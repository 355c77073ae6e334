// Every page of the desk: the live stream, sound, title count, notifications, keys, sign-in in place.
// Without it everything still works by links and forms.

const desk = document.getElementById("desk");
const byId = (id) => document.getElementById(id);
const live = byId("live");
const channel = "BroadcastChannel" in window ? new BroadcastChannel("desk") : null;
const remembered = {
  // Settings of this browser only: muted, keys off, which alarm has sounded. Nothing about anybody.
  get(name) { try { return localStorage.getItem(`desk-${name}`); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(`desk-${name}`, value); } catch { /* private window: not remembered */ } },
};

// ---- talking to the server ------------------------------------------------------------------------------------------
let signInAgain = null;

/** Ask for a new sign-in in place. Everything that is being typed stays where it is. */
function askSignIn() {
  if (signInAgain) return signInAgain;
  const dialog = byId("sign-in-again");
  signInAgain = new Promise((resolve) => {
    const form = byId("sign-in-again-form");
    form.onsubmit = async (event) => {
      event.preventDefault();
      byId("sign-in-again-error").textContent = "";
      const answer = await fetch("/sign-in", {
        method: "POST", headers: { "X-Requested-With": "desk" }, body: new URLSearchParams(new FormData(form)),
      }).catch(() => null);
      if (!answer) { byId("sign-in-again-error").textContent = "No connection. Try again."; return; }
      const result = await answer.json();
      if (!result.ok) { byId("sign-in-again-error").textContent = result.error; byId("again-password").value = ""; return; }
      form.reset();
      if (result.name !== desk.dataset.name) { location.assign("/"); return; } // somebody else: not their page
      setCsrf(result.csrf);
      dialog.close();
      signInAgain = null;
      resolve();
      connect();
    };
    dialog.oncancel = (event) => event.preventDefault();
    if (!dialog.open) dialog.showModal();
    byId("again-password").focus();
  });
  return signInAgain;
}

function setCsrf(token) {
  desk.dataset.csrf = token;
  document.querySelectorAll("input[name=csrf]").forEach((input) => { input.value = token; });
}

/** fetch → the JSON of the answer; asks to sign in again where that is needed, then tries once more. */
async function ask(path, fields = null, again = true) {
  const options = { headers: { "X-Requested-With": "desk", Accept: "application/json" } };
  if (fields) {
    options.method = "POST";
    options.headers["X-CSRF-Token"] = desk.dataset.csrf;
    fields.set("csrf", desk.dataset.csrf);
    options.body = fields;
  }
  const response = await fetch(path, options);
  if (response.status === 401 && again) {
    await askSignIn();
    return ask(path, fields, false);
  }
  return response.json();
}

// ---- parts of the page ----------------------------------------------------------------------------------------------
const shown = new Map();
const late = new Map();
let pressed = null;

// A link that is replaced between the press and the release of the button is never followed. So a part waits for both.
addEventListener("pointerdown", (event) => { pressed = event.target.closest?.("[data-part]") ?? null; });
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => setTimeout(() => {
    pressed = null;
    const parts = Object.fromEntries(late);
    late.clear();
    replaceParts(parts);
  }));
}

/** As the browser writes it back, so that what the server sent twice is the same. */
function written(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.innerHTML;
}

/** Replace the parts whose HTML is another one. The focus stays on what it was on. */
function replaceParts(parts) {
  for (const [name, html] of Object.entries(parts)) {
    const place = document.querySelector(`[data-part="${name}"]`);
    if (!place || shown.get(name) === html) continue;
    if (place === pressed) { late.set(name, html); continue; }
    if (!shown.has(name) && written(html) === place.innerHTML) { shown.set(name, html); continue; }
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const key = focused && (focused.id ? `#${CSS.escape(focused.id)}` : focused.getAttribute("href") && `a[href="${CSS.escape(focused.getAttribute("href"))}"]`);
    const open = [...place.querySelectorAll("details")].map((details) => details.open);
    place.innerHTML = html;
    place.querySelectorAll("details").forEach((details, index) => { details.open = open[index] || details.open; });
    shown.set(name, html);
    if (focused) {
      const same = key && place.querySelector(key);
      if (same) same.focus({ preventScroll: true });
      else { place.tabIndex = -1; place.focus({ preventScroll: true }); }
    }
  }
}

function setWaiting(count) {
  const name = desk.dataset.pageName;
  const text = count ? `(${count}) ${name}` : name;
  if (document.title !== text) document.title = text;
}

let queueMark = "";
let fetching = false;
let fetchAgain = false;

/** The queue page's own refresh; the case page brings another. */
async function refreshQueue() {
  if (fetching) { fetchAgain = true; return; }
  fetching = true;
  try {
    const path = live.dataset.live;
    const got = await ask(`${path}&have=${queueMark}`);
    if (got.mark) queueMark = got.mark;
    if (got.parts) replaceParts(got.parts);
  } catch { /* the stream says that the connection is lost */ } finally {
    fetching = false;
    if (fetchAgain) { fetchAgain = false; refreshQueue(); }
  }
}

let refresh = live && !live.dataset.case && live.dataset.live ? refreshQueue : null;
function onChange(handler) { refresh = handler; }

// ---- sound ----------------------------------------------------------------------------------------------------------
let audio = null;
const buffers = new Map();

async function sounds(name) {
  if (!buffers.has(name)) {
    const bytes = await (await fetch(`/sounds/${name}.wav`)).arrayBuffer();
    buffers.set(name, await audio.decodeAudioData(bytes));
  }
  return buffers.get(name);
}

/** Play a sound → whether the browser let it be heard. */
async function play(name) {
  if (remembered.get("muted") === "yes") return true;
  try {
    audio = audio || new AudioContext();
    if (audio.state === "suspended") await Promise.race([audio.resume(), new Promise((r) => setTimeout(r, 300))]);
    byId("sound-blocked").hidden = audio.state === "running";
    if (audio.state !== "running") return false;
    const source = audio.createBufferSource();
    source.buffer = await sounds(name);
    source.connect(audio.destination);
    source.start();
    desk.dataset.played = `${Number(desk.dataset.played || 0) + 1}`;
    return true;
  } catch { return false; }
}

function showSound() {
  const muted = remembered.get("muted") === "yes";
  byId("sound").setAttribute("aria-pressed", String(!muted));
  byId("sound").textContent = muted ? "Sound is off" : "Sound is on";
}

function toggleSound() {
  remembered.set("muted", remembered.get("muted") === "yes" ? "no" : "yes");
  showSound();
  if (remembered.get("muted") !== "yes") play("call");
}

// ---- alarms ---------------------------------------------------------------------------------------------------------
let known = null;

/** New names in `alarms` mean that somebody must look: sound once a browser, say it on each page, notify if allowed. */
async function soundAlarms(alarms) {
  const fresh = known === null ? [] : alarms.filter((name) => !known.has(name));
  known = new Set(alarms);
  if (!fresh.length) return;
  const name = fresh[0];
  const reference = name.split("-").slice(0, 2).join("-");
  const here = live && live.dataset.case === reference;
  byId("alarm").replaceChildren(...alarmWords(reference, name, here));
  const once = async () => {
    if (remembered.get("sounded") === name) return;
    if (await play("call")) remembered.set("sounded", name);
    notify();
  };
  if (navigator.locks) navigator.locks.request("desk-sound", once); else once();
}

function alarmWords(reference, name, here) {
  const parts = [];
  if (here) parts.push("New danger in this conversation. Read the last messages now. ");
  else {
    parts.push(name.includes("-P1-") ? "Danger now: a case needs you. " : "A case needs you. ");
    const link = document.createElement("a");
    link.href = `/cases/${reference}`;
    link.textContent = `Open ${reference}`;
    parts.push(link);
  }
  const hide = document.createElement("button");
  hide.type = "button";
  hide.className = "desk-link-button";
  hide.textContent = "Hide";
  hide.onclick = () => byId("alarm").replaceChildren();
  parts.push(" ", hide);
  return parts;
}

function notify() {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  // No name, place or topic: it shows on a locked screen.
  const note = new Notification("Consular desk", { body: "A case needs you.", tag: "desk", renotify: true });
  note.onclick = () => { window.focus(); note.close(); };
}

function offerNotifications() {
  const button = byId("notify");
  if (!("Notification" in window) || Notification.permission !== "default") { button.hidden = true; return; }
  button.hidden = false;
  button.onclick = async () => { await Notification.requestPermission(); offerNotifications(); };
}

// ---- the stream: one a browser, shared by its tabs --------------------------------------------------------------------
let source = null;
let leading = false;
let letGo = null;
let wait = 1000;
let lastHeard = Date.now();
let lastState = "";

function connection(words, lost) {
  const place = byId("connection");
  if (place.textContent !== words) place.textContent = words;
  place.classList.toggle("desk-tools__state--lost", lost);
}

function heard(state) {
  lastHeard = Date.now();
  connection(state && state.reachable === false ? "The desk cannot reach its database" : "Live", state && state.reachable === false);
  if (!state) return;
  setWaiting(state.waiting);
  soundAlarms(state.alarms);
  const mine = JSON.stringify([state.queue, live && live.dataset.case ? state.cases[live.dataset.case] : "", state.reachable]);
  if (mine !== lastState) { lastState = mine; if (refresh) refresh(); }
}

function connect() {
  if (!leading) return;
  if (source) source.close();
  source = new EventSource("/live");
  source.onmessage = (event) => { wait = 1000; const state = JSON.parse(event.data); if (channel) channel.postMessage(state); heard(state); };
  source.addEventListener("beat", () => { if (channel) channel.postMessage(null); heard(null); });
  source.addEventListener("signed-out", () => { source.close(); askSignIn(); });
  // Chromium's EventSource gives up for good after one 502, so we connect again ourselves.
  source.onerror = () => {
    source.close();
    connection("Connection lost. Trying again", true);
    setTimeout(connect, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, 30000);
  };
}

function lead() {
  if (!navigator.locks || !channel) { leading = true; connect(); return; }
  navigator.locks.request("desk-stream", () => {
    leading = true;
    connect();
    return new Promise((resolve) => { letGo = resolve; });
  });
  channel.onmessage = (event) => heard(event.data);
}

function lookAgain() {
  if (Date.now() - lastHeard > 40000) {
    connection("Connection lost. Trying again", true);
    connect();
  }
  if (refresh) refresh();
}

// ---- keys -----------------------------------------------------------------------------------------------------------
const KEYS = {
  q: () => location.assign("/"),
  n: () => location.assign("/next"),
  r: () => { const box = byId("reply"); if (box && !byId("reply-section").hidden) box.focus(); },
  o: () => { const box = byId("note"); if (box) box.focus(); },
  e: () => { const log = byId("log-box"); if (log) { log.scrollTop = log.scrollHeight; log.focus(); } },
  m: toggleSound,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || remembered.get("keys") === "off" || byId("sign-in-again").open) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const does = KEYS[event.key];
  if (does) { event.preventDefault(); does(); }
});

// The case's script uses these. Not by import: a file's address holds its own version, so it would load this one twice.
window.consularDesk = { ask, onChange, play, replaceParts, setWaiting };

// ---- start ----------------------------------------------------------------------------------------------------------
byId("tools").hidden = false;
showSound();
byId("sound").onclick = toggleSound;
byId("try-sound").onclick = () => { if (remembered.get("muted") === "yes") toggleSound(); else play("call"); };
byId("allow-sound").onclick = () => play("call");
byId("keys").onclick = () => {
  const help = byId("keys-help");
  help.hidden = !help.hidden;
  byId("keys").setAttribute("aria-expanded", String(!help.hidden));
};
byId("keys-on").checked = remembered.get("keys") !== "off";
byId("keys-on").onchange = (event) => remembered.set("keys", event.target.checked ? "on" : "off");
offerNotifications();
lead();

// A page that was opened and left alone must still be heard: say so now, not when the first case is missed.
audio = "AudioContext" in window ? new AudioContext() : null;
byId("sound-blocked").hidden = !audio || audio.state === "running" || remembered.get("muted") === "yes";
document.addEventListener("pointerdown", unlock, { once: true });
document.addEventListener("keydown", unlock, { once: true });
function unlock() { if (audio) audio.resume().then(() => { byId("sound-blocked").hidden = true; }, () => {}); }

let pulse = null;
try { pulse = new Worker(desk.dataset.pulse); } catch { pulse = null; }
const tick = () => { ask("/present", new URLSearchParams()).catch(() => connection("Connection lost. Trying again", true)); lookAgain(); };
if (pulse) pulse.onmessage = tick; else setInterval(tick, 10000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) lookAgain(); });
window.addEventListener("online", () => { wait = 1000; connect(); });
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
window.addEventListener("pagehide", () => { if (letGo) letGo(); if (source) source.close(); });
