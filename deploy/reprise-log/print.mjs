// Rows as a table, as CSV that no spreadsheet runs, or as JSON.

import { shown } from "./when.mjs";

/** Text for a terminal: what would steer it, or turn the text around, is shown as a mark. */
export const safe = (text) =>
  String(text).replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu, "\ufffd");

const cell = (row, column, { local }) => {
  const value = row[column];
  return value === undefined || value === null ? "" : column === "at" ? shown(value, local) : String(value);
};

/** Columns that have something in them, each as wide as its widest cell; the last one as it is. */
export function* table(columns, rows, options) {
  const used = columns.filter((column) => rows.some((row) => cell(row, column, options) !== ""));
  const lines = [used, ...rows.map((row) => used.map((column) => safe(cell(row, column, options))))];
  const widths = used.map((_, at) => lines.reduce((most, line) => Math.max(most, line[at].length), 0));
  if (rows.length === 0) return;
  for (const line of lines)
    yield `${line.map((text, at) => (at === line.length - 1 ? text : text.padEnd(widths[at]))).join("  ").trimEnd()}\n`;
}

/** RFC 4180; every cell in quotes. */
export function* csv(columns, rows, options) {
  const line = (cells) => `${cells.map((text) => `"${harmless(text).replaceAll('"', '""')}"`).join(",")}\r\n`;
  yield line(columns);
  for (const row of rows) yield line(columns.map((column) => cell(row, column, options)));
}

export function* json(columns, rows) {
  for (const row of rows)
    yield `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])))}\n`;
}

// The same rules as crates/domain/src/journal/csv.rs.
const FORMULA = /[=+\-@＝＋－＠]/;
const ENDS_CELL = /[;\t\r\n]/;
const SKIPPED = /[\s\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"'`“”‘’]/u;

/** The text with an apostrophe wherever a spreadsheet could begin to read a formula. */
export function harmless(text) {
  let out = "";
  let [begins, front] = [true, true];
  for (const sign of text) {
    if (begins && FORMULA.test(sign)) out = front ? `'${out}` : `${out}'`;
    else if (out === "" && /[\t\r\n]/.test(sign)) out = "'";
    out += sign;
    if (ENDS_CELL.test(sign)) front = false;
    begins = ENDS_CELL.test(sign) || (begins && SKIPPED.test(sign));
  }
  return out;
}
