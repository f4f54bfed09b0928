// 常用语: ;; and a short code become the sentence; the buttons under the box put them in by mouse.
import { isComposing } from "../page.js";

export function connect(area) {
  const phrases = JSON.parse(area.dataset.phrases || "{}");

  function put(from, to, sentence) {
    area.setRangeText(sentence, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }

  area.addEventListener("input", (event) => {
    if (isComposing(event)) return;
    const before = area.value.slice(0, area.selectionStart);
    const found = /[;；]{2}([a-z]+)$/.exec(before);
    const sentence = found && phrases[found[1]];
    const isStart = found && Object.keys(phrases).some((code) => code !== found[1] && code.indexOf(found[1]) === 0);
    if (sentence && !isStart) put(found.index, before.length, sentence);
  });

  const list = document.querySelector(`[data-phrases-for="${area.id}"]`);
  if (!list) return;
  list.hidden = false;
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-phrase]");
    if (button) put(area.selectionStart, area.selectionEnd, phrases[button.dataset.phrase]);
  });
}
