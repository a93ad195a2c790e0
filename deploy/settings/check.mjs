// Reads gateway.json and refuses it with every mistake at once: of the text, of each value
// (gateway.schema.json), between values (rules.mjs), and of the files on this machine (look.mjs).

import { readFileSync } from "node:fs";
import { open } from "./look.mjs";
import { joined, read } from "./read.mjs";
import { broken } from "./rules.mjs";
import { judged } from "./schema.mjs";

const SCHEMA = JSON.parse(readFileSync(new URL("../gateway.schema.json", import.meta.url), "utf8"));

/** Settings that cannot be taken, with every mistake in them. */
export class Refused extends Error {
  constructor(mistakes, lines = new Map()) {
    super([...mistakes].map((one) => told(one, lines)).join("\n"));
    this.mistakes = mistakes;
  }
}

function told({ place, said, line }, lines) {
  const at = line ?? lineOf(place, lines);
  return `${place === "" ? "gateway.json" : place}${at === undefined ? "" : ` (line ${at})`}: ${said}`;
}

/** What is missing stands on no line: that of what it is missing from. */
function lineOf(place, lines) {
  for (let inner = place; inner !== ""; inner = inner.replace(/(^|\.|\[)[^.[]*$/, "")) if (lines.has(inner)) return lines.get(inner);
  return undefined;
}

/** The settings as they are, if nothing is wrong with them. */
export function checked(settings) {
  const { mistakes } = found(settings);
  if (mistakes.length > 0) throw new Refused(mistakes);
  return settings;
}

/** The settings in this file, checked together with the files that they name. */
export function settingsFrom(file) {
  const { value, lines, mistakes: ofText } = read(readFileSync(file, "utf8"));
  if (value === undefined) throw new Refused(ofText);
  const { mistakes, rest } = found(value);
  const all = [...ofText, ...mistakes, ...open(rest)];
  if (all.length > 0) throw new Refused(all, lines);
  return value;
}

/** Every mistake in and between values, and the rest: what is right by itself. */
function found(settings) {
  const mistakes = judged(settings, SCHEMA);
  const rest = sound("", settings, new Set(mistakes.map(({ place }) => place)));
  if (rest === undefined) return { mistakes, rest: {} };
  return { mistakes: [...mistakes, ...broken(settings, rest)], rest };
}

/** A copy without the members that are wrong by themselves. */
function sound(place, value, wrong) {
  if (wrong.has(place)) return undefined;
  if (Array.isArray(value)) return value.map((item, at) => sound(joined(place, at), item, wrong));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sound(joined(place, name), member, wrong)]));
}
