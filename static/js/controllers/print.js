export function connect(box) {
  const button = box.querySelector("[data-print]");
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
