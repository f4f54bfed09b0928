// Small things several behaviours need.

export function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(name + "="));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

export function meta(name) {
  const element = document.querySelector(`meta[name="${name}"]`);
  return element ? element.content : "";
}

// The token of this very moment: signing in again changes it while the page stays.
export function csrfToken() {
  const input = document.querySelector("input[name=csrfmiddlewaretoken]");
  return cookie(meta("csrf-cookie")) || (input ? input.value : "");
}

// Enter that picks a word in an input method is not Enter. 229 is what Safari and old Chromium say.
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

export function announce(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

export function clockTime(date) {
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;
}
