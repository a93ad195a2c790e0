// Environments in which the operator brings the credential.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { bearerToken, configFile, environment, requests } = operator;

const entities = [{ id: operator.ENTITY_US, label: "Entity US" }];
const config = configFile(wholeFile, [environment({ auth: "token", entities })]);
const sandbox = await startSandbox(wholeFile, { config, requireToken: true, pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const form = (page) => page.getByRole("heading", { level: 1, name: "Connect to Sandbox" });
const field = (page) => page.getByLabel("Bearer token");
const connect = (page) => page.getByRole("button", { name: "Connect", exact: true });

async function give(page, token) {
  await form(page).waitFor();
  await field(page).fill(token);
  await connect(page).click();
}

test("Nothing is asked of Zuora before there is a token", async (t) => {
  const page = await newPage(t, browser);
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await form(page).waitFor();
  assert.equal(await field(page).getAttribute("type"), "password");
  assert.deepEqual(await requests(sandbox), []);
});

test("A pasted token leads on to the page that was asked for, and a rerun runs once", async (t) => {
  const page = await newPage(t, browser);
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await give(page, await bearerToken(sandbox));
  await operator.rerunButton(page).waitFor();
  await operator.rerun(page, 2770);
  await operator.says(page, "Task 2770 ran and ended well.");
  const asked = (await requests(sandbox)).filter((each) => each.path_and_query.startsWith("/api/"));
  assert.ok(
    asked.every(
      ({ headers, status }) => /^Bearer\b/i.test(headers.authorization) && status === 200,
    ),
  );
  const reasons = asked.filter(({ headers }) => headers["x-reprise-reason"] !== undefined);
  assert.deepEqual(reasons, [], "no gateway is known to be there that would keep it from Zuora");
  assert.equal((await operator.executions(sandbox)).length, 1);
});

test("The word Bearer may be pasted, too", async (t) => {
  const page = await newPage(t, browser);
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await give(page, `  Bearer ${await bearerToken(sandbox)}\t`);
  await operator.rerunButton(page).waitFor();
});

test("What cannot be a token is not taken", async (t) => {
  const page = await newPage(t, browser);
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  for (const wrong of ["", "two words", "schlüssel"]) {
    await give(page, wrong);
    await page.getByRole("status").filter({ hasText: "That is no token" }).waitFor();
    assert.equal(await field(page).getAttribute("aria-invalid"), "true");
    await field(page).fill("x");
    await page.getByText("That is no token").waitFor({ state: "detached" });
  }
  assert.deepEqual(await requests(sandbox), []);
});

test("A wrong token is said to be refused, and another one can be given", async (t) => {
  const page = await newPage(t, browser, { expected: [operator.status(401)] });
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await give(page, "0123456789abcdef0123456789abcdef");
  const alert = page
    .getByRole("alert")
    .filter({ hasText: "The sign-in to Zuora is missing or has expired." });
  await alert.getByText("Zuora answered 401.").waitFor();
  await alert.getByRole("button", { name: "Connect again" }).click();
  await give(page, await bearerToken(sandbox));
  await operator.rerunButton(page).waitFor();
});

test("A token that expires while the page is open is named at the next reading", async (t) => {
  const page = await newPage(t, browser, { expected: [operator.status(401)] });
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await give(page, await bearerToken(sandbox));
  await operator.rerunButton(page).waitFor();
  // The keeper forgets all tokens: for the page this is how an expiry looks.
  await operator.reset(sandbox);
  await page.getByRole("button", { name: "Read again" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "missing or has expired" });
  await alert.getByRole("button", { name: "Connect again" }).waitFor();
  // The task as it was read stays in sight below the trouble, which tells how old it is.
  await page.getByText(/^What is shown below was read /).waitFor();
  await page.getByRole("heading", { level: 1, name: "Notify tax vendor" }).waitFor();
});

test("With an expired token a rerun is never sent", async (t) => {
  const page = await newPage(t, browser, { expected: [operator.status(401)] });
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await give(page, await bearerToken(sandbox));
  await operator.rerunButton(page).waitFor();
  await operator.reset(sandbox);
  await operator.rerun(page, 2770);
  await operator.says(page, "The rerun was never sent. Nothing ran.");
  await operator.notice(page).getByText("missing or has expired").waitFor();
  assert.deepEqual(await operator.reruns(sandbox), []);
});

test("A reload forgets the token", async (t) => {
  const page = await newPage(t, browser);
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await give(page, await bearerToken(sandbox));
  await operator.rerunButton(page).waitFor();
  await page.reload();
  await form(page).waitFor();
  assert.equal(await field(page).inputValue(), "");
});
