// Leaving the telephone number or the name shows what came from them before. Sent as POST: neither
// belongs into an address.
export function connect(place) {
  const fields = { phone: place.dataset.lookupField, name: place.dataset.lookupName };
  let asked = "";
  document.addEventListener("focusout", (event) => {
    if (!Object.keys(fields).some((name) => fields[name] === event.target.id)) return;
    const values = {};
    Object.keys(fields).forEach((name) => {
      const field = document.getElementById(fields[name]);
      values[name] = field ? field.value.trim() : "";
    });
    const now = JSON.stringify(values);
    if (now === asked || !(values.phone || values.name || asked)) return;
    asked = now;
    const chosen = place.querySelector("input[type=radio]:checked");
    const kept = chosen ? chosen.value : "";
    const answer = { target: place, swap: "innerHTML", values };
    window.htmx.ajax("POST", place.dataset.lookupUrl, answer).then(() => {
      place.querySelectorAll("input[type=radio]").forEach((one) => {
        if (kept && one.value === kept) one.checked = true;
      });
    });
  });
}
