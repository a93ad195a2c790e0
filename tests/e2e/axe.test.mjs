// What axe finds on every page and in every state, light and dark, wide and narrow: nothing.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { askForRerun, configFile, dialog, environment, openTask, rerun, rerunButton, says } =
  operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const EXPECTED = [operator.LOST, operator.status(400, 401, 403, 404, 405, 429, 500, 502, 503)];
const HEIGHT = 900;

/** Judges the page as it stands in both themes and at both widths; each finding is told once. */
async function isAccessible(page) {
  const found = new Map();
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: HEIGHT });
      for (const { id, help, where } of await axe(page)) {
        const finding = [`${id}: ${help}`, ...where].join("\n  ");
        found.set(finding, [...(found.get(finding) ?? []), `${colorScheme} ${width}`]);
      }
    }
  }
  const told = [...found].map(([finding, seen]) => `${finding}\n  (${seen.join(", ")})`);
  assert.equal(told.join("\n"), "");
}

const main = (page) => page.getByRole("main");

/** Each state: how an operator gets there. */
const STATES = {
  "the list": async (page) => {
    await page.goto(`${sandbox.address}/t/sandbox/tasks`);
    await page.getByRole("table").waitFor();
  },
  "the list of production with every filter in sight": async (page) => {
    await page.goto(`${sandbox.address}/t/production/tasks?workflow_id=476`);
    await page.getByRole("table").waitFor();
    await page.getByText("More filters").click();
  },
  "a list without tasks": async (page) => {
    await page.goto(`${sandbox.address}/t/sandbox/tasks?name=none`);
    await page.getByText("Zuora knows no task that fits these filters.").waitFor();
  },
  "a list that cannot be read": async (page) => {
    await page.route("**/workflows/tasks?*", (route) =>
      route.fulfill({ status: 503, body: "down" }),
    );
    await page.goto(`${sandbox.address}/t/sandbox/tasks`);
    await main(page).getByRole("alert").waitFor();
  },
  "the check of the deployment": async (page) => {
    await page.goto(`${sandbox.address}/check`);
    await page.getByRole("button", { name: "Check again" }).waitFor();
  },
  "the plan of a proof of keys": async (page) => {
    await page.goto(`${sandbox.address}/t/sandbox/proof`);
    await page.getByRole("button", { name: "Begin the proof" }).waitFor();
  },
  "a proof of keys that asks for the counter": async (page) => {
    await page.goto(`${sandbox.address}/t/sandbox/proof`);
    await page.getByLabel("Your name").fill("Ada");
    await page.getByRole("button", { name: "Begin the proof" }).click();
    await page.getByLabel("The counter shows").fill("x");
    await page.keyboard.press("Enter");
    await page.getByText("A whole number belongs here.").waitFor();
  },
  "the published task": (page) => openTask(page, sandbox, 2771),
  "a failed task with its details open": async (page) => {
    await openTask(page, sandbox, 2770);
    await page.getByText("Details", { exact: true }).click();
  },
  "a hostile task": (page) => openTask(page, sandbox, 1302),
  "a task of nothing but its id": (page) => openTask(page, sandbox, 1303),
  "the parameters": async (page) => {
    await openTask(page, sandbox, 2770, { query: "?tab=parameters" });
    await page.getByRole("tree", { name: "Parameters" }).waitFor();
  },
  "the calls, a credential in sight": async (page) => {
    await openTask(page, sandbox, 1308, { query: "?tab=callout" });
    await page.getByRole("button", { name: "Show what is hidden in Authorization" }).first().click();
    await page.getByText("Bearer example-token").waitFor();
  },
  "the other fields": async (page) => {
    await openTask(page, sandbox, 1305, { query: "?tab=other" });
    await page.getByText("iterate_row_reference").waitFor();
  },
  "a task that may not be rerun": (page) => openTask(page, sandbox, 30459),
  "a task that does not exist": async (page) => {
    await page.goto(`${sandbox.address}/t/sandbox/tasks/999999`);
    await main(page).getByRole("alert").waitFor();
  },
  "a task that is limited": async (page) => {
    await openTask(page, sandbox, 9105);
    await page.getByRole("button", { name: "Read again" }).click();
    await main(page).getByRole("alert").waitFor();
  },
  "the rerun dialog": async (page) => {
    await openTask(page, sandbox, 2770);
    await rerunButton(page).click();
    await dialog(page, 2770).waitFor();
  },
  "the rerun dialog, ready": async (page) => {
    await openTask(page, sandbox, 2770);
    await askForRerun(page, 2770);
  },
  "the rerun dialog of production": async (page) => {
    await openTask(page, sandbox, 2770, { place: "production" });
    await operator.arm(page);
    await askForRerun(page, 2770);
  },
  "a rerun being sent": async (page) => {
    await openTask(page, sandbox, 9003);
    await rerun(page, 9003);
    await says(page, "Sending the rerun");
  },
  "an unsettled rerun": async (page) => {
    await openTask(page, sandbox, 9010);
    await rerun(page, 9010);
    await says(page, "We do not know");
  },
  "the list with an unsettled rerun": async (page) => {
    await openTask(page, sandbox, 9010);
    await rerun(page, 9010);
    await says(page, "We do not know");
    await page.getByRole("link", { name: "Tasks", exact: true }).click();
    await page.getByRole("table").waitFor();
  },
  "a refused rerun": async (page) => {
    await openTask(page, sandbox, 9011);
    await rerun(page, 9011);
    await says(page, "Zuora refused the rerun.");
  },
  "a rerun that is held back": async (page) => {
    await openTask(page, sandbox, 9005);
    await rerun(page, 9005);
    await says(page, "Zuora asks to wait.");
  },
  "a finished rerun": async (page) => {
    await openTask(page, sandbox, 2770);
    await rerun(page, 2770);
    await says(page, "ended well");
  },
  "a rerun that ended with an error": async (page) => {
    await openTask(page, sandbox, 30381);
    await rerun(page, 30381);
    await says(page, "ran again and ended with Error");
  },
  "no such page": async (page) => {
    await page.goto(`${sandbox.address}/t/elsewhere`);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  },
  "the choice of place, open": async (page) => {
    await page.goto(`${sandbox.address}/t/sandbox/tasks`);
    await page.getByRole("table").waitFor();
    await page.getByText("Sandbox · Entity US").first().click();
    await page.getByRole("combobox", { name: /^Theme/ }).waitFor();
  },
  "the faults of the practice tenant, open": async (page) => {
    await openTask(page, sandbox, 2771);
    await page.getByText("Practice tenant.").click();
    await page.getByRole("link", { name: "9001" }).waitFor();
  },
  "a wrong search": async (page) => {
    await page.goto(`${sandbox.address}/t/sandbox/tasks`);
    await page.getByRole("table").waitFor();
    const field = page.getByRole("searchbox", { name: /^Go to a task/ });
    await field.fill("callout");
    await field.press("Enter");
    await page.getByText("An id is a whole number above zero").waitFor();
  },
};

