// A form that is sent once, from the keyboard too, and never by picking a word in an input method.
import { isComposing } from "../page.js";

export function connect(form) {
  let busy = false;
  const main = form.querySelector("[data-main]");

  function setBusy(value) {
    busy = value;
    form.setAttribute("aria-busy", String(value));
    if (main) main.classList.toggle("is-busy", value);
  }

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (isComposing(event)) {
      event.preventDefault();
    } else if ((event.ctrlKey || event.metaKey) && main) {
      event.preventDefault();
      main.click();
    }
  });

  // On window and first: htmx listens on the form itself, and a second click must not reach it.
  function guard(event) {
    if (!document.contains(form)) window.removeEventListener("submit", guard, true);
    if (event.target !== form) return;
    if (busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (!form.hasAttribute("hx-post")) {
      setBusy(true);
      // A file is no next page: nothing tells when it has come.
      if (form.closest("[data-download]")) window.setTimeout(() => setBusy(false), 4000);
    }
  }
  window.addEventListener("submit", guard, true);
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === form) setBusy(true);
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt === form && !leaves(event.detail.xhr)) setBusy(false);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) setBusy(false);
  });

  settle(form);
}

// On the way to the next page the form stays shut.
function leaves(xhr) {
  return Boolean(xhr && xhr.getResponseHeader("HX-Redirect"));
}

// Where the eye should be: the difference (409), the first error (422), else the first field.
function settle(form) {
  const difference = form.querySelector("[data-difference]");
  const wrong = form.querySelector(".is-invalid") || form.querySelector("[data-error-list]");
  if (difference) {
    difference.setAttribute("tabindex", "-1");
    show(difference);
  } else if (wrong) {
    show(wrong);
  } else if (mayTakeFocus(form)) {
    const first = form.querySelector("input:not([type=hidden]):not([disabled]), select, textarea");
    if (first) first.focus({ preventScroll: true });
  }
}

function show(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

// Not on a phone, where a keyboard would cover the page; not when something is already chosen.
function mayTakeFocus(form) {
  const isFirst = document.querySelector("main form.portal-form") === form;
  const isInSight = form.getBoundingClientRect().top < window.innerHeight / 2;
  const isFree = document.activeElement === document.body || document.activeElement === null;
  return isFirst && isInSight && isFree && window.matchMedia("(hover: hover)").matches;
}
