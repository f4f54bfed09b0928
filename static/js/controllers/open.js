// A link to a place on this page opens what is folded there and puts the cursor in its first field.
export function connect(link) {
  link.addEventListener("click", (event) => {
    const href = link.getAttribute("href") || "";
    const place = href.charAt(0) === "#" ? document.getElementById(href.slice(1)) : null;
    if (!place) return;
    event.preventDefault();
    const summary = place.querySelector("summary");
    if (summary) summary.click();
    place.scrollIntoView({ block: "center" });
    const field = place.querySelector("textarea, input:not([type=hidden]), select");
    if (field && !summary) field.focus();
  });
}
