// Filters a select by its text and by data-words (pinyin initials, plain words). The select stays
// in the form as the value; without this module it is simply a select.
import { announce, isComposing } from "../page.js";

const MOST = 12;
let made = 0;

export function connect(select) {
  made += 1;
  const id = `typeahead-${made}`;
  const options = Array.from(select.options).filter((option) => option.value).map(read);
  const box = build(select, id);
  const input = box.querySelector("input");
  const list = box.querySelector("ul");
  let shown = [];
  let current = -1;

  function draw() {
    const words = input.value.trim().toLowerCase();
    shown = options.filter((option) => option.text.includes(words)).slice(0, MOST);
    list.textContent = "";
    shown.forEach((option, index) => list.append(item(option, index)));
    if (!shown.length) list.append(nothing());
    mark(shown.length && words ? 0 : -1);
    open(true);
    announce(`${shown.length}项可选`);
  }

  function item(option, index) {
    const row = document.createElement("li");
    row.id = `${id}-${index}`;
    row.setAttribute("role", "option");
    row.textContent = option.label;
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => choose(option));
    return row;
  }

  function mark(index) {
    current = index;
    Array.from(list.children).forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${id}-${index}`);
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
  }

  function choose(option) {
    input.value = option ? option.label : "";
    const value = option ? option.value : "";
    open(false);
    if (select.value === value) return;
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  input.addEventListener("input", (event) => { if (!event.isComposing) draw(); });
  input.addEventListener("compositionend", draw);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", draw);
  input.addEventListener("blur", () => choose(options.find((option) => option.label === input.value) || chosen(options, select, input)));
  input.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) draw();
      else if (shown.length) mark((current + step + shown.length) % shown.length);
    } else if (event.key === "Enter" && !list.hidden && !event.ctrlKey) {
      event.preventDefault();
      if (current >= 0) choose(shown[current]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      open(false);
    }
  });
}

function read(option) {
  const label = option.textContent.trim();
  return { value: option.value, label, text: `${label} ${option.dataset.words || ""}`.toLowerCase() };
}

// An emptied box means nothing chosen; half a word leaves what was chosen before.
function chosen(options, select, input) {
  return input.value.trim() ? options.find((option) => option.value === select.value) : null;
}

function nothing() {
  const row = document.createElement("li");
  row.className = "typeahead-none";
  row.textContent = "没有这一项，可选“其他”";
  return row;
}

function build(select, id) {
  const box = document.createElement("div");
  box.className = "typeahead";
  const input = document.createElement("input");
  input.type = "text";
  input.className = select.className.replace("form-select", "form-control");
  input.autocomplete = "off";
  input.placeholder = "输入汉字或拼音首字母";
  input.id = select.id;
  const given = { role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" };
  Object.keys(given).forEach((name) => input.setAttribute(name, given[name]));
  ["aria-describedby", "aria-invalid"].forEach((name) => {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  });
  const list = document.createElement("ul");
  list.id = id;
  list.className = "typeahead-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "可选项");
  select.id = `${select.id}-value`;
  select.hidden = true;
  const picked = select.options[select.selectedIndex];
  if (picked && picked.value) input.value = picked.textContent.trim();
  select.insertAdjacentElement("beforebegin", box);
  box.append(input, list);
  return box;
}
