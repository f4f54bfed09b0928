// Keys named by their place on the keyboard (data-key="Slash", "F2"): with a Chinese input method
// the character of / is 、. A field with that key is focused, anything else is clicked.
import { isComposing } from "../page.js";

const FIELDS = "input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]";

export function connect() {
  document.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const isTyping = event.target.matches && event.target.matches(FIELDS);
    if (isTyping && !/^F\d+$/.test(event.code)) return;
    if (document.querySelector(".modal.show")) return;
    const target = document.querySelector(`[data-key="${event.code}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches(FIELDS)) target.select();
    else target.click();
  });
}
