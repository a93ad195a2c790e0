// What an operator does at the page, and what can be asked of the sandbox behind it.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Fast enough for tests, slow enough that a status between can be seen. */
export const PACE = 0.15;

export const ENTITY_US = "2c92a0086f1d3c5e016f2a7b4c8d0e1f";
export const ENTITY_DE = "2c92a00871b4e6a20171c3d5f7e90b2a";
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The credentials of the sandbox's demo clients; they open nothing else. */
const CLIENTS = {
  sandbox: ["5a4e0b0c-0001-4a6b-8c0d-73616e64626f", "sandbox+demo/only=opens&nothing"],
  rehearsal: ["5a4e0b0c-0002-4a6b-8c0d-726568656172", "rehearsal+demo/only=opens&nothing"],
  second: ["5a4e0b0c-0003-4a6b-8c0d-73616e64626f", "sandbox+second/only=opens&nothing"],
};

// The browser's own lines about replies that belong to the story.
export const LOST = /net::ERR_|Failed to load resource: net::/;
export const status = (...codes) => new RegExp(`status of (${codes.join("|")})`);

/** Waits until `probe` gives something true, and gives it back; else tells what there is instead. */
export async function until(probe, what, patience = 10_000, instead = () => "") {
  const end = Date.now() + patience;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) assert.fail(`in vain: ${what} ${await instead()}`.trim());
    await new Promise((next) => setTimeout(next, 40));
  }
}

async function keeper(sandbox, path, body) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const reply = await fetch(`${sandbox.address}/_sandbox/${path}`, init);
  assert.ok(reply.ok, `_sandbox/${path} answered ${reply.status}`);
  return reply.json();
}

export const reset = (sandbox) => keeper(sandbox, "reset", {});
export const requests = (sandbox) => keeper(sandbox, "requests");

/** The sandbox's clock goes on by so much at once. */
export const forward = (sandbox, milliseconds) =>
  keeper(sandbox, "clock", { forward_ms: milliseconds });

/** The executions that reruns ordered, of one task or of all. */
export async function executions(sandbox, task) {
  const all = await keeper(sandbox, "executions");
  return all.filter((each) => task === undefined || each.task_id === task);
}

/** The reruns that arrived, whatever became of them. */
export async function reruns(sandbox) {
  return (await requests(sandbox)).filter((request) => request.method === "POST");
}

/** The text of a task as the API answers it to anyone. */
export async function rawTask(sandbox, task, headers = {}) {
  const reply = await fetch(`${sandbox.address}/api/sandbox/workflows/tasks/${task}`, { headers });
  assert.equal(reply.status, 200);
  return reply.text();
}

/** Another operator reruns a task by another tool. */
export async function rerunElsewhere(sandbox, task) {
  const headers = { "Idempotency-Key": crypto.randomUUID(), "Zuora-Entity-Ids": ENTITY_US };
  const address = `${sandbox.address}/api/sandbox/workflows/tasks/${task}/rerun`;
  const reply = await fetch(address, { method: "POST", headers });
  assert.equal(reply.status, 200);
}

/** A bearer token of the sandbox's demo client. */
export async function bearerToken(sandbox, client = "sandbox") {
  const [client_id, client_secret] = CLIENTS[client];
  const body = new URLSearchParams({ client_id, client_secret, grant_type: "client_credentials" });
  const reply = await fetch(`${sandbox.address}/oauth/token`, { method: "POST", body });
  assert.equal(reply.status, 200);
  return (await reply.json()).access_token;
}

/** One environment of a configuration, as the sandbox serves it. */
export const environment = (changes = {}) => {
  const own = { id: "sandbox", label: "Sandbox", kind: "sandbox", tenant: "practice/1", api: "/api/sandbox", auth: "gateway" };
  const all = { ...own, ...changes };
  return all.tenant === undefined ? all : { keys: proofFor(all), ...all };
};

/** The practice tenant's own proof of keys, as of today and of that environment. */
function proofFor({ tenant, api }) {
  const [{ keys }] = JSON.parse(readFileSync(join(root, "config.json"), "utf8")).environments;
  return { ...keys, tenant, gateway: api, date: new Date().toISOString() };
}

/** Writes a configuration file: a text as it is, or a file with these environments. */
export function configFile(t, content) {
  const directory = mkdtempSync(join(tmpdir(), "reprise-config-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, "config.json");
  writeFileSync(path, configText(content));
  return path;
}

/** The text of a configuration: of these environments, or as it is given. */
export function configText(content) {
  const salt = "a salt for tests and nothing else";
  if (!Array.isArray(content)) return content;
  return JSON.stringify({ salt, environments: content }, null, 2);
}

/** Goes to a task and waits for its buttons. */
export async function openTask(page, sandbox, task, { place = "sandbox", query = "" } = {}) {
  await page.goto(`${sandbox.address}/t/${place}/tasks/${task}${query}`);
  await rerunButton(page).waitFor();
}

export const rerunButton = (page) => page.getByRole("button", { name: "Rerun…" });
export const dialog = (page, task) =>
  page.getByRole("alertdialog", { name: new RegExp(`^Rerun task ${task}\\b`) });
export const confirmation = (page, task) =>
  page.getByRole("button", { name: `Rerun task ${task}` });

/** Opens the dialog and writes a reason; nothing is confirmed. */
export async function askForRerun(page, task, reason = "the cause is mended") {
  await rerunButton(page).click();
  await dialog(page, task).getByLabel("Reason").fill(reason);
  return dialog(page, task);
}

/** Decides a rerun of the task on screen. */
export async function rerun(page, task, reason) {
  await askForRerun(page, task, reason);
  await confirmation(page, task).click();
}

/** The notice about the latest rerun. */
export const notice = (page) => page.getByRole("main").locator("#rerun-notice section");

export const headline = (page) => notice(page).getByRole("heading");

/** Waits until the notice about the rerun says something like `text`. */
export async function says(page, text, timeout = 15_000) {
  await headline(page).filter({ hasText: text }).waitFor({ timeout });
}

/** The key under "Last rerun". */
export const shownKey = (page) => page.locator("[data-field=key]").innerText();

/** The key that the open dialog names. */
export async function promisedKey(page, task) {
  const line = dialog(page, task).getByText("Idempotency key of this decision").locator("code");
  return line.innerText();
}

/** Production can only be read until it is armed. */
export async function arm(page) {
  await page.getByRole("button", { name: "Arm for 15 min" }).click();
  await page.getByRole("button", { name: "Disarm" }).waitFor();
}

/** The same list made from the value itself. */
export function leavesOf(value, path = []) {
  if (value === null || typeof value !== "object")
    return [[path.join(" / "), JSON.stringify(value)]];
  const rows = Object.entries(value);
  const empty = Array.isArray(value) ? "[0]" : "{0}";
  if (rows.length === 0) return [[path.join(" / "), empty]];
  return rows.flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

/** How far the document is wider than the window; 0 when nothing overflows. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What was copied. The page itself may not read the clipboard: it is pasted, as an operator would. */
export async function pasted(page) {
  const paper = await page.evaluateHandle(() => document.body.appendChild(document.createElement("textarea")));
  await paper.focus();
  await page.keyboard.press("Control+V");
  return paper.evaluate(({ value }) => value);
}
