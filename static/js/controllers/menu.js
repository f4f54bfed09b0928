// Folds the menu to icons and remembers it in a cookie, so that the server draws it right at once.
const YEAR = 31536000;

export function connect(menu) {
  const button = menu.querySelector("[data-menu-fold]");
  const label = button.querySelector(".menu-label");
  const root = document.documentElement;

  function isFolded() {
    const state = root.dataset.menu;
    return state ? state === "folded" : !window.matchMedia("(min-width: 1200px)").matches;
  }

  function show() {
    label.textContent = isFolded() ? "展开" : "收起";
    button.setAttribute("aria-expanded", String(!isFolded()));
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.menu = isFolded() ? "open" : "folded";
    document.cookie = `menu=${root.dataset.menu}; path=/; max-age=${YEAR}; samesite=lax`;
    show();
  });
  show();
}
