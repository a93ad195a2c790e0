// The recipe of the guide, from the log-in to the log: Chromium, nginx, Envoy's log-in and gateway,
// an OpenID provider of the test's own, and behind it the sandbox.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { openBrowser } from "../e2e/stage.mjs";
import { age, memory, seconds } from "./folder.mjs";
import { startHost } from "./host.mjs";
import { watchedPage } from "./page.mjs";
import { CLIENT, PEOPLE, startProvider } from "./provider.mjs";
import { freePort, startGateway, startSandbox, until, wholeFile } from "./stage.mjs";

const TASK = 2770;
const REASON = "the cause is mended";

const provider = await startProvider(wholeFile);
const sandbox = await startSandbox(wholeFile);
const kept = memory(wholeFile);
const [port, loginPort] = [await freePort(), await freePort()];
const address = `http://127.0.0.1:${port}`;
writeFileSync(join(kept, "since"), "");
age(join(kept, "since"), seconds() - 3600);
writeFileSync(join(kept, "sign-in"), CLIENT.secret);
writeFileSync(join(kept, "session"), crypto.randomUUID().repeat(2));
const gateway = await startGateway(wholeFile, {
  environments: [
    { ...sandbox.environment("sandbox"), groups: ["everyone"], rerunGroups: ["billing-ops"] },
    { ...sandbox.environment("production"), kind: "production", groups: ["billing-ops"] },
  ],
  ready: [],
  memory: kept,
  hosts: [`127.0.0.1:${port}`],
  signIn: {
    ...provider.signIn,
    login: { authorize: `${provider.issuer}/authorize`, token: `${provider.issuer}/token`, secretFile: join(kept, "sign-in"), sessionFile: join(kept, "session"), address, port: loginPort },
  },
});
const host = await startHost(wholeFile, gateway.settings, { port, isReady: (status) => status === 200 || status === 302 });
const SESSION = ["hmac", "expires", "bearer", "id"].map((name) => `__Host-reprise-${name}`);

/** A browser of its own, at this address of the page; `who` logs in on the way. */
async function arrived(t, path, who) {
  const browser = await openBrowser(t);
  // What /check asks is answered by such, too.
  const page = await watchedPage(t, browser, [operator.LOST, operator.status(400, 401, 403, 404, 409)]);
  await page.goto(`${address}${path}`);
  assert.equal(await page.title(), "Provider");
  await page.getByRole("button", { name: `Log in as ${who}` }).click();
  await page.waitForURL(`${address}${path}`);
  await page.locator(".bar__operator").filter({ hasText: PEOPLE[who].email }).waitFor({ timeout: 20_000 });
  return { browser, page };
}

const reruns = async () => (await sandbox.requests()).filter(({ path_and_query: path }) => path.endsWith("/rerun")).length;
const lines = (email, method) => gateway.log().filter((line) => line.operator === email && line.method === method);
const reading = async (headers) => (await fetch(`${address}/api/sandbox/workflows/tasks/${TASK}`, { headers: { "X-Reprise": "1", "Sec-Fetch-Site": "same-origin", ...headers } })).status;

test("Whose groups may only look is refused by the gateway, and told so", async (t) => {
  const { page } = await arrived(t, `/t/sandbox/tasks/${TASK}`, "grace");
  await operator.rerunButton(page).waitFor();
  const before = await reruns();
  await operator.rerun(page, TASK, REASON);
  await operator.notice(page).getByText("The gateway does not let you rerun here").waitFor();
  assert.equal(await reruns(), before);
  const [line] = await until(() => lines(PEOPLE.grace.email, "POST").length > 0 && lines(PEOPLE.grace.email, "POST"), "the refusal in the log");
  assert.deepEqual([line.status, line.mark, line.sends, line.why], [403, "-", 0, "rbac_access_denied_matched_policy[no-rerun-for-these-groups-sandbox]"]);
  await page.goto(`${address}/t/production/tasks/${TASK}`);
  await page.getByText("The gateway does not let you see").first().waitFor();
});

