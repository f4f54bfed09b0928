// One household on the keyboard: digits open a line, arrows walk its toggles, space (the browser's
// own) toggles, Enter goes to the next household. By thumb nothing of this is needed.
import { isComposing } from "../page.js";

const TYPED = "input:not([type=checkbox]):not([type=radio]), select, textarea";

export function connect(panel) {
  const lines = Array.from(panel.querySelectorAll("[data-line]"));
  const main = panel.querySelector(".score-bar [data-main]"); // not the one of a question
  let open = null;

  function show(line) {
    lines.forEach((other) => {
      if (other !== line) other.removeAttribute("open");
    });
    line.setAttribute("open", "");
    open = line;
    const first = line.querySelector(".score-inside input");
    if (first) first.focus({ preventScroll: true });
    if (line.scrollIntoView) line.scrollIntoView({ block: "nearest" });
  }

  function close() {
    if (open) open.removeAttribute("open");
    open = null;
    if (document.activeElement) document.activeElement.blur();
  }

  function walk(step) {
    if (!open) return false;
    const inputs = Array.from(open.querySelectorAll(".score-inside input"));
    const place = inputs.indexOf(document.activeElement) + step;
    if (inputs[place]) inputs[place].focus();
    return true;
  }

  function digit(code) {
    const found = /^(?:Digit|Numpad)([1-9])$/.exec(code);
    return found ? lines[Number(found[1]) - 1] : undefined;
  }

  function act(event) {
    const line = digit(event.code);
    if (line) {
      if (line === open) close();
      else show(line);
      return true;
    }
    if (event.key === "Escape") {
      close();
      return true;
    }
    if (event.key === "ArrowDown") return walk(1);
    if (event.key === "ArrowUp") return walk(-1);
    if (event.key === "Enter" && main && !event.target.closest("a, button, summary")) {
      main.click();
      return true;
    }
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (!document.contains(panel) || isComposing(event)) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (document.querySelector(".modal.show")) return;
    if (event.target.matches && event.target.matches(TYPED)) return;
    if (act(event)) event.preventDefault();
  });
  panel.dataset.ready = ""; // the keys are heard
}
