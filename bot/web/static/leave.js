// "Exit this page", on every page: away at once, nothing left to read, and no entry to go back to.
// The link works without this script; with it, no answer of our server is needed and the history entry is replaced.
const link = document.querySelector("[data-exit]");
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("exit") : null;

function leave(tell) {
  window.leaving = true;
  document.cookie = "away=1; path=/; SameSite=Lax" + (location.protocol === "https:" ? "; Secure" : "");
  document.documentElement.classList.add("app-gone");
  document.title = "Messages";
  try {
    sessionStorage.clear();
  } catch { /* storage may be switched off */ }
  if (tell && tabs) tabs.postMessage("leave");
  location.replace(link.dataset.exit);
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(true);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      leave(true);
    }
  });
  // Shift three times within 5 seconds, nothing else in between.
  let presses = 0;
  let first = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Shift") {
      if (event.repeat) return;
      const now = Date.now();
      if (now - first > 5000) presses = 0;
      if (presses === 0) first = now;
      presses += 1;
      if (presses === 3) leave(true);
    } else {
      presses = 0;
    }
  });
  if (tabs) tabs.onmessage = (event) => event.data === "leave" && leave(false);
}

// A page that the browser kept in memory and shows again after "Back" asks the server what may be shown.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && /(^|; )away=1/.test(document.cookie)) {
    document.documentElement.classList.add("app-gone");
    location.reload();
  }
});
