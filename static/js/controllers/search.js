// Results as one types: a moment after the last letter, never while an input method is still
// composing. Enter that picks a word there searches nothing. Only the newest answer is shown
// (hx-sync); without this module the form is simply sent.
import { isComposing } from "../page.js";

const PAUSE = 250; // ms

export function connect(form) {
  const box = form.querySelector("input[type=search]");
  // What was typed before this module arrived has not been asked yet.
  let asked = document.querySelector(".search-ways") ? "" : box.value.trim();
  let timer = 0;

  function ask() {
    const typed = box.value.trim();
    if (typed === asked) return;
    asked = typed;
    window.htmx.trigger(form, "search-now");
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  box.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  box.addEventListener("compositionend", soon);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asked = box.value.trim();
  });
  soon();
  // On its own page one comes to type; a phone opens its keyboard only when asked.
  if (window.matchMedia("(min-width: 768px)").matches) box.focus();
}
