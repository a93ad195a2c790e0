// The module as a browser and a bundler take it: the files lie beside this one.

import { start } from "./wasm.js";

export { RepriseError } from "./errors.js";
export { Intent } from "./intent.js";
export { Reprise } from "./reprise.js";

const FILES = {
  "reprise.wasm": () => new URL("./reprise.wasm", import.meta.url),
  "explain.wasm": () => new URL("./explain.wasm", import.meta.url),
};

export default function init(files) {
  return start((name) => FILES[name](), files);
}
