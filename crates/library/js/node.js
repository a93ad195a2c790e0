// The module as Node takes it: the files are read from the disk.

import { readFile } from "node:fs/promises";
import { start } from "./wasm.js";

export { RepriseError } from "./errors.js";
export { Intent } from "./intent.js";
export { Reprise } from "./reprise.js";

export default async function init(files) {
  const given = Object.entries(files ?? {}).map(async ([name, file]) => [name, await bytesOf(file)]);
  return start((name) => readFile(new URL(`./${name}`, import.meta.url)), Object.fromEntries(await Promise.all(given)));
}

/** What lies on the disk is read from it: `fetch` of Node's does not. */
function bytesOf(file) {
  const isOnDisk = file instanceof URL ? file.protocol === "file:" : typeof file === "string" && file.startsWith("file:");
  return isOnDisk ? readFile(new URL(file)) : file;
}
