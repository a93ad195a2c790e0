// The two WebAssembly files: loaded once for all instances, and only when asked for.

import loadCore, { Core } from "./core.js";
import loadExplanations, * as explanations from "./explain.js";
import { RepriseError } from "./errors.js";

const CORE = { load: loadCore, name: "reprise.wasm", started: null, isThere: false };
const EXPLANATIONS = { load: loadExplanations, name: "explain.wasm", started: null, isThere: false };

/** Loads what is not there yet. `find` gives the bytes or the address of a file by its name. */
export async function start(find, files) {
  const { reprise, explain } = files ?? {};
  const wanted = explain === false ? [CORE] : [CORE, EXPLANATIONS];
  const given = new Map([[CORE, reprise], [EXPLANATIONS, explain]]);
  await Promise.all(wanted.map((file) => (file.started ??= begin(file, given.get(file), find))));
}

async function begin(file, given, find) {
  try {
    await file.load({ module_or_path: given ?? (await find(file.name)) });
    file.isThere = true;
  } catch (cause) {
    // Another call may try again.
    file.started = null;
    const message = `${file.name} could not be loaded: it must lie beside the script, or be given to init().`;
    throw new RepriseError({ code: "not-loaded", message }, { cause });
  }
}

function required(file) {
  if (file.isThere) return;
  const message = CORE.isThere ? "Explanations were left away: call `await init()` without `explain: false`." : "Call `await init()` first.";
  throw new RepriseError({ code: "not-ready", message });
}

/** The class of the core. */
export function coreClass() {
  required(CORE);
  return Core;
}

/** What explains tasks. */
export function explainer() {
  required(EXPLANATIONS);
  return explanations;
}
