// 字数 as a word processor counts it. The twin of campaigns/rules/words.py; one table holds both.
const ALONE = [
  [0x00A4, 0x00A4], [0x00A7, 0x00A8], [0x00B0, 0x00B1], [0x00B7, 0x00B7], [0x00D7, 0x00D7],
  [0x00F7, 0x00F7], [0x2013, 0x2016], [0x2018, 0x2022], [0x2025, 0x2027], [0x2030, 0x2030],
  [0x2032, 0x2033], [0x203B, 0x203B], [0x2100, 0x218F], [0x2190, 0x27BF], [0x2E80, 0x2FFF],
  [0x3001, 0x312F], [0x3190, 0x4DBF], [0x4E00, 0x9FFF], [0xF900, 0xFAFF], [0xFE30, 0xFE4F],
  [0xFF01, 0xFF9F], [0xFFE0, 0xFFE6], [0x1F000, 0x1FAFF], [0x20000, 0x3FFFF],
];
const alone = ALONE.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join("");
const COUNTED = new RegExp(`[${alone}]|[^\\s\\u{85}\\u{1c}-\\u{1f}${alone}]+`, "gu");
const INSIDE = /([A-Za-z])[\u2018\u2019](?=[A-Za-z])/g;
const UNSEEN = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]/g;

export function count(text) {
  const found = text.replace(UNSEEN, "").replace(INSIDE, "$1'").match(COUNTED);
  return found ? found.length : 0;
}
