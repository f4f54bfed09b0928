// One line that says what went wrong with a request and that nothing typed is lost.
import { sendAgain } from "../requests.js";

const AWAY = "暂时连不上服务器，您填写的内容仍在本页，草稿会自动再存。急事请直接拨打电话。";
const UNKNOWN = "这一步没有完成，您填写的内容仍在本页。";

export function connect(box) {
  function show(text, retry) {
    box.textContent = text;
    box.hidden = false;
    if (!retry) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-plain";
    button.textContent = "再试一次";
    button.addEventListener("click", () => sendAgain(retry));
    box.append(button);
  }

  document.addEventListener("htmx:responseError", (event) => {
    const { xhr, elt, requestConfig } = event.detail;
    if (xhr.status === 401 || isPoll(elt)) return;
    if (xhr.status === 413) show(tooLarge(elt));
    else if (xhr.status === 503) show(AWAY, requestConfig);
    else show(words(xhr.responseText) || UNKNOWN);
  });
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, (event) => {
    if (!isPoll(event.detail.elt)) show(AWAY, event.detail.requestConfig);
  }));
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isPoll(event.detail.elt)) box.hidden = true;
  });
}

function isPoll(element) {
  return (element.dataset.controller || "").split(" ").includes("poll");
}

// The server's short answer; a page of some proxy in between is not shown.
function words(html) {
  const short = new DOMParser().parseFromString(html, "text/html").querySelector(".error-short");
  return short ? short.textContent.trim() : "";
}

function tooLarge(element) {
  const form = element.closest("form");
  let most = { size: 0, field: null };
  Array.from(form ? form.elements : []).forEach((field) => {
    const files = Array.from(field.files || []);
    const size = files.length ? files.reduce((sum, file) => sum + file.size, 0) : (field.value || "").length * 3;
    if (field.name && size > most.size) most = { size, field };
  });
  if (!most.field) return "提交的内容过大，没有保存。";
  const label = most.field.labels && most.field.labels[0];
  const name = label ? label.textContent.replace("*", "").trim() : most.field.name;
  const size = (most.size / 1024 / 1024).toFixed(1);
  most.field.focus();
  return `提交的内容过大，没有保存。最大的一项是“${name}”（约${size}MB），请删减后再提交，其他内容仍在。`;
}
