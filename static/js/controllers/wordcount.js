// 字数 of each box and of all together, as the server counts them; text still in an input method
// does not count. What is pasted loses the blanks and empty lines of another program.
import { announce } from "../page.js";
import { count } from "../words.js";

export function connect(form) {
  const boxes = Array.from(form.querySelectorAll("[data-words-box]"));
  const sum = form.querySelector("[data-words-total]");
  const most = Number(form.dataset.wordsMost);
  let wasOver = false;

  function show(event) {
    if (event && event.isComposing) return;
    let total = 0;
    boxes.forEach((box) => {
      const words = count(box.value);
      const note = form.querySelector(`[data-words-of="${box.id}"]`);
      if (note) note.textContent = `${words.toLocaleString("en")}字`;
      total += words;
    });
    const isOver = total > most;
    sum.textContent = `${total.toLocaleString("en")}／${most.toLocaleString("en")}字`;
    sum.classList.toggle("is-over", isOver);
    if (isOver && !wasOver) announce(`已超出${total - most}字`);
    wasOver = isOver;
  }

  boxes.forEach((box) => {
    box.addEventListener("input", show);
    box.addEventListener("compositionend", () => show());
    box.addEventListener("paste", (event) => {
      const text = (event.clipboardData || window.clipboardData).getData("text");
      if (!/[\r\n\t\u3000\u00a0]/.test(text)) return;
      event.preventDefault();
      box.setRangeText(clean(text), box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  show();
}

function clean(text) {
  return text.split(/[\r\n\v\f]+/).map((line) => line.replace(/[ \t\u3000\u00a0]+/g, " ").trim()).filter(Boolean).join("\n");
}
