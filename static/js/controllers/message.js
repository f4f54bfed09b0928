export function connect(line) {
  const close = line.querySelector("[data-message-close]");
  close.hidden = false;
  close.addEventListener("click", () => line.remove());
}
