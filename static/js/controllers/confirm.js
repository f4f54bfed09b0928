// Moves the question of a confirm button into the dialog and back again.
export function connect(fold) {
  const dialog = document.getElementById("dialog");
  const body = fold.querySelector("[data-confirm-body]");
  const no = body.querySelector("[data-confirm-no]");
  const modal = window.bootstrap.Modal.getOrCreateInstance(dialog);
  no.hidden = false;
  no.addEventListener("click", () => modal.hide());

  const summary = fold.querySelector("summary");
  summary.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.querySelector(".modal-title").textContent = body.dataset.confirmTitle;
    dialog.querySelector(".modal-body").append(body);
    dialog.addEventListener("hidden.bs.modal", () => {
      fold.append(body);
      summary.focus();
    }, { once: true });
    dialog.addEventListener("shown.bs.modal", () => firstOf(body).focus(), { once: true });
    modal.show();
  });

  body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) modal.hide();
  });
}

// A reason to be written comes first; without one the harmless answer does.
function firstOf(body) {
  return body.querySelector("textarea, select, input:not([type=hidden])") || body.querySelector("[data-confirm-no]");
}
