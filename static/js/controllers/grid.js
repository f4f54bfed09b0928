// A column of figures: Enter and the arrows go down, a column copied from a sheet is pasted from any
// cell on, what differs from the activities asks why, rates follow their parts.
import { isComposing } from "../page.js";

export function connect(form) {
  const boxes = Array.from(form.querySelectorAll("input[data-code]"));
  const rates = Array.from(form.querySelectorAll("[data-rate]"));

  boxes.forEach((box, place) => {
    box.addEventListener("keydown", (event) => {
      if (isComposing(event) || event.ctrlKey || event.metaKey) return;
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = boxes[place + step];
      if (next) next.select();
    });
    box.addEventListener("paste", (event) => paste(event, place));
    box.addEventListener("input", () => look(box));
    look(box);
  });

  function paste(event, place) {
    const text = (event.clipboardData || window.clipboardData).getData("text");
    const rows = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((row) => row.split("\t")[0].trim());
    if (rows.length < 2) return;
    event.preventDefault();
    rows.slice(0, boxes.length - place).forEach((value, down) => {
      boxes[place + down].value = value;
      look(boxes[place + down]);
    });
    boxes[Math.min(place + rows.length, boxes.length) - 1].focus();
  }

  function look(box) {
    const row = box.closest("tr");
    const tag = row.querySelector("[data-grid-tag]");
    const why = row.querySelector("[data-grid-why]");
    const typed = number(box.value);
    const auto = number(box.dataset.auto);
    const isTyped = typed !== null && typed !== auto;
    tag.textContent = isTyped ? "手填" : box.dataset.tag;
    tag.hidden = !tag.textContent || typed === null;
    tag.className = `tag tag-${isTyped ? "soon" : "neutral"}`;
    why.classList.toggle("is-closed", !(isTyped && auto !== null));
    rates.forEach(count);
  }

  function count(output) {
    const of = (code) => {
      const box = boxes.find((one) => one.dataset.code === code);
      return box ? number(box.value) : null;
    };
    const top = of(output.dataset.numerator);
    const bottom = of(output.dataset.denominator);
    output.textContent = top === null || !bottom ? "—" : (Math.round((top * 1000) / bottom) / 10).toFixed(1);
  }
}

function number(text) {
  const plain = (text || "").replace(/[，,\s]/g, "").replace(/[０-９．]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xFEE0));
  return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
}
