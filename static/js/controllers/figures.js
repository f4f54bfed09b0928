// Shows only the figures of the chosen forms; the server takes no others anyway.
export function connect(place) {
  const boxes = () => Array.from(place.querySelectorAll("input[data-forms]"));

  function look() {
    const chosen = Array.from(place.querySelectorAll("input[name=held_as]:checked")).map((box) => box.value);
    let shown = 0;
    boxes().forEach((input) => {
      const isAsked = input.dataset.forms.split(" ").some((form) => chosen.includes(form));
      const isWrong = input.classList.contains("is-invalid");
      input.closest(".figure-box").hidden = !isAsked && !isWrong;
      if (isAsked) shown += 1;
    });
    const none = place.querySelector("[data-figures-none]");
    none.hidden = shown > 0;
    place.querySelector("[data-figures-zero]").hidden = shown === 0;
    none.textContent = chosen.length ? "这种形式没有要填的数字，只计1场。" : "先选形式，再填数字。";
  }

  place.addEventListener("change", look);
  look();
}
