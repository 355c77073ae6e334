// What the conversation's page shows: the messages, who speaks, what is announced, and where the reader is.
import { forget, unsent } from "./send.js";

export const place = document.getElementById("conversation");
export const list = document.getElementById("messages");
export const log = document.getElementById("log");
export const form = document.getElementById("write");
export const box = document.getElementById("body");
const typing = document.getElementById("typing");
const connection = document.getElementById("connection");
const status = document.getElementById("status");
const newer = document.getElementById("newer");
const bar = document.querySelector(".app-bar");
export const NUMBER = "+44 20 7008 5000";
export const page = { last: lastInList(), over: false };

function lastInList() {
  return Math.max(0, ...[...list.querySelectorAll("[data-seq]")].map((item) => Number(item.dataset.seq)));
}

// -- telling ---------------------------------------------------------------------------------------------------------
let told = 0;
let toTell = "";
export function tell(text) {
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

export function tellConnection(text) {
  if (connection.textContent === text) return;
  connection.textContent = text;
  connection.hidden = !text;
  if (text) tell(text);
}

// -- scrolling: only where the reader is at the end already -------------------------------------------------------------
function atEnd() {
  return form.getBoundingClientRect().top < innerHeight + 40;
}
/** What must be read first: the numbers that answered danger, while only notices followed them; else the newest words. */
function readFirst() {
  let item = list.lastElementChild;
  while (item && item.dataset.author === "notice") {
    if (item.classList.contains("app-message--urgent")) return item;
    item = item.previousElementSibling;
  }
  return list.lastElementChild;
}
export function toEnd() {
  // The newest words from their first line, and the box below them where both fit.
  newer.hidden = true;
  const newest = readFirst();
  const room = innerHeight - bar.offsetHeight - 10;
  const needs = newest ? form.getBoundingClientRect().bottom - newest.getBoundingClientRect().top : 0;
  if (newest && needs > room) newest.scrollIntoView({ block: "start" });
  else form.scrollIntoView({ block: "end" });
}
let barHeight = bar.offsetHeight;
new ResizeObserver(() => {
  // The bar grows when the country becomes known; what was being read stays in sight below it.
  const grown = bar.offsetHeight - barHeight;
  barHeight = bar.offsetHeight;
  if (grown > 0 && scrollY > 0 && getComputedStyle(bar).position === "sticky") scrollBy(0, -grown);
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

export function showMessage(message) {
  if (message.seq <= page.last) return;
  const stay = atEnd();
  const item = element(message.html);
  const waiting = unsent.find((one) => one.seq === message.seq);
  if (waiting) forget(waiting);
  const firstUnsent = list.querySelector("[data-unsent]");
  list.insertBefore(item, firstUnsent);
  page.last = message.seq;
  if (message.mine) list.querySelectorAll("[data-choices]").forEach((old) => { if (!item.contains(old)) old.hidden = true; });
  if (stay || message.mine) toEnd();
  else newer.hidden = false;
}

export function showState(next) {
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

export function end() {
  page.over = true;
  document.dispatchEvent(new Event("over"));
  typing.hidden = true;
  // Words that are not sent yet are not thrown away with the page.
  if (box.value.trim() || unsent.some((one) => !one.seq)) {
    tellConnection(`Your messages cannot be opened on this device any more. Copy what you wrote, then go to the start page. If you cannot wait, call ${NUMBER}.`);
  } else {
    location.reload();
  }
}

