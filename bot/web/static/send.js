// What the citizen sends: kept in memory with a key until it is stored, one after the other, again and again.
import { refusal, showError } from "./box.js";
import { catchUp } from "./conversation.js";
import { box, end, form, list, NUMBER, page, tell, tellConnection, toEnd } from "./show.js";

export const unsent = [];
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

export function forget(one) {
  one.item.remove();
  const at = unsent.indexOf(one);
  if (at >= 0) unsent.splice(at, 1);
}

function mark(one, text) {
  one.item.querySelector("[data-state]").textContent = text;
}

export async function sendNext() {
  const one = unsent.find((each) => !each.seq);
  if (sending || !one || page.over) return;
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
  if (seq <= page.last) forget(one); // the stream was faster
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
    const around = document.createElement("div");
    around.innerHTML = (await answer.json()).html;
    const said = around.querySelector(".app-helpful__ask");
    ask.replaceWith(...around.childNodes);
    tell(said.textContent.trim());
    said.focus({ preventScroll: true });
  } catch {
    tell("We could not save that. Try again.");
  }
}

addEventListener("beforeunload", (event) => {
  if (!window.leaving && !page.over && unsent.some((one) => !one.seq)) event.preventDefault();
});

