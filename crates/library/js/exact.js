// JSON to objects and back without a digit lost: whole numbers beyond 2^53 are BigInts.

/** The text of each task as it came; it goes when the task does. */
const texts = new WeakMap();

/** A task from the text that the core read. `marked` has such numbers as texts that begin with `mark`. */
export function opened({ text, mark, marked }) {
  const task = mark === undefined ? JSON.parse(text) : JSON.parse(marked, unmarked(mark));
  texts.set(task, text);
  return task;
}

function unmarked(mark) {
  return (_name, value) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value;
}

/** The JSON of a task: as it came, or, of an object from elsewhere, as it would be written. */
export function textOf(task) {
  return texts.get(task) ?? written(task);
}

function written(value) {
  const mark = crypto.randomUUID();
  const text = JSON.stringify(value, (_name, own) => (typeof own === "bigint" ? `${mark}${own}` : own));
  return text?.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1") ?? "";
}
