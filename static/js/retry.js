// Opens the page again as soon as the portal answers; a page that reloads blindly would disturb
// people who listen to it. A refused POST is not repeated: its form is one step back.
const EVERY = 10000;

function ask() {
  fetch("/healthz", { cache: "no-store" }).then((response) => {
    if (response.ok) document.querySelector("[data-retry]").click();
    else window.setTimeout(ask, EVERY);
  }).catch(() => window.setTimeout(ask, EVERY));
}

window.setTimeout(ask, EVERY);
