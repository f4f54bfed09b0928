// ＋1 on the spot. Taps are kept on the phone (numbers only, nobody's data) until the server has
// them; each batch has a key of its own, so that what is sent twice counts once.
import { csrfToken } from "../page.js";

const PAUSE = 1500; // ms after the last tap
const AGAIN = 8000; // ms until another try

export function connect(place) {
  const store = `tally-${place.dataset.tallyAbout}`;
  const note = place.querySelector("[data-tally-note]");
  let waiting = read(store);
  let open = {};
  let isSending = false;
  let timer = 0;

  place.querySelectorAll("form[data-tally-code]").forEach((row) => {
    row.querySelectorAll("button[name=amount]").forEach((button) => button.addEventListener("click", (event) => {
      event.preventDefault();
      tap(row.dataset.tallyCode, Number(button.value));
    }));
  });
  add(waiting);

  function tap(code, amount) {
    const value = shown(code);
    if (Number(value.textContent) + amount < 0) return;
    value.textContent = Number(value.textContent) + amount;
    if (navigator.vibrate) navigator.vibrate(15);
    if (!open[code]) {
      open[code] = { key: uuid(), code, amount: 0 };
      waiting.push(open[code]);
    }
    open[code].amount += amount;
    keep();
    later(PAUSE);
  }

  function shown(code) {
    return place.querySelector(`[data-tally-code="${code}"] [data-tally-value]`);
  }

  // What an earlier visit could not send is on the screen too.
  function add(batches) {
    batches.forEach((batch) => {
      const value = shown(batch.code);
      if (value) value.textContent = Math.max(0, Number(value.textContent) + batch.amount);
    });
    if (batches.length) later(0);
  }

  function keep() {
    waiting = waiting.filter((batch) => batch.amount !== 0 || open[batch.code] === batch);
    try {
      window.localStorage.setItem(store, JSON.stringify(waiting));
    } catch (error) {
      // a private window: the taps are kept as long as the page is open
    }
    say();
  }

  function say(words) {
    const left = waiting.reduce((sum, batch) => sum + Math.abs(batch.amount), 0);
    note.classList.toggle("is-waiting", Boolean(words && left));
    if (!left) note.textContent = "已全部记入。";
    else note.textContent = words ? `${words}还有${left}次存在手机上，连上后自动补记。` : "正在记入……";
  }

  function later(pause) {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, pause);
  }

  function send() {
    if (isSending || !waiting.length || !document.contains(place)) return;
    isSending = true;
    open = {};
    waiting = waiting.filter((batch) => batch.amount !== 0);
    next().then(() => say(), (words) => {
      say(words);
      later(AGAIN);
    }).then(() => { isSending = false; if (waiting.length) later(AGAIN); });
  }

  function next() {
    const batch = waiting.find((one) => open[one.code] !== one);
    if (!batch) return Promise.resolve();
    const body = new URLSearchParams(batch);
    return fetch(place.dataset.tallyUrl, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json", "HX-Request": "true" },
    }).catch(() => Promise.reject("没有信号，")).then((response) => {
      if (response.status === 401) return Promise.reject("登录已到期，请刷新后登录，");
      if (!response.ok && response.status !== 422) return Promise.reject("暂时连不上，");
      return response.json();
    }).then((answer) => {
      waiting = waiting.filter((one) => one !== batch);
      if (answer.words) note.textContent = answer.words;
      settle(batch.code, answer.value);
      keep();
      return next();
    });
  }

  // The server's number, with what is still on its way.
  function settle(code, value) {
    const left = waiting.filter((one) => one.code === code).reduce((sum, one) => sum + one.amount, 0);
    if (value !== undefined && shown(code)) shown(code).textContent = value + left;
  }

  window.addEventListener("online", () => later(0));
  window.addEventListener("offline", () => say("没有信号，"));
}

function read(store) {
  try {
    const kept = JSON.parse(window.localStorage.getItem(store) || "[]");
    return Array.isArray(kept) ? kept : [];
  } catch (error) {
    return [];
  }
}

function uuid() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = 64 + (bytes[6] % 16);
  bytes[8] = 128 + (bytes[8] % 64);
  const hex = Array.from(bytes).map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
