// The button that prints; without this script the page says how to print by hand.
const button = document.getElementById("print");
if (button) {
  button.hidden = false;
  document.getElementById("print-by-hand").hidden = true;
  button.addEventListener("click", () => print());
}
