// The gateway's journal as a test reads it: every line of every file, packed ones too.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The lines in a folder and those below it, as values; one that is not whole makes this fail. */
export function linesIn(folder) {
  const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.includes(".jsonl"));
  return files.flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    if (text !== "" && !text.endsWith("\n")) throw new Error(`${name} ends in the midst of a line`);
    return text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
  });
}

const once = (lines) => [...new Map(lines.map((line) => [line.pass, line])).values()];

/** What left, each once: a line may be written again where its file was moved away meanwhile. */
export const sentIn = (folder) => once(linesIn(folder).filter(({ what }) => what === "sent"));
export const answeredIn = (folder) => once(linesIn(folder).filter(({ what }) => what === "answered"));
