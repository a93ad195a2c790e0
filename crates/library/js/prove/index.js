// The proof of keys as a browser and a bundler take it: its file lies with the module's.

import { prove } from "./lead.js";

export function proveKeys(options, answer) {
  return prove(options, answer, () => new URL("../prove.wasm", import.meta.url));
}
