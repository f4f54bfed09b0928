// Every htmx request carries the token of the cookie: the one printed into the page grows old
// when somebody signs in again in the dialog.
import { csrfToken } from "./page.js";

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb === "get") return;
  event.detail.headers["X-CSRFToken"] = csrfToken();
  event.detail.formData.delete("csrfmiddlewaretoken");
});

// A plain form sent after signing in again needs the new token as well.
document.addEventListener("submit", (event) => {
  const input = event.target.querySelector("input[name=csrfmiddlewaretoken]");
  const token = csrfToken();
  if (input && token) input.value = token;
}, true);

// Sends a failed request once more, from the same element with what stands in it now.
export function sendAgain(config) {
  if (!document.contains(config.elt)) return;
  const submitter = config.triggeringEvent && config.triggeringEvent.submitter;
  const values = submitter && submitter.name ? { [submitter.name]: submitter.value } : {};
  window.htmx.ajax(config.verb, config.path, { source: config.elt, target: config.target, values });
}
