// Several files at once, one after the other, each with its own bar; by box, drop or camera.
// The order by dragging. Without this script the form sends itself and ▲▼ move a file.
import { announce, csrfToken } from "../page.js";

const TOO_LARGE = "文件过大，没有保存。请缩小后再传；视频请另以光盘报送并勾选“另行报送”。";
const AWAY = "没有连上服务器，没有保存，请稍等片刻后重新选择这份文件。";

// Which arrow was pressed last: the list comes anew, the finger stays where it was.
const arrow = { pressed: "" };
document.addEventListener("click", (event) => {
  const button = event.target.closest(".file-way");
  arrow.pressed = button ? button.id : "";
});

export function connect(box) {
  const form = box.querySelector("[data-files-form]");
  const wrong = box.querySelector("[data-files-wrong]");
  if (wrong) wrong.focus();
  if (form) takeFiles(box, form);
  const list = box.querySelector("[data-files-list]");
  if (list) keepPlace(list);
  if (list && list.querySelector("[draggable=true]")) takeOrder(box, list);
}

function takeFiles(box, form) {
  const picker = form.querySelector("input[name=files]");
  const camera = form.querySelector("[data-files-camera-box]");
  const going = form.querySelector("[data-files-going]");
  const drop = form.querySelector("[data-files-drop]");
  const send = form.querySelector("[data-files-send]");
  let isBusy = false;

  send.hidden = true;
  if (window.matchMedia("(hover: none)").matches) {
    camera.disabled = camera.hidden = false;
    form.querySelector("[data-files-camera]").hidden = false;
  }
  [picker, camera].forEach((input) => input.addEventListener("change", () => start(Array.from(input.files))));
  // This module comes after the page: who was quicker than it has chosen already.
  start(Array.from(picker.files));
  ["dragover", "dragenter"].forEach((name) => drop.addEventListener(name, (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.classList.add("is-over");
  }));
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("is-over")));
  drop.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    start(Array.from(event.dataTransfer.files));
  });

  function start(files) {
    if (isBusy || !files.length) return;
    isBusy = true;
    going.hidden = false;
    going.textContent = "";
    picker.disabled = true;
    const rows = files.map((file) => row(going, file));
    const role = form.elements.role.value;
    const results = [];
    files.reduce(
      (before, file, place) => before.then(() => one(box.dataset.filesUrl, file, role, rows[place])).then((isKept) => results.push(isKept)),
      Promise.resolve(),
    ).then(() => finish(box, results, rows));
  }

  function finish(place, results, rows) {
    const refused = rows.filter((item, place) => !results[place]).map((item) => item.textContent);
    const kept = results.filter(Boolean).length;
    isBusy = false;
    picker.disabled = false;
    picker.value = "";
    camera.value = "";
    announce(`已上传${kept}份${refused.length ? `，${refused.length}份没有保存` : ""}。`);
    if (!kept) return;
    window.htmx.ajax("GET", place.dataset.filesUrl, { target: place, swap: "outerHTML" })
      .then(() => keepWords(document.getElementById(place.id), refused));
  }
}

// What was refused stays to be read after the list has come anew.
function keepWords(box, refused) {
  const going = box && box.querySelector("[data-files-going]");
  if (!going || !refused.length) return;
  going.hidden = false;
  refused.forEach((words) => {
    const item = document.createElement("li");
    item.className = "is-wrong";
    item.textContent = words;
    going.append(item);
  });
}

function hasFiles(event) {
  return Array.from(event.dataTransfer ? event.dataTransfer.types : []).includes("Files");
}

function row(going, file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  const bar = document.createElement("progress");
  name.className = "file-going-name";
  name.textContent = file.name;
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `${file.name}的上传进度`);
  item.append(name, bar);
  going.append(item);
  return item;
}

// Gives whether the file was kept; what was refused says why in its own row.
function one(url, file, role, item) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const bar = item.querySelector("progress");
    const body = new FormData();
    body.append("role", role);
    body.append("files", file);
    const refuse = (words) => {
      item.textContent = words.startsWith(file.name) ? words : `${file.name}：${words}`;
      item.className = "is-wrong";
      resolve(false);
    };
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = Math.round((event.loaded / event.total) * 100);
    });
    request.addEventListener("load", () => {
      if (request.status === 204) {
        bar.value = 100;
        resolve(true);
      } else {
        refuse(request.status === 413 ? TOO_LARGE : said(request.responseText));
      }
    });
    request.addEventListener("error", () => refuse(AWAY));
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-One-File", "1");
    request.send(body);
  });
}

function said(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const short = page.querySelector(".error-short");
  return short ? short.textContent.trim() : page.body.textContent.trim().slice(0, 200) || AWAY;
}

function keepPlace(list) {
  if (document.activeElement !== document.body) return;
  const ways = Array.from(list.querySelectorAll(".file-way"));
  const last = ways.find((button) => button.id === arrow.pressed);
  if (last) (last.disabled ? ways.find((button) => button.form === last.form && !button.disabled) : last).focus();
}

function takeOrder(box, list) {
  let moving = null;
  const rows = () => Array.from(list.children);
  const clear = () => rows().forEach((item) => item.classList.remove("is-target", "is-moving"));

  list.addEventListener("dragstart", (event) => {
    moving = event.target.closest("[data-file]");
    if (!moving) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", moving.dataset.file);
    moving.classList.add("is-moving");
  });
  list.addEventListener("dragover", (event) => {
    const target = event.target.closest("[data-file]");
    if (!moving || !target) return;
    event.preventDefault();
    rows().forEach((item) => item.classList.toggle("is-target", item === target && item !== moving));
  });
  list.addEventListener("drop", (event) => {
    const target = event.target.closest("[data-file]");
    if (!moving || !target || target === moving) return;
    event.preventDefault();
    const isBelow = rows().indexOf(moving) < rows().indexOf(target);
    list.insertBefore(moving, isBelow ? target.nextSibling : target);
    const order = rows().map((item) => item.dataset.file).join(",");
    window.htmx.ajax("POST", `${box.dataset.filesUrl}order/`, { target: box, swap: "outerHTML", values: { order } });
  });
  list.addEventListener("dragend", () => {
    moving = null;
    clear();
  });
}
