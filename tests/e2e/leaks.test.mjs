// What was read and pasted stays in the memory of the tab: nothing of it is kept or sent elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as operator from "./operator.mjs";
import { openAll, payload } from "./payload.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { configFile, environment } = operator;

const entities = [{ id: operator.ENTITY_US, label: "Entity US" }];
const config = configFile(wholeFile, [
  environment({ entities }),
  environment({ id: "guarded", label: "Guarded", auth: "token", entities }),
]);
const browser = await openBrowser(wholeFile);

const REASON = "canary-reason-5e1b";
/** Of tasks 2771 and 2770: payload, parameters, error, and a credential. */
const OF_TASKS = [
  "nancy@xyz.com",
  "INV00000476",
  "example-tax-key-93c7",
  "tax.example.com",
  "kong/0.9.9",
  "Delta Tools",
];

/** Opens a page that remembers all it says, asks for and where it was. */
async function watched(t, sandbox, options) {
  const page = await newPage(t, browser, options);
  page.told = [];
  page.on("console", (message) => page.told.push(`console: ${message.text()}`));
  page.on("framenavigated", (frame) => page.told.push(`address: ${frame.url()}`));
  page.on("request", (request) => {
    const { authorization, "x-reprise-reason": reason, ...headers } = request.headers();
    page.told.push(
      `request: ${request.url()} ${JSON.stringify(headers)} ${request.postData() ?? ""}`,
    );
    if (!request.url().startsWith(sandbox.address)) page.told.push(`FOREIGN ${request.url()}`);
    if (authorization !== undefined && !request.url().includes("/api/"))
      page.told.push("FOREIGN credential");
    // It is for the gateway's journal, beside the key.
    if (reason !== undefined && !/\/rerun$/.test(request.url())) page.told.push("FOREIGN reason");
  });
  await page.addInitScript(() => {
    window.addresses = [];
    for (const name of ["pushState", "replaceState"]) {
      const original = history[name].bind(history);
      history[name] = (...all) => {
        window.addresses.push(JSON.stringify(all));
        return original(...all);
      };
    }
  });
  return page;
}

/** Everything that outlives the tab, or can be seen outside it, as one text. */
async function kept(page, context) {
  const inside = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    cookie: document.cookie,
    address: location.href,
    state: history.state,
    addresses: window.addresses,
    name: window.name,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  const cookies = await context.cookies();
  return {
    text: [JSON.stringify(inside), JSON.stringify(cookies), ...page.told].join("\n"),
    inside,
    cookies,
  };
}

function holdsNone(text, canaries) {
  for (const canary of canaries) {
    const at = text.indexOf(canary);
    assert.equal(at, -1, `${canary} in: ${text.slice(Math.max(0, at - 100), at + 100)}`);
  }
  assert.ok(
    !text.includes("FOREIGN"),
    text.split("\n").find((line) => line.includes("FOREIGN")),
  );
}

/** Reads both tasks with all their parts, and reruns one. */
async function work(page) {
  for (const task of [2771, 2770]) {
    await page.getByRole("searchbox", { name: /^Go to a task/ }).fill(String(task));
    await page.getByRole("searchbox", { name: /^Go to a task/ }).press("Enter");
    await page.waitForURL(`**/tasks/${task}*`);
    await operator.rerunButton(page).waitFor();
    await openAll(page);
    await page.getByRole("tab", { name: "Parameters" }).click();
    await openAll(page, "Parameters");
  }
  await payload(page, "Parameters").getByRole("treeitem").filter({ hasText: "••••••" }).click();
  await page.getByRole("button", { name: "Show for 30 s" }).click();
  await operator.rerun(page, 2770, REASON);
  await operator.says(page, "ended well");
  await page.getByText(REASON).waitFor();
}

test("Nothing of a task is kept or sent anywhere, and a reason goes to the gateway beside its key alone", async (t) => {
  const sandbox = await startSandbox(t, { config, pace: operator.PACE });
  const page = await watched(t, sandbox);
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.getByRole("table").waitFor();
  await work(page);
  const content = await page.content();
  for (const canary of ["example-tax-key-93c7", "tax.example.com", REASON]) {
    assert.ok(content.includes(canary), `${canary} was on screen, so it could have leaked`);
  }
  const { text, inside, cookies } = await kept(page, browser);
  holdsNone(text, [...OF_TASKS, REASON]);
  assert.deepEqual(
    [inside.local, inside.session, inside.databases.map(({ name }) => name), inside.caches],
    [{}, {}, ["reprise-journal"], []],
  );
  assert.deepEqual(cookies, []);
  assert.equal(inside.workers, 0);
  const seen = (await operator.requests(sandbox)).map(({ headers: { "x-reprise-reason": reason, ...headers }, ...each }) => ({ ...each, headers, reason }));
  assert.deepEqual(seen.flatMap(({ method, reason }) => (reason === undefined ? [] : [[method, reason]])), [["POST", REASON]]);
  for (const { reason, ...each } of seen) assert.ok(!JSON.stringify(each).includes(REASON), `the reason is the operator's own: ${reason}`);
});

test("A pasted token is in the header of the API's requests and nowhere else", async (t) => {
  const sandbox = await startSandbox(t, { config, requireToken: true, pace: operator.PACE });
  const token = await operator.bearerToken(sandbox);
  const page = await watched(t, sandbox);
  await page.goto(`${sandbox.address}/t/guarded/tasks`);
  await page.getByLabel("Bearer token").fill(token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("table").waitFor();
  const shown = await page.evaluate(() => {
    const values = [...document.querySelectorAll("input")].map((input) => input.value);
    return document.documentElement.outerHTML + values.join("\n");
  });
  assert.ok(!shown.includes(token), "not in the document");
  const { text } = await kept(page, browser);
  holdsNone(text, [token]);
});

test("A token that is no token is not repeated", async (t) => {
  const sandbox = await startSandbox(t, { config, requireToken: true });
  const page = await watched(t, sandbox);
  await page.goto(`${sandbox.address}/t/guarded/tasks`);
  await page.getByLabel("Bearer token").fill("canary token with blanks");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByText("That is no token").waitFor();
  const { text } = await kept(page, browser);
  holdsNone(text, ["canary token"]);
  assert.ok(!(await page.innerText("body")).includes("canary"));
});

test("What a failed reading answers is on the page and not in the console", async (t) => {
  const sandbox = await startSandbox(t, { config });
  const page = await watched(t, sandbox, { expected: [operator.LOST, operator.status(500)] });
  await page.route("**/workflows/tasks/2770", (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/json",
      body: '{"message":"canary-answer-77"}',
    }),
  );
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await page.getByText("canary-answer-77").waitFor();
  const { text } = await kept(page, browser);
  holdsNone(text, ["canary-answer-77"]);
});

test("Every request stays on the page's own origin, and only the API's carry a credential", async (t) => {
  const sandbox = await startSandbox(t, { config, pace: operator.PACE });
  const page = await watched(t, sandbox);
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.getByRole("table").waitFor();
  holdsNone(page.told.join("\n"), []);
});
