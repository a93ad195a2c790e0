// A config.json that is missing or wrong is named by line and mended by what the page says.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as operator from "./operator.mjs";
import { SITE, axe, newPage, openBrowser, screenshot, startSandbox, wholeFile } from "./stage.mjs";

const { environment, LOST, status } = operator;

const browser = await openBrowser(wholeFile);

/** A copy of the page without its configuration; the tests put one there. */
const site = mkdtempSync(join(tmpdir(), "reprise-site-"));
wholeFile.after(() => rmSync(site, { recursive: true, force: true }));
for (const name of readdirSync(SITE, { withFileTypes: true })) {
  if (name.isFile() && name.name !== "config.json")
    copyFileSync(join(SITE, name.name), join(site, name.name));
}
const sandbox = await startSandbox(wholeFile, { site });
const place = join(site, "config.json");

/** Nothing but what must be there. */
const bare = (changes) => environment({ tenant: undefined, ...changes });

const GOOD = JSON.stringify(
  { salt: "a salt for tests and nothing else", environments: [bare()] },
  null,
  2,
);
const replaced = (from, to) => {
  assert.ok(GOOD.includes(from), from);
  return GOOD.replace(from, to);
};

/** The line, from 1, on which `text` has `word`. */
const lineOf = (text, word) => text.split("\n").findIndex((line) => line.includes(word)) + 1;

const twice = JSON.stringify(
  {
    salt: "a salt for tests and nothing else",
    environments: [bare(), bare({ label: "Second" })],
  },
  null,
  2,
);

const BROKEN = [
  ["a comma too many", replaced('"gateway"', '"gateway",'), "}", "no well-formed JSON"],
  ["an unknown key", replaced('"auth"', '"own": 1, "auth"'), '"own"', "unknown field `own`"],
  [
    "a short salt",
    replaced("a salt for tests and nothing else", "short"),
    '"salt"',
    "at least 16 random characters",
  ],
  [
    "an address on another host",
    replaced("/api/sandbox", "https://rest.zuora.com"),
    '"api"',
    "must be a path on this origin",
  ],
  [
    "an unknown kind",
    replaced('"kind": "sandbox"', '"kind": "staging"'),
    '"kind"',
    "expected `sandbox` or `production`",
  ],
  [
    "an empty label",
    replaced('"label": "Sandbox"', '"label": " "'),
    '"label"',
    "must not be empty",
  ],
  [
    "no environment",
    '{\n  "salt": "a salt for tests and nothing else",\n  "environments": []\n}',
    '"environments"',
    "at least one environment",
  ],
];

async function open(t, expected = []) {
  const page = await newPage(t, browser, { expected });
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  return page;
}

for (const [name, text, word, what] of BROKEN) {
  test(`A config.json with ${name} is told with its line and the remedy`, async (t) => {
    writeFileSync(place, text);
    const page = await open(t);
    const line = word === "}" ? lineOf(text, '"auth"') + 1 : lineOf(text, word);
    const alert = page.getByRole("alert");
    await alert
      .getByRole("heading", { name: `config.json cannot be used: line ${line}.` })
      .waitFor();
    const said = await alert.innerText();
    assert.ok(said.includes(what), said);
    assert.ok(said.includes("Mend that line and reload."), said);
    assert.ok(said.includes("docs/hosting.md"), said);
  });
}

test("All mistakes are told at once, each with its line", async (t) => {
  const wrong = replaced('"auth"', '"author"').replace("/api/sandbox", "https://x").replace("a salt for tests and nothing else", "short");
  writeFileSync(place, wrong);
  const page = await open(t);
  const alert = page.getByRole("alert");
  await alert.getByRole("heading", { name: "config.json cannot be used: 4 mistakes." }).waitFor();
  for (const [word, what] of [['"salt"', "at least 16"], ['"api"', "path on this origin"], ['"author"', "unknown field"]])
    await alert.getByText(new RegExp(`^Line ${lineOf(wrong, word)}, column \\d+: .*${what}`)).waitFor();
  await alert.getByText("missing field `auth`").waitFor();
  await alert.getByText("Mend these lines and reload.").waitFor();
  assert.deepEqual(await axe(page), []);
  for (const [theme, width] of [["light", 1280], ["dark", 390]]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    assert.equal(await operator.overflow(page), 0);
    await screenshot(page, `config-mistakes-${theme}-${width}`);
  }
});

const CONFIG = "**/config.json";

for (const [name, answer, headline, advice] of [
  ["503", { status: 503, contentType: "text/html", body: "<h1>Busy</h1>" }, "The host cannot give config.json now.", "Wait a little"],
  ["HTML", { contentType: "text/html", body: "<!doctype html><title>Sign in</title>" }, "A web page came instead of config.json.", "sign in here"],
  ["HTML under another type", { contentType: "application/json", body: "<!doctype html>" }, "A web page came instead of config.json.", "sign in here"],
  ["403", { status: 403, body: "no" }, "The host does not give config.json to you.", "sign in"],
]) {
  test(`A host that answers with ${name} is told as that`, async (t) => {
    writeFileSync(place, GOOD);
    const page = await newPage(t, browser, { expected: [status(503, 403)] });
    await page.route(CONFIG, (route) => route.fulfill(answer));
    await page.goto(`${sandbox.address}/t/sandbox/tasks`);
    const alert = page.getByRole("alert");
    await alert.getByRole("heading", { name: headline }).waitFor();
    await alert.getByText(advice).waitFor();
    await page.unroute(CONFIG);
    await page.getByRole("button", { name: "Reload" }).click();
    await page.getByRole("table").waitFor();
  });
}