test("A session that has ended, or that somebody made up, passes nothing; the page says so, and a new log-in helps", async (t) => {
  const { browser, page } = await arrived(t, `/t/sandbox/tasks/${TASK}`, "ada");
  await operator.rerunButton(page).waitFor();
  const session = await browser.cookies();
  const before = await reruns();
  await browser.clearCookies();
  await operator.rerun(page, TASK, REASON);
  await operator.notice(page).getByText(/your sign-in has ended/).waitFor();
  assert.equal(await reruns(), before);
  await page.reload();
  assert.equal(await page.title(), "Provider");
  // By hand, without the browser's own care.
  const cookie = (changes = {}) => session.map(({ name, value }) => `${name}=${changes[name] ?? value}`).join("; ");
  const later = String(seconds() + 86_400);
  const id = provider.token({ email: "root@example.org" });
  const forged = [
    ["as it was", cookie(), 200],
    ["none", "", 401],
    ["a later end", cookie({ [SESSION[1]]: later }), 401],
    ["another token", cookie({ [SESSION[3]]: id }), 401],
    ["a token cut short", cookie({ [SESSION[3]]: "AAAA" }), 401],
    ["no seal", cookie({ [SESSION[0]]: "" }), 401],
    ["another seal", cookie({ [SESSION[0]]: Buffer.alloc(32).toString("base64") }), 401],
    ["a token alone", `${SESSION[3]}=${id}`, 401],
  ];
  for (const [name, text, status] of forged) assert.equal(await reading({ Cookie: text }), status, name);
  assert.equal(await reading({ "X-Operator": PEOPLE.ada.email, "X-Sign-In-Token": "let me in" }), 401);
  // Nor does the host say a name or give a token away that nobody has.
  for (const [, text, status] of forged.slice(1)) {
    const shown = await fetch(`${address}/config.json`, { headers: { Cookie: text } });
    assert.deepEqual([shown.status, shown.headers.get("x-operator")], [200, null], `${status}`);
  }
  const asked = await fetch(`${address}/sign-in/who`, { headers: { Cookie: cookie() }, redirect: "manual" });
  assert.deepEqual([asked.headers.get("x-sign-in-token"), asked.status === 200], [null, false]);
});

test("Who logs in comes back to where they wanted, has a name on the page and in the log, and may what their groups may", async (t) => {
  const { browser, page } = await arrived(t, `/t/sandbox/tasks/${TASK}`, "ada");
  const cookies = await browser.cookies();
  for (const name of SESSION) {
    const cookie = cookies.find((one) => one.name === name);
    assert.deepEqual([cookie?.httpOnly, cookie?.secure, cookie?.sameSite, cookie?.path], [true, true, "Lax", "/"], name);
  }
  assert.equal(await page.evaluate(() => document.cookie), "");
  await operator.rerunButton(page).waitFor();
  const before = await reruns();
  await operator.rerun(page, TASK, REASON);
  await until(async () => (await reruns()) === before + 1, "the rerun arrived");
  const key = await operator.shownKey(page);
  await until(() => lines(PEOPLE.ada.email, "POST").some((line) => line.key === key && line.mark === null), "the rerun in the log");
  // What leaves bears neither session nor token.
  const sent = (await sandbox.requests()).filter(({ path_and_query: path }) => path !== "/oauth/token");
  for (const { headers } of sent) assert.deepEqual(Object.keys(headers).filter((name) => /cookie|sign|operator|groups/.test(name)), []);
  await page.goto(`${address}/check`);
  await page.getByRole("button", { name: "Check again" }).waitFor({ timeout: 30_000 });
  const production = page.locator("section.card", { has: page.getByRole("heading", { name: "Gateway of Production rehearsal" }) });
  for (const subject of ["Name of the operator", "Reading", "Copies that the browser makes", "Requests of other pages"]) {
    const line = production.getByRole("listitem").filter({ has: page.getByRole("heading", { name: subject }) });
    assert.match(await line.locator(".badge").innerText(), /Good/, subject);
  }
  assert.deepEqual(page.violations, []);
});

test("The log-in cannot be led elsewhere, nor finished by another browser", async () => {
  const begun = await fetch(`${address}/t/sandbox/tasks/${TASK}`, { redirect: "manual" });
  assert.equal(begun.status, 302);
  const to = new URL(begun.headers.get("location"));
  assert.deepEqual([to.origin, to.searchParams.get("redirect_uri")], [provider.issuer, `${address}/sign-in/done`]);
  to.pathname = "/enter";
  to.searchParams.set("who", "ada");
  const back = (await fetch(to, { redirect: "manual" })).headers.get("location");
  // Without the cookies of whoever began.
  const ended = await fetch(back, { redirect: "manual" });
  assert.ok(ended.status >= 400, `${ended.status}`);
  assert.ok(!ended.headers.getSetCookie().some((one) => one.includes(SESSION[0]) && !one.includes("deleted")));
  const foreign = await fetch(`${address}//evil.example/`, { redirect: "manual" });
  const state = Buffer.from(new URL(foreign.headers.get("location") ?? "x:").searchParams.get("state") ?? "", "base64url").toString();
  assert.ok(foreign.status !== 302 || state.startsWith(`{"url":"${address}/`), state);
});

test("Neither token, session nor secret stands in a log", () => {
  const texts = { log: gateway.logText(), printed: gateway.printed(), "the host's log": host.logText(), "what the host printed": host.printed() };
  for (const [place, text] of Object.entries(texts))
    for (const canary of [CLIENT.secret, encodeURIComponent(CLIENT.secret), "eyJhbGciOi"])
      assert.equal(text.split("\n").find((line) => line.includes(canary)), undefined, place);
});
