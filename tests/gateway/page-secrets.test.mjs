// Token, secret and payload on the whole way: they stand in no log, no storage, no address and no
// console, and the first two in no text of the page, whatever breaks meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { kept, listen } from "../e2e/kept.mjs";
import * as operator from "../e2e/operator.mjs";
import { openAll } from "../e2e/payload.mjs";
import { wholeFile } from "../e2e/stage.mjs";
import { startChain } from "./chain.mjs";
import { settle, watchedPage } from "./page.mjs";
import { printTable, until } from "./stage.mjs";

const TASK = 2770;
const REASON = "reason of the operator";
/** Of tasks 2771 and 2770: payload, parameters, error. */
const PAYLOAD = ["nancy@xyz.com", "example-tax-key-93c7", "tax.example.com", "kong/0.9.9", "Delta Tools"];
/** What only an answer to a rerun says. */
const COMPLAINT = "canary-complaint-4d1e";

const chain = await startChain(wholeFile);

const forms = (text) => [text, encodeURIComponent(text), Buffer.from(text).toString("base64")];
const credentials = () => [chain.secret, ...chain.tokens].flatMap(forms);
const found = (text, canaries) => canaries.filter((each) => text.includes(each));

const json = (status, body) => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(body)),
});

/** Everything that host, gateway and browser keep or show to others, by its place. */
async function places(page) {
  const texts = {};
  chain.gatewayTexts().forEach(({ log, printed }, at) => {
    texts[`access log of gateway ${at + 1}`] = log;
    texts[`what gateway ${at + 1} printed`] = printed;
  });
  for (const path of ["/config_dump", "/stats", "/stats/prometheus"])
    texts[`the gateway's ${path}`] = await chain.gateway.admin(path);
  chain.hostTexts().forEach(({ log, printed }, at) => {
    texts[`access log of host ${at + 1}`] = log;
    texts[`error log of host ${at + 1}`] = printed;
  });
  texts["storage, addresses, console, requests"] = await kept(page);
  return texts;
}

function holdsNone(texts, canaries) {
  const lines = Object.entries(texts).map(([place, text]) => [place, text.length, found(text, canaries).length]);
  printTable([["place", "characters", "canaries"], ...lines]);
  for (const [place, text] of Object.entries(texts)) assert.deepEqual(found(text, canaries), [], place);
}

async function pageThatListens(t) {
  const page = await watchedPage(t, chain.browser);
  listen(page);
  return page;
}

/** Reads both tasks with all that they hold. */
async function readAll(page) {
  let seen = "";
  for (const task of [2771, TASK]) {
    await operator.openTask(page, chain, task);
    await openAll(page);
    seen += await page.content();
    await page.getByRole("tab", { name: "Parameters" }).click();
    await openAll(page, "Parameters");
    seen += await page.content();
  }
  return seen;
}

test("A day on which everything breaks leaves no credential and no payload behind", async (t) => {
  await chain.begin();
  const page = await pageThatListens(t);
  const seen = await readAll(page);
  assert.ok(found(seen, PAYLOAD).length >= 3, `on screen: ${found(seen, PAYLOAD)}`);
  chain.wire.plan(async ({ answer }) => answer(json(500, { message: COMPLAINT, data: PAYLOAD })));
  await operator.rerun(page, TASK, REASON);
  await operator.says(page, "We do not know whether");
  await chain.gateway.stop("SIGKILL");
  await operator.notice(page).getByRole("button", { name: "Check now" }).click();
  await until(() => /"GET \S+ HTTP\/1\.1" 502 /.test(chain.host.logText()), "a reading in vain");
  await chain.raiseGateway();
  await chain.passes();
  await settle(page);
  const shown = await page.locator("body").innerText();
  const texts = await places(page);
  // The places were looked at, or their silence would prove nothing.
  assert.match(texts["the gateway's /config_dump"], /credential_injector/);
  assert.match(texts["access log of gateway 1"], /"method":"POST"/);
  assert.match(texts["access log of gateway 2"], /\/rerun/);
  assert.match(texts["access log of host 1"], /POST \/api\/sandbox\/workflows\/tasks\/2770\/rerun/);
  assert.match(texts["error log of host 1"], /Connection refused/);
  assert.match(texts["storage, addresses, console, requests"], new RegExp(REASON));
  assert.equal((await operator.executions(chain.sandbox, TASK)).length, 1, "a token opened the door");
  holdsNone(texts, [...credentials(), ...PAYLOAD, COMPLAINT]);
  assert.deepEqual(found(shown, credentials()), [], "on the page");
  assert.deepEqual(page.violations, []);
});

test("A token service that repeats the secret tells it to nobody", async (t) => {
  await chain.begin();
  const page = await pageThatListens(t);
  await operator.openTask(page, chain, TASK);
  const told = { error: "invalid_client", client_secret: chain.secret, access_token: chain.tokens.at(-1) };
  chain.wire.tokens = async ({ answer }) => answer(json(401, told));
  await until(async () => (await chain.reading()).mark === "-", "the gateway has no token");
  await operator.rerun(page, TASK, REASON);
  await page.reload();
  await page.getByRole("main").getByText("401").first().waitFor();
  const shown = await page.locator("body").innerText();
  holdsNone({ ...(await places(page)), "the page": shown }, credentials());
  assert.deepEqual(page.violations, []);
});

test("What the policy stops is seen by who listens for it here", async (t) => {
  const page = await watchedPage(t, chain.browser, [/./]);
  await page.goto(chain.address);
  await page.evaluate(() => fetch("https://other.example/").catch(() => {}));
  await page.evaluate(() => {
    try {
      document.body.innerHTML = "<script>1</script>";
    } catch {
      // Refused, and reported.
    }
  });
  await until(() => page.violations.some((text) => /^connect-src/.test(text)), "connect-src");
  await until(() => page.violations.some((text) => /^require-trusted-types-for/.test(text)), "Trusted Types");
});
