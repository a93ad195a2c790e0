// What every end-to-end test needs: a sandbox, a browser, a page that tolerates no error, axe.
//
//   const sandbox = await startSandbox(t);
//   const browser = await openBrowser(t);
//   const page = await newPage(t, browser, { theme: "dark", width: 1280 });
//   await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
//   assert.deepEqual(await axe(page), []);
//
// Everything that takes the test's context `t` ends with the test.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { after } from "node:test";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const PROGRAM = process.env.REPRISE_SANDBOX ?? join(root, "target/debug/reprise-sandbox");
export const SITE = process.env.REPRISE_SITE ?? join(root, "dist/site");
const START_MS = 20_000;
const HEIGHT = 900;
const PATIENCE_MS = 15_000;

// Chromium's own sandbox does not work for root, and nothing but the page should use the network.
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// WCAG 2.2 up to level AA, and what axe's authors advise beyond it.
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

const endings = new WeakMap();

/**
 * Does `ending` when the test is over, the last one first: a page is judged before its browser
 * closes, and that before its sandbox is gone. Node itself keeps the order of registration.
 */
function atEnd(t, ending) {
  if (endings.has(t)) {
    endings.get(t).push(ending);
    return;
  }
  const stack = [ending];
  endings.set(t, stack);
  t.after(async () => {
    const failures = [];
    for (const each of stack.reverse()) {
      await Promise.resolve().then(each).catch((error) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  });
}

/** For what lasts as long as the file: `startSandbox(wholeFile)` at the top of a test file. */
export const wholeFile = { after };

/**
 * Starts the sandbox on a free port with the built page.
 *
 * `port`: that port instead, for a sandbox that comes back where another one was.
 * `requireToken`: refuse requests without a bearer token. `config`: path of another `config.json`.
 * `operator`: the name the gateway would vouch for. `pace`: how fast the tenant lives.
 * `flags`: anything else, word by word.
 */
export async function startSandbox(t, options = {}) {
  const { port = 0, requireToken = false, config, operator, pace, flags = [] } = options;
  const words = ["--port", String(port), "--site", options.site ?? SITE];
  if (requireToken) words.push("--require-token");
  if (config !== undefined) words.push("--config", config);
  if (operator !== undefined) words.push("--operator", operator);
  if (pace !== undefined) words.push("--pace", String(pace));
  const child = spawn(PROGRAM, [...words, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  const sandbox = { address: "", printed: "", stop: () => stopped(child) };
  atEnd(t, sandbox.stop);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (sandbox.printed += text));
  }
  sandbox.address = await address(child, sandbox);
  return sandbox;
}

/** The address in the line by which the sandbox says that it is ready. */
function address(child, sandbox) {
  return new Promise((found, failed) => {
    const giveUp = (why) => failed(new Error(`The sandbox ${why}.\n${sandbox.printed}`));
    const timer = setTimeout(() => giveUp("did not start in time"), START_MS);
    child.once("error", (error) => giveUp(`cannot be started: ${error.message}`));
    child.once("exit", (code) => giveUp(`ended with code ${code}`));
    child.stdout.on("data", () => {
      const line = /listening on (\S+)\n/.exec(sandbox.printed);
      if (line === null) return;
      clearTimeout(timer);
      found(line[1].replace(/\/$/, ""));
    });
  });
}

function stopped(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once("exit", done);
    child.once("error", done);
    child.kill();
  });
}

/**
 * Opens Chromium with an empty profile: one context, whose storage outlives its pages.
 *
 * `profile`: keep the profile in this directory, for tests that close the browser and come back.
 * `zone`: the operator's time zone.
 */
export async function openBrowser(t, { profile, zone } = {}) {
  const directory = profile ?? mkdtempSync(join(tmpdir(), "reprise-e2e-"));
  const context = await chromium.launchPersistentContext(directory, {
    executablePath: executable(),
    headless: true,
    args: FLAGS,
    viewport: { width: 1280, height: HEIGHT },
    locale: "en-GB",
    timezoneId: zone,
  });
  atEnd(t, async () => {
    await context.close();
    if (profile === undefined) rmSync(directory, { recursive: true, force: true });
  });
  return context;
}

/** The Chromium that all tests use. */
export function executable() {
  const candidates = [process.env.REPRISE_CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];
  const found = candidates.find((path) => path && existsSync(path));
  assert.ok(found, "No Chromium: run `cargo xtask test`, or set REPRISE_CHROMIUM.");
  return found;
}

const begun = new WeakSet();

/**
 * Takes the journals away that earlier tests have left, before a test's first page: the sandbox
 * forgets their reruns, too. What a test itself writes stays for its other pages.
 */
async function forgetJournals(t, browser, page) {
  if (begun.has(t)) return;
  begun.add(t);
  const devtools = await browser.newCDPSession(page);
  await devtools.send("Storage.clearDataForOrigin", { origin: "*", storageTypes: "indexeddb" });
  await devtools.detach();
}

/**
 * Opens a page that makes the test fail if it logs an error or throws one; it is closed with the
 * test.
 *
 * `expected`: patterns of errors that belong to the story, such as the browser's own line about a
 * reply with status 500.
 */
export async function newPage(t, browser, { theme = "light", width = 1280, expected = [] } = {}) {
  const page = await browser.newPage();
  await forgetJournals(t, browser, page);
  page.setDefaultTimeout(PATIENCE_MS);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: HEIGHT });
  const errors = [];
  const note = (text) => {
    if (!expected.some((pattern) => pattern.test(text))) errors.push(text);
  };
  page.on("pageerror", (error) => note(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    note(`console: ${message.text()} (${message.location().url})`);
  });
  page.errors = errors;
  atEnd(t, async () => {
    // A handler that still holds a request would fail after the test, and Node lays that to the file.
    if (!page.isClosed()) await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.close();
    // Told by itself, too: a test that failed before shows no second failure.
    if (errors.length > 0) console.log(`the page reported ${JSON.stringify(errors)}`);
    assert.deepEqual(errors, [], "the page reported errors");
  });
  return page;
}

/** Runs axe on the page as it stands; an empty list is what a test asks for. */
export async function axe(page) {
  // Evaluated and not added as a script element: a page under a strict policy would refuse it.
  await page.evaluate(readFileSync(axeSource, "utf8"));
  const result = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values } }),
    AXE_TAGS,
  );
  return result.violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact,
    help,
    where: nodes.map((node) => node.target.join(" ")),
  }));
}

/** Saves what the page looks like to `tests/e2e/out/NAME.png`. */
export async function screenshot(page, name) {
  const directory = join(here, "out");
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
}