for (const [name, arrive] of Object.entries(STATES)) {
  test(`axe finds nothing on ${name}`, async (t) => {
    const page = await newPage(t, browser, { expected: EXPECTED });
    await arrive(page);
    await isAccessible(page);
  });
}

test("axe finds nothing on the form that asks for a token, nor on its complaint", async (t) => {
  const config = configFile(t, [environment({ auth: "token" })]);
  const guarded = await startSandbox(t, { config, requireToken: true });
  const page = await newPage(t, browser);
  await page.goto(`${guarded.address}/t/sandbox/tasks`);
  await page.getByLabel("Bearer token").fill("two words");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByText("That is no token").waitFor();
  await isAccessible(page);
});

test("axe finds nothing on the trouble with config.json", async (t) => {
  const broken = await startSandbox(t, { config: configFile(t, '{\n  "salt": 1\n}') });
  const page = await newPage(t, browser);
  await page.goto(`${broken.address}/`);
  await page.getByRole("heading", { name: /config.json cannot be used/ }).waitFor();
  await isAccessible(page);
});

test("axe finds nothing on a page with the operator's name", async (t) => {
  const signed = await startSandbox(t, { operator: "a.long.name.of.somebody@example.com" });
  const page = await newPage(t, browser);
  await page.goto(`${signed.address}/t/production/tasks`);
  await page.getByRole("table").waitFor();
  await isAccessible(page);
});
