// The village as one table: arrows and Enter walk the cells, a block copied from WPS is pasted from
// the cell under the cursor on.
import { announce, isComposing } from "../page.js";

export function connect(form) {
  function rows() {
    return Array.from(form.querySelectorAll("tbody tr"))
      .map((row) => Array.from(row.querySelectorAll("[data-cell]")))
      .filter((cells) => cells.length);
  }

  function place(cell, all) {
    const row = all.findIndex((cells) => cells.indexOf(cell) >= 0);
    return row < 0 ? null : { row, column: all[row].indexOf(cell) };
  }

  form.addEventListener("keydown", (event) => {
    const down = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (!down || isComposing(event) || event.ctrlKey || event.metaKey) return;
    const all = rows();
    const at = place(event.target, all);
    if (!at) return;
    event.preventDefault();
    const next = all[at.row + down];
    if (next && next[at.column]) next[at.column].select();
  });

  form.addEventListener("paste", (event) => {
    const text = (event.clipboardData || window.clipboardData).getData("text");
    const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    const all = rows();
    const at = place(event.target, all);
    if (!at || (lines.length === 1 && lines[0].length === 1)) return;
    event.preventDefault();
    let filled = 0;
    lines.forEach((line, down) => {
      const cells = all[at.row + down] || [];
      line.forEach((value, right) => {
        const cell = cells[at.column + right];
        if (!cell) return;
        cell.value = value.trim();
        filled += 1;
      });
    });
    announce(`已粘贴${filled}格`);
  });
}
