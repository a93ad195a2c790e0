// The headers that lock the page down, read from the lines that nginx includes: one reader for the
// tests of the sandbox, of the static host, and of what the two promise.

import { readFileSync } from "node:fs";

/** Name and value of each, as `add_header NAME "VALUE" always;` has them. */
export function headersOfTheSite() {
  const lines = readFileSync(new URL("../deploy/headers.conf", import.meta.url), "utf8");
  const found = [...lines.matchAll(/^add_header (\S+) "(.*)" always;$/gm)];
  return found.map(([, name, value]) => [name, value]);
}
