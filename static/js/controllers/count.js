// How many characters stand in a field; text still in an input method does not count.
import { announce } from "../page.js";

export function connect(field) {
  const most = Number(field.dataset.countMax);
  const note = document.createElement("div");
  note.className = "count-note";
  field.insertAdjacentElement("afterend", note);
  let wasOver = false;

  function show(event) {
    if (event && event.isComposing) return;
    const length = Array.from(field.value).length;
    const isOver = length > most;
    note.textContent = `${length.toLocaleString("en")}／${most.toLocaleString("en")}字`;
    note.classList.toggle("is-over", isOver);
    if (isOver && !wasOver) announce(`已超出${length - most}字`);
    wasOver = isOver;
  }

  field.addEventListener("input", show);
  field.addEventListener("compositionend", () => show());
  show();
}
