// Buttons that fill a field: <div data-controller="chips" data-chips-for="id_name" hidden>.
export function connect(box) {
  const field = document.getElementById(box.dataset.chipsFor);
  box.hidden = false;
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-value]");
    if (!button) return;
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
}
