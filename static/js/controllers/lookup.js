// Leaving the telephone number shows what came from it before. Sent as POST: a number does not
// belong into an address.
export function connect(place) {
  const field = document.getElementById(place.dataset.lookupField);
  if (!field) return;
  let asked = "";
  document.addEventListener("focusout", (event) => {
    if (event.target.id !== place.dataset.lookupField) return;
    const phone = event.target.value.trim();
    if (phone === asked) return;
    asked = phone;
    window.htmx.ajax("POST", place.dataset.lookupUrl, {
      target: place,
      swap: "innerHTML",
      values: { phone },
    });
  });
}
