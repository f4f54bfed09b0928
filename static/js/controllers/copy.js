// Puts the text of [data-copy-text] on the clipboard when [data-copy] is pressed; the press then
// goes on as it would have (a form is sent). Without a script the text can be marked by hand.
export function connect(box) {
  const text = box.querySelector("[data-copy-text]");
  box.querySelectorAll("[data-copy]").forEach((button) => {
    button.addEventListener("click", () => copy(text));
  });
}

function copy(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  if (navigator.clipboard) {
    navigator.clipboard.writeText(element.textContent).catch(() => document.execCommand("copy"));
  } else {
    document.execCommand("copy");
  }
}
