// The page's own check of the deployment, at the whole chain: nothing to mend where it is as in
// deploy/, and what is missing is named where something is.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { newPage, wholeFile } from "../e2e/stage.mjs";
import { startChain } from "./chain.mjs";
import { memory } from "./folder.mjs";
import { startHost } from "./host.mjs";
import { watchedPage } from "./page.mjs";
import { freePort, HOST, startGateway } from "./stage.mjs";

const chain = await startChain(wholeFile, { keys: "unproven" });
before(() => chain.begin());

/** Checks; gives subject and grade of every line under a heading. */
async function checked(page, address, title) {
  await page.goto(`${address}/check`);
  await page.getByRole("button", { name: "Check again" }).waitFor({ timeout: 30_000 });
  const heading = page.getByRole("heading", { name: title });
  const items = await page.locator("section.card", { has: heading }).getByRole("listitem").all();
  const line = async (item) => [
    await item.getByRole("heading").innerText(),
    (await item.locator(".badge").innerText()).replace(/^\S\s+/, ""),
  ];
  return Object.fromEntries(await Promise.all(items.map(line)));
}

test("As in deploy/, host and gateway have nothing to mend, and no policy is violated", async (t) => {
  const page = await watchedPage(t, chain.browser, [/status of (403|404|409)/]);
  assert.deepEqual(new Set(Object.values(await checked(page, chain.address, "The page's host"))), new Set(["Good"]));
  assert.deepEqual(await checked(page, chain.address, "Gateway of Sandbox"), {
    "Name of the Zuora tenant": "Good",
    Reading: "Good",
    Clock: "Good",
    "Memory of the gateway": "Good",
    "Idempotency-Key": "Good",
    "Copies that the browser makes": "Good",
    "Requests of other pages": "Good",
    "Other operations": "Good",
  });
  // config.json names an environment that this gateway does not have.
  assert.equal((await checked(page, chain.address, "Gateway of Production rehearsal")).Reading, "Mend this");
  assert.deepEqual(page.violations, []);
  assert.deepEqual(chain.reruns(), []);
});

test("Found: a gateway that takes keys for proven, and one that knows no copies", async (t) => {
  const folder = memory(t);
  const [zuora] = chain.gateway.settings.environments;
  const environments = [{ ...zuora, secret: chain.secret, keys: "proven" }];
  const port = await freePort();
  const hosts = [`127.0.0.1:${port}`, HOST];
  // What it claims it forgets at once.
  const changed = (text) => text.replace('C.close(file)', 'C.close(file) C.unlink(FOLDER .. \\"/\\" .. name)');
  const gateway = await startGateway(t, { environments, hosts, memory: folder, changed });
  const host = await startHost(t, gateway.settings, { port });
  const page = await newPage(t, chain.browser, { expected: [/./] });
  const found = await checked(page, host.address, "Gateway of Sandbox");
  assert.equal(found["Memory of the gateway"], "Mend this");
  assert.equal(found["Copies that the browser makes"], "Mend this");
});

const BROKEN = {
  "a host that sends no headers with its pages": [
    (part) => part.replaceAll(/^ *include .*headers\.conf;$/gm, ""),
    "The page's host",
    { "Content-Security-Policy": "Mend this", "Referrer-Policy": "Mend this" },
  ],
  "a host that knows no addresses of the page": [
    (part) => part.replace(/^ *rewrite .*$/m, "rewrite ^/(check)?$ /index.html break;"),
    "The page's host",
    { "Addresses of the page": "Mend this" },
  ],
  "a host that answers everything by the page": [
    (part) => part.replaceAll("try_files $uri =404;", "try_files $uri /index.html;"),
    "The page's host",
    { "Files that are not there": "Mend this" },
  ],
  "a host that lets the page be stored": [
    (part) => part.replaceAll('Cache-Control "no-store"', 'Cache-Control "max-age=600"'),
    "The page's host",
    { "Caching of the document": "Mend this" },
  ],
};

for (const [name, [changed, title, wanted]] of Object.entries(BROKEN)) {
  test(`Found: ${name}`, async (t) => {
    const host = await startHost(t, chain.gateway.settings, { changed });
    const page = await newPage(t, chain.browser, { expected: [/./] });
    const found = await checked(page, host.address, title);
    for (const [subject, grade] of Object.entries(wanted)) assert.equal(found[subject], grade, subject);
  });
}
