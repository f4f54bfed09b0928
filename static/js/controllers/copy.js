// Copies the text beside the button; where the browser will not, it is selected for Ctrl+C.
export function connect(root) {
  const button = root.querySelector("[data-copy]");
  const field = root.querySelector("[data-copy-text]");
  const said = root.querySelector("[data-copied]");
  button.hidden = false;

  function select() {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }

  function tell(isDone) {
    said.textContent = isDone ? "已复制，可以粘贴了。" : "文字已选中，请按 Ctrl+C 复制。";
  }

  button.addEventListener("click", () => {
    if (!navigator.clipboard) {
      tell(select());
      return;
    }
    navigator.clipboard.writeText(field.value).then(
      () => tell(true),
      () => tell(select()),
    );
  });
}
