// The message box: how much room is left, nothing too long or empty is sent, errors are heard. Works on every page with
// a box; what happens with a message that may be sent is the form's own matter, or conversation.js's.
const form = document.getElementById("write");
const box = document.getElementById("body");
const count = document.getElementById("body-count");
const longest = Number(box.dataset.longest);
const error = document.getElementById("body-error");
let timer = 0;

export const length = (text) => [...text.replace(/\r\n?/g, "\n").trim()].length;

export function showError(text) {
  document.getElementById("body-error-text").textContent = text;
  error.hidden = !text;
  document.getElementById("write-group").classList.toggle("govuk-form-group--error", Boolean(text));
  box.classList.toggle("govuk-textarea--error", Boolean(text));
  const described = (box.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== "body-error");
  if (text) described.push("body-error");
  box.setAttribute("aria-describedby", described.join(" "));
  if (text) box.focus();
}

export function refusal() {
  const size = length(box.value);
  if (size === 0) return "Write a message first.";
  if (size > longest) return `Your message is too long by ${(size - longest).toLocaleString("en-GB")} characters. Send it in shorter parts.`;
  return "";
}

function tellCount() {
  const left = longest - length(box.value);
  let text = "";
  if (left < 0) text = `${(-left).toLocaleString("en-GB")} characters too many`;
  else if (left < 1000) text = `${left.toLocaleString("en-GB")} characters left`;
  if (count.textContent !== text) count.textContent = text;
}

box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(tellCount, 200);
});

form.addEventListener("submit", (event) => {
  const problem = refusal();
  showError(problem);
  if (problem) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
});

// Enter sends where there is a real keyboard; on a phone it makes a new line. Shift and Enter always makes one.
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches) {
    event.preventDefault();
    form.requestSubmit();
  }
});

const summary = document.getElementById("error-summary");
if (summary) summary.focus();