test("A host that never answers is given up after a while", async (t) => {
  writeFileSync(place, GOOD);
  const page = await newPage(t, browser, { expected: [LOST] });
  await page.route(CONFIG, () => {});
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.getByText("Reading config.json…").waitFor();
  const heading = page.getByRole("heading", { name: "config.json could not be fetched." });
  await heading.waitFor({ timeout: 20_000 });
  await page.getByText("within 15 seconds").waitFor();
});

test("A configuration that has changed since: nothing is sent until the page is loaded anew", async (t) => {
  await operator.reset(sandbox);
  writeFileSync(place, GOOD);
  const page = await newPage(t, browser);
  await operator.openTask(page, sandbox, 2770);
  const asked = await operator.askForRerun(page, 2770);
  writeFileSync(place, GOOD.replace('"id": "sandbox"', '"tenant": "na/1",\n      "id": "sandbox"'));
  await operator.confirmation(page, 2770).click();
  await asked.locator("#dialog-missing").filter({ hasText: "config.json has changed" }).waitFor();
  await operator.confirmation(page, 2770).evaluate((button) => button.click());
  await page.waitForTimeout(500);
  assert.deepEqual(await operator.reruns(sandbox), []);
  await asked.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alert").getByText("Reruns are off: config.json has changed.").waitFor();
  assert.equal(await operator.rerunButton(page).getAttribute("aria-disabled"), "true");
  assert.deepEqual(await axe(page), []);
  await page.reload();
  await operator.rerun(page, 2770);
  await operator.says(page, "ended well");
});

test("A configuration that cannot be read once more: nothing is sent, and the next press may", async (t) => {
  await operator.reset(sandbox);
  writeFileSync(place, GOOD);
  const page = await newPage(t, browser, { expected: [LOST, status(503)] });
  await operator.openTask(page, sandbox, 2770);
  const asked = await operator.askForRerun(page, 2770);
  await page.route(CONFIG, (route) => route.fulfill({ status: 503, body: "busy" }));
  await operator.confirmation(page, 2770).click();
  await asked.locator("#dialog-missing").filter({ hasText: "Nothing was sent: config.json" }).waitFor();
  assert.deepEqual(await operator.reruns(sandbox), []);
  await page.unroute(CONFIG);
  // Whoever cancels while it is read has decided nothing.
  let answer;
  await page.route(CONFIG, (route) => (answer = () => route.continue()));
  await operator.confirmation(page, 2770).dblclick();
  await asked.locator("#dialog-missing").filter({ hasText: "Reading config.json once more" }).waitFor();
  await asked.getByRole("button", { name: "Cancel" }).click();
  await operator.until(() => answer, "it is asked for");
  await answer();
  await page.unroute(CONFIG);
  await page.waitForTimeout(500);
  assert.deepEqual(await operator.reruns(sandbox), []);
  await operator.rerun(page, 2770);
  await operator.says(page, "ended well");
  assert.equal((await operator.executions(sandbox, 2770)).length, 1);
});

test("Before it is asked again the configuration is read as well", async (t) => {
  await operator.reset(sandbox);
  const proven = operator.configText([environment()]);
  writeFileSync(place, proven);
  const page = await newPage(t, browser, { expected: [LOST, status(500, 503)] });
  await operator.openTask(page, sandbox, 9006);
  await operator.rerun(page, 9006);
  await operator.says(page, "We do not know whether");
  const ask = operator.notice(page).getByRole("button", { name: "Ask again, same key" });
  await operator.until(async () => (await ask.count()) > 0, "it may be asked again", 20_000);
  const sent = (await operator.reruns(sandbox)).length;
  await page.route(CONFIG, (route) => route.fulfill({ status: 503, body: "busy" }));
  await ask.click();
  await operator.notice(page).getByText("Nothing was sent: config.json").waitFor();
  await page.unroute(CONFIG);
  writeFileSync(place, `${proven}\n`);
  await ask.click();
  await page.getByRole("alert").getByText("Reruns are off: config.json has changed.").waitFor();
  assert.equal((await operator.reruns(sandbox)).length, sent);
});

test("A doubled id is told with the line of the second one", async (t) => {
  writeFileSync(place, twice);
  const page = await open(t);
  const line = twice.split("\n").findLastIndex((each) => each.includes('"id"')) + 1;
  await page.getByRole("heading", { name: `config.json cannot be used: line ${line}.` }).waitFor();
  await page.getByText('two environments have the id "sandbox"').waitFor();
});

test("A missing config.json is told, and Reload goes on once it is there", async (t) => {
  rmSync(place, { force: true });
  const page = await open(t, [status(404)]);
  const alert = page.getByRole("alert");
  await alert.getByRole("heading", { name: "This page has no config.json." }).waitFor();
  await alert.getByText("The host answered 404").waitFor();
  await alert.getByText("docs/hosting.md").waitFor();
  writeFileSync(place, GOOD);
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByRole("table").waitFor();
});

test("The name that the host vouches for stands in the bar and beside the rerun", async (t) => {
  const signed = await startSandbox(t, { operator: "j.doe@example.com" });
  const page = await newPage(t, browser);
  await page.goto(`${signed.address}/t/sandbox/tasks`);
  await page.getByRole("banner").getByText("j.doe@example.com").waitFor();
});
