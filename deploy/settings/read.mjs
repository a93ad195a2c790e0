// Reads JSON and remembers on which line each value stands. `JSON.parse` takes a name that stands
// twice and keeps the last one without a word: of two `signIn` that would be the wrong one.

/** A mistake in the settings: where, on which line if that is known, and what to write instead. */
export const mistake = (place, said, line) => ({ place, said, line });

/** The value in the text, the line of each place in it, and what is wrong with the text itself. */
export function read(text) {
  try {
    JSON.parse(text);
  } catch (error) {
    return { lines: new Map(), mistakes: [mistake("", `this is not JSON: ${error.message}`, lineOf(text, error))] };
  }
  const lines = new Map();
  const mistakes = [];
  walk(text, (place, at, isTwice) => {
    const line = lineAt(text, at);
    lines.set(place, line);
    if (isTwice) mistakes.push(mistake(place, "it stands twice: leave one of them out", line));
  });
  return { value: JSON.parse(text), lines, mistakes };
}

const lineAt = (text, at) => text.slice(0, at).split("\n").length;

/** Newer versions of Node tell the position, older ones that the text ended. */
function lineOf(text, { message }) {
  const at = /at position (\d+)/.exec(message)?.[1];
  return at === undefined ? undefined : lineAt(text, Number(at));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/** Goes through a text that is known to be JSON, and tells each member and item with its place. */
function walk(text, tell) {
  const open = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const inner = open.at(-1);
    const isName = inner?.names !== undefined && inner.name === undefined && token.startsWith('"');
    if (isName) {
      inner.name = JSON.parse(token);
      tell(joined(inner.place, inner.name), index, inner.names.has(inner.name));
      inner.names.add(inner.name);
    } else if (token === "{" || token === "[") {
      const place = inner === undefined ? "" : joined(inner.place, inner.name ?? inner.count);
      if (inner?.count !== undefined) tell(place, index, false);
      open.push(token === "{" ? { place, names: new Set() } : { place, count: 0 });
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (token === ",") {
      inner.name = undefined;
      if (inner.count !== undefined) inner.count += 1;
    } else if (token !== ":" && inner?.count !== undefined) {
      tell(joined(inner.place, inner.count), index, false);
    }
  }
}

/** A place in the settings, as a person would write it: `environments[0].zuora`. */
export function joined(place, name) {
  if (typeof name === "number") return `${place}[${name}]`;
  return place === "" ? name : `${place}.${name}`;
}
