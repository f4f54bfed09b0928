// Boxes over faces, drawn by pointer or placed by keyboard; sent in thousandths of the picture.
const WHOLE = 1000;
const SMALLEST = 12;
const STEP = 10;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function connect(form) {
  const stage = form.querySelector("[data-blur-stage]");
  const field = form.elements.boxes;
  const find = (name) => form.querySelector(`[data-blur-${name}]`);
  const boxes = [];
  let drag = null;

  find("off").hidden = true;
  find("bar").hidden = false;
  find("add").addEventListener("click", () => add({ x: 400, y: 300, w: 200, h: 200 }).element.focus());
  find("clear").addEventListener("click", () => {
    boxes.splice(0).forEach((box) => box.element.remove());
    show();
    find("add").focus();
  });
  stage.addEventListener("pointerdown", begin);
  stage.addEventListener("pointermove", move);
  stage.addEventListener("pointerup", end);
  stage.addEventListener("pointercancel", end);
  read();

  function read() {
    field.value.split(";").filter(Boolean).forEach((text) => {
      const [x, y, w, h] = text.split(",").map(Number);
      if ([x, y, w, h].every(Number.isFinite)) add({ x, y, w, h });
    });
    show();
  }

  function add(place) {
    const element = document.createElement("button");
    const box = { element, ...place };
    element.type = "button";
    element.className = "blur-box";
    element.addEventListener("keydown", (event) => byKey(box, event));
    stage.append(element);
    boxes.push(box);
    show();
    return box;
  }

  function remove(box) {
    const at = boxes.indexOf(box);
    boxes.splice(at, 1);
    box.element.remove();
    show();
    (boxes.length ? boxes[Math.max(at - 1, 0)].element : find("add")).focus();
  }

  function show() {
    boxes.forEach((box, at) => {
      box.w = Math.min(Math.max(box.w, SMALLEST), WHOLE);
      box.h = Math.min(Math.max(box.h, SMALLEST), WHOLE);
      box.x = Math.min(Math.max(box.x, 0), WHOLE - box.w);
      box.y = Math.min(Math.max(box.y, 0), WHOLE - box.h);
      const { style } = box.element;
      style.left = `${box.x / 10}%`;
      style.top = `${box.y / 10}%`;
      style.width = `${box.w / 10}%`;
      style.height = `${box.h / 10}%`;
      box.element.setAttribute("aria-label", `遮挡框${at + 1}`);
      box.element.setAttribute("aria-describedby", "blur-help");
    });
    field.value = boxes.map(({ x, y, w, h }) => [x, y, w, h].map(Math.round).join(",")).join(";");
    find("send").disabled = find("clear").disabled = boxes.length === 0;
    find("count").textContent = boxes.length ? `已画${boxes.length}处` : "还没有画遮挡框";
  }

  function byKey(box, event) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(box);
    }
    if (!ARROWS[event.key]) return;
    event.preventDefault();
    const [right, down] = ARROWS[event.key].map((way) => way * STEP);
    if (event.shiftKey) {
      box.w += right;
      box.h += down;
    } else {
      box.x += right;
      box.y += down;
    }
    show();
  }

  function at(event) {
    const frame = stage.getBoundingClientRect();
    return [
      ((event.clientX - frame.left) / frame.width) * WHOLE,
      ((event.clientY - frame.top) / frame.height) * WHOLE,
    ];
  }

  // On a box: its lower right corner changes its size, the rest moves it. Elsewhere: a new one.
  function begin(event) {
    if (event.button > 0 || drag) return;
    event.preventDefault();
    const [x, y] = at(event);
    const known = boxes.find((box) => box.element === event.target);
    const box = known || add({ x, y, w: SMALLEST, h: SMALLEST });
    const edge = box.element.getBoundingClientRect();
    const isCorner = edge.right - event.clientX < 18 && edge.bottom - event.clientY < 18;
    drag = { box, isMove: Boolean(known) && !isCorner, isNew: !known, x: known ? x - box.x : x, y: known ? y - box.y : y };
    stage.setPointerCapture(event.pointerId);
    box.element.focus();
  }

  function move(event) {
    if (!drag) return;
    const [x, y] = at(event).map((value) => Math.min(Math.max(value, 0), WHOLE));
    const { box } = drag;
    if (drag.isMove) {
      box.x = x - drag.x;
      box.y = y - drag.y;
    } else if (drag.isNew) {
      box.x = Math.min(x, drag.x);
      box.y = Math.min(y, drag.y);
      box.w = Math.abs(x - drag.x);
      box.h = Math.abs(y - drag.y);
    } else {
      box.w = x - box.x;
      box.h = y - box.y;
    }
    show();
  }

  // A tap alone covers a face of the usual size, its middle under the finger.
  function end() {
    if (!drag) return;
    const { box } = drag;
    if (drag.isNew && box.w <= SMALLEST && box.h <= SMALLEST) {
      const { width, height } = stage.getBoundingClientRect();
      box.w = 120;
      box.h = (120 * width) / height;
      box.x = drag.x - box.w / 2;
      box.y = drag.y - box.h / 2;
    }
    drag = null;
    show();
  }
}
