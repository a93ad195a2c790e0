// What every test of the module needs: the package as npm packs it, installed in an empty folder; a
// sandbox; and a journal.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { SITE } from "../e2e/stage.mjs";

export const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../..");

const MODULE = process.env.REPRISE_MODULE ?? join(root, "dist/npm");

/** How the page in the sandbox is set up: the module has to agree with it. */
const CONFIG = JSON.parse(readFileSync(join(root, "config.json"), "utf8"));
const { tenant, entities } = CONFIG.environments.find(({ id }) => id === "sandbox");
const keys = { provenUntil: "2100-01-01T00:00:00Z", lagMs: 4_000 };
export const AGREED = { environment: "sandbox", salt: CONFIG.salt, tenant, keys, entityId: entities[0].id };

/** An empty folder that goes with the file's tests. */
export function emptyFolder(name = "reprise-module-") {
  const folder = mkdtempSync(join(tmpdir(), name));
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

/** Packs the module and installs it in an empty folder, as its users do. */
export function install() {
  const folder = emptyFolder();
  const npm = (...words) => execFileSync("npm", words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const [packed] = JSON.parse(npm("pack", MODULE, "--json"));
  npm("install", join(folder, packed.filename), "--no-audit", "--no-fund", "--offline", "--ignore-scripts");
  return { folder, packed, inside: join(folder, "node_modules/reprise") };
}

/** Imports the installed module as Node resolves it there. */
export async function imported({ folder }, name = "reprise") {
  const asker = join(folder, `asker-${name.replaceAll("/", "-")}.mjs`);
  writeFileSync(asker, `export * as module from "${name}";\n`);
  return (await import(pathToFileURL(asker).href)).module;
}

/** The options of a `Reprise` for the sandbox, in Node. */
export function optionsFor(sandbox, more = {}) {
  return { api: `${sandbox.address}/api/sandbox`, ...AGREED, ...more };
}

/** The page's files with the module beside them, to be served by the sandbox. */
export function siteWith({ inside }, pages = {}) {
  const folder = emptyFolder("reprise-module-site-");
  cpSync(SITE, folder, { recursive: true });
  cpSync(inside, join(folder, "reprise"), { recursive: true });
  for (const [name, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A journal in memory, as small as one can be. */
export function memoryJournal() {
  const records = new Map();
  return {
    records,
    add: async (id, record) => !records.has(id) && Boolean(records.set(id, structuredClone(record))),
    put: async (id, record) => void records.set(id, structuredClone(record)),
    get: async (id) => records.get(id),
    list: async (beginning) => [...records].filter(([id]) => id.startsWith(beginning)),
  };
}
