// A class of matter with violence or a child in it asks "is she safe now?" before anything else;
// danger asks for the police before the form.
export function connect(place) {
  const urgent = (place.dataset.urgent || "").split(" ");

  function look() {
    const form = place.querySelector("form");
    const safety = place.querySelector("#div_id_safety");
    if (!form || !safety) return;
    const data = new FormData(form);
    const classes = [data.get("frequent"), data.get("category")];
    const isUrgent = classes.some((key) => key && urgent.includes(key));
    const row = safety.closest(".row");
    const story = place.querySelector("#div_id_story");
    safety.classList.toggle("is-urgent", isUrgent);
    if (isUrgent && row && story) story.parentNode.insertBefore(row, story);
    place.querySelector("[data-urgent-first]").hidden = data.get("safety") !== "danger";
  }

  place.addEventListener("change", look);
  place.addEventListener("htmx:afterSwap", look);
  look();
}
