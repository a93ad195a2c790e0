// The module as Node takes it: the files are read from the disk.

import { readFile } from "node:fs/promises";
import { start } from "./wasm.js";

export { RepriseError } from "./errors.js";
export { Intent } from "./intent.js";
export { Reprise } from "./reprise.js";

export default function init(files) {
  return start((name) => readFile(new URL(`./${name}`, import.meta.url)), files);
}
