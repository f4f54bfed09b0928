// Counts down, then goes; waits while somebody points at it or stands in it.
export function connect(line) {
  const count = line.querySelector("[data-undo-count]");
  let left = Number(line.dataset.undoSeconds);
  let held = false;
  ["mouseenter", "focusin"].forEach((name) => line.addEventListener(name, () => { held = true; }));
  ["mouseleave", "focusout"].forEach((name) => line.addEventListener(name, () => { held = false; }));

  function show() {
    count.textContent = `(${left})`;
  }

  show();
  const timer = window.setInterval(() => {
    if (!held) left -= 1;
    show();
    if (left > 0 && document.contains(line)) return;
    window.clearInterval(timer);
    line.remove();
  }, 1000);
}
