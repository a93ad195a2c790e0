// Days and moments as a person names them.

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** The day's first moment, here or in UTC; days beyond a month's end are those of the next. */
const midnight = ([year, month, day], local) =>
  local ? new Date(year, month, day).getTime() : Date.UTC(year, month, day);

const parts = (date, local) =>
  local
    ? [date.getFullYear(), date.getMonth(), date.getDate(), date.getDay()]
    : [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCDay()];

/** Year, month and day that a word names; `undefined`: none. */
function dayOf(text, local, now) {
  const [, ...date] = DATE.exec(text) ?? [];
  if (date.length > 0) {
    const [year, month, day] = date.map(Number);
    const is = new Date(Date.UTC(year, month - 1, day));
    return is.getUTCMonth() === month - 1 && is.getUTCDate() === day ? [year, month - 1, day] : undefined;
  }
  const [year, month, day, weekday] = parts(now, local);
  if (text === "today") return [year, month, day];
  if (text === "yesterday") return [year, month, day - 1];
  const named = WEEKDAYS.indexOf(text);
  return named < 0 ? undefined : [year, month, day - ((weekday - named + 6) % 7) - 1];
}

/** From when until when a word reaches, in Unix milliseconds. */
function reach(option, word, local, now) {
  const day = dayOf(word.toLowerCase(), local, now);
  if (day) return [midnight(day, local), midnight([day[0], day[1], day[2] + 1], local)];
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(word);
  const at = MOMENT.test(word) ? Date.parse(hasZone || local ? word : `${word}Z`) : NaN;
  if (Number.isNaN(at)) throw new Error(`--${option}: ${JSON.stringify(word)} is no day and no moment`);
  return [at, at];
}

/** The time that is asked for; what is `undefined` is open. */
export function span({ from, to, on, local }, now = new Date()) {
  if (on !== undefined && (from !== undefined || to !== undefined)) throw new Error("--on, or --from and --to");
  if (on !== undefined) {
    const [first, last] = reach("on", on, local, now);
    if (first === last) throw new Error(`--on: ${JSON.stringify(on)} is no day`);
    return { from: first, to: last };
  }
  const found = {
    from: from === undefined ? undefined : reach("from", from, local, now)[0],
    to: to === undefined ? undefined : reach("to", to, local, now)[1],
  };
  if (found.from !== undefined && found.to <= found.from) throw new Error("--to lies before --from");
  return found;
}

/** A moment of the journal for a person. */
export function shown(at, local) {
  const date = new Date(at);
  if (!local || Number.isNaN(date.getTime())) return at;
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
}

