// The proof of keys as Node takes it: its file is read from the disk.

import { readFile } from "node:fs/promises";
import { prove } from "./lead.js";

export function proveKeys(options, answer) {
  return prove(options, answer, () => readFile(new URL("../prove.wasm", import.meta.url)));
}
