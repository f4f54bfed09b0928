// Keeps a draft on the server each 15 seconds and on leaving a field. Nothing stays in the browser.
import { clockTime, csrfToken } from "../page.js";

const EVERY = 15000;
const SECRET = ["csrfmiddlewaretoken", "password"];

export function connect(form) {
  const url = form.dataset.draftUrl;
  const note = form.querySelector("[data-draft-note]");
  // What came back with errors is newer than the draft; anything else stands on the server.
  let saved = form.querySelector("[data-error-list]") ? "" : content(form).toString();
  let sending = false;
  let paused = false;

  function say(text) {
    if (note) note.textContent = text;
  }

  function save() {
    const body = content(form);
    const now = body.toString();
    if (paused || sending || now === saved || !document.contains(form)) return;
    sending = true;
    fetch(url, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true", "X-Background": "1" },
    }).then((response) => {
      if (response.ok) {
        saved = now;
        say(`草稿已保存 ${clockTime(new Date())}`);
      } else if (response.status === 401) {
        say("登录已到期，提交时请重新登录，内容仍在本页。");
      } else if (response.status === 413) {
        say("内容过长，草稿未保存，请删减。");
      } else {
        say("草稿暂未保存，将自动再试。");
      }
    }).catch(() => say("暂时连不上，草稿未保存，将自动再试。")).then(() => {
      sending = false;
    });
  }

  const timer = window.setInterval(() => {
    if (document.contains(form)) save();
    else window.clearInterval(timer);
  }, EVERY);
  form.addEventListener("focusout", () => window.setTimeout(save, 200));

  // A draft that arrives after the record was made would come back as an unfinished one.
  form.addEventListener("submit", () => { paused = true; });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt === form && !event.detail.successful) paused = false;
  });

  window.addEventListener("pagehide", () => {
    const body = content(form);
    if (paused || body.toString() === saved || !document.contains(form)) return;
    body.append("csrfmiddlewaretoken", csrfToken());
    navigator.sendBeacon(url, body);
  });
}

function content(form) {
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string" && !SECRET.includes(name)) body.append(name, value);
  });
  return body;
}
