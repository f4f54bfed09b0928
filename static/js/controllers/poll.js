// A bar nobody looks at asks nothing.
export function connect(bar) {
  bar.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden) event.preventDefault();
  });
}
