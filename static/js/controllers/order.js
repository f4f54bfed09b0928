// A list of tick boxes in an order of one's own: ▲ and ▼ move a row. The boxes are sent in the
// order they stand in; without this script that is the order of the page.

export function connect(list) {
  list.querySelectorAll("[data-order]").forEach((button) => {
    button.hidden = false;
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-order]");
    if (!button) return;
    move(button.closest("[data-order-row]"), button.dataset.order);
    button.focus();
  });
}

function move(row, way) {
  const other = way === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (way === "up") other.before(row);
  else other.after(row);
}
