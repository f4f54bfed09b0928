// Starts the behaviours of a page: one module per name in data-controller, loaded when first
// met, also in what htmx swaps in later. A page does its work without any of them.
import "./requests.js";

const CONTROLLERS = {
  blur: () => import("./controllers/blur.js"),
  cells: () => import("./controllers/cells.js"),
  chips: () => import("./controllers/chips.js"),
  confirm: () => import("./controllers/confirm.js"),
  copy: () => import("./controllers/copy.js"),
  count: () => import("./controllers/count.js"),
  draft: () => import("./controllers/draft.js"),
  files: () => import("./controllers/files.js"),
  figures: () => import("./controllers/figures.js"),
  fold: () => import("./controllers/fold.js"),
  form: () => import("./controllers/form.js"),
  grid: () => import("./controllers/grid.js"),
  keys: () => import("./controllers/keys.js"),
  lookup: () => import("./controllers/lookup.js"),
  menu: () => import("./controllers/menu.js"),
  message: () => import("./controllers/message.js"),
  open: () => import("./controllers/open.js"),
  phrases: () => import("./controllers/phrases.js"),
  order: () => import("./controllers/order.js"),
  poll: () => import("./controllers/poll.js"),
  print: () => import("./controllers/print.js"),
  quota: () => import("./controllers/quota.js"),
  score: () => import("./controllers/score.js"),
  search: () => import("./controllers/search.js"),
  signin: () => import("./controllers/signin.js"),
  tally: () => import("./controllers/tally.js"),
  trouble: () => import("./controllers/trouble.js"),
  typeahead: () => import("./controllers/typeahead.js"),
  undo: () => import("./controllers/undo.js"),
  urgent: () => import("./controllers/urgent.js"),
  wordcount: () => import("./controllers/wordcount.js"),
};

const started = new WeakMap();

function start(root) {
  const inside = Array.from(root.querySelectorAll("[data-controller]"));
  const elements = root.matches && root.matches("[data-controller]") ? [root].concat(inside) : inside;
  elements.forEach((element) => element.dataset.controller.split(/\s+/).forEach((name) => bind(element, name)));
}

function bind(element, name) {
  const names = started.get(element) || new Set();
  if (names.has(name) || !CONTROLLERS[name]) return;
  started.set(element, names.add(name));
  CONTROLLERS[name]().then((module) => module.connect(element));
}

start(document.body);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
