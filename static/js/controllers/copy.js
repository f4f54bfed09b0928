// Puts a text into the clipboard. Where the browser has no clipboard for a page (an old one, or a
// page without HTTPS) the text is selected and copied the old way.
export function connect(place) {
  const button = place.querySelector("[data-copy]");
  const text = place.querySelector("[data-copy-text]");
  const note = place.querySelector("[data-copy-note]");
  button.hidden = false;
  if (!("copyQuiet" in place.dataset)) button.focus();

  function oldWay() {
    text.select();
    return document.execCommand("copy");
  }

  function say(done) {
    note.textContent = done ? note.dataset.done || "已复制，可以到信访系统粘贴。" : "请按 Ctrl+C 复制选中的内容。";
    if (!done) text.select();
  }

  button.addEventListener("click", () => {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text.value).then(() => say(true), () => say(oldWay()));
    } else {
      say(oldWay());
    }
  });
}
