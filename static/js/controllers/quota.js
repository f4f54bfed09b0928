// How many are ticked and how many places are left, while one ticks. The server decides.
export function connect(form) {
  const said = form.querySelector("[data-quota-said]");
  if (!said) return;
  const places = Number(form.dataset.places);
  const tell = () => {
    const ticked = form.querySelectorAll("input[name=entry]:checked").length;
    const left = places - ticked;
    said.textContent = left < 0 ? `已勾选${ticked}户，超出名额${-left}户` : `已勾选${ticked}户，还可选${left}户`;
    said.classList.toggle("is-over", left < 0);
  };
  form.addEventListener("change", tell);
  tell();
}
