// 401 opens a dialog instead of losing the page; after signing in the refused request goes again.
// The server lets only the same account in (/sign-in/?again=1) and answers with event signedIn.
import { meta } from "../page.js";
import { sendAgain } from "../requests.js";

export function connect(dialog) {
  const modal = new window.bootstrap.Modal(dialog, { keyboard: false });
  const place = dialog.querySelector("#sign-in-again");
  let waiting = [];

  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 401 || dialog.contains(event.detail.elt)) return;
    const config = event.detail.requestConfig;
    if (!waiting.some((known) => known.elt === config.elt)) waiting.push(config);
    open();
  });

  function open() {
    if (dialog.classList.contains("show")) return;
    modal.show();
    window.htmx.ajax("GET", `${meta("sign-in-url")}?again=1`, { target: place, swap: "innerHTML" });
  }

  dialog.addEventListener("htmx:afterSettle", () => {
    const empty = Array.from(place.querySelectorAll("input:not([type=hidden])")).find((input) => !input.value);
    if (empty) empty.focus();
  });

  document.addEventListener("signedIn", () => {
    const refused = waiting;
    waiting = [];
    modal.hide();
    place.textContent = "";
    refused.forEach(sendAgain);
  });
}
