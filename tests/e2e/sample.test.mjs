// The task that Zuora published, field by field against what the API answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { leavesOf, openTask, rawTask } from "./operator.mjs";
import * as payload from "./payload.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const sandbox = await startSandbox(wholeFile);
const browser = await openBrowser(wholeFile, { zone: "America/Los_Angeles" });

const field = (page, name) => page.locator(`[data-field="${name}"]`);
const text = async (page, name) =>
  (await field(page, name).innerText()).replace(/\s+/g, " ").trim();

/** What the page says for each top-level field; `data` and `parameters` have tests of their own. */
const SAYS = {
  action_type: String,
  call_type: String,
  concurrent_limit: String,
  id: String,
  instance: (value) => (value ? "Task of a run" : "Setup task"),
  name: String,
  object: (value) => value ?? "none",
  object_id: (value) => value ?? "none",
  original_task_id: String,
  original_workflow_id: String,
  tags: (value) => value.join(" ") || "none",
  workflow_id: String,
  error: String,
  error_class: String,
};

const TIMES = {
  2771: { start_time: "19 Sept 2019, 05:35:43 GMT-7", end_time: "19 Sept 2019, 05:35:43 GMT-7" },
  2770: { start_time: "19 Sept 2019, 05:35:37 GMT-7", end_time: "19 Sept 2019, 05:35:43 GMT-7" },
};
const ELSEWHERE = [
  "data",
  "parameters",
  "status",
  "start_time",
  "end_time",
  "error_details",
  "task_id",
];

for (const task of [2771, 2770]) {
  test(`Task ${task} shows every field that the API sent`, async (t) => {
    const page = await newPage(t, browser);
    await openTask(page, sandbox, task);
    const sent = JSON.parse(await rawTask(sandbox, task));
    for (const [name, value] of Object.entries(sent)) {
      if (ELSEWHERE.includes(name)) continue;
      assert.ok(SAYS[name], `no place is known for ${name}`);
      if (value === null && name.startsWith("error")) {
        assert.equal(await field(page, name).count(), 0, `${name} is null and was shown`);
      } else {
        assert.equal(await text(page, name), SAYS[name](value), name);
      }
    }
    assert.match(await text(page, "status"), new RegExp(`${sent.status}$`));
    assert.ok((await page.title()).includes(`${sent.name} · ${sent.status}`));
    for (const [name, local] of Object.entries(TIMES[task])) {
      assert.equal(await text(page, name), local);
      await field(page, name).getByRole("button").click();
      assert.equal(await text(page, name), sent[name]);
      await field(page, name).getByRole("button").click();
      assert.equal(await text(page, name), local);
    }
    if (typeof sent.error_details === "string") {
      await page.getByText("Details", { exact: true }).click();
      assert.equal(
        (await field(page, "error_details").innerText()).trim(),
        sent.error_details.trim(),
      );
    }
    await page.getByRole("tab", { name: "Other fields" }).click();
    await page.getByText("Zuora sent no other field.").waitFor();
  });

  test(`Task ${task} shows every leaf of its payload as it was sent`, async (t) => {
    const page = await newPage(t, browser);
    await openTask(page, sandbox, task);
    await payload.openAll(page);
    const sent = await rawTask(sandbox, task);
    const expected = leavesOf(JSON.parse(sent).data);
    // Two decimals come as two decimals: 1204.50 is no 1204.5.
    const exact = expected.map(([path, value]) => [path, value === "1204.5" ? "1204.50" : value]);
    for (const [, value] of exact) assert.ok(sent.includes(value) || value === "{0}", value);
    assert.deepEqual(await payload.leavesShown(page), exact);
  });
}

test("The parameters show the template as source and every leaf as it was sent", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2771, { query: "?tab=parameters" });
  const sent = JSON.parse(await rawTask(sandbox, 2771)).parameters;
  const source = await field(page, "parameters.if_clause").textContent();
  assert.equal(source, sent.if_clause);
  await payload.openAll(page, "Parameters");
  assert.deepEqual(await payload.leavesShown(page, "Parameters"), leavesOf(sent));
});

test("Credentials in the parameters are shown one by one and only when asked for", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770, { query: "?tab=parameters" });
  const sent = JSON.parse(await rawTask(sandbox, 2770)).parameters;
  const secret = sent.headers[1].value;
  await payload.openAll(page, "Parameters");
  assert.ok(!(await page.content()).includes(secret));
  const shown = await payload.leavesShown(page, "Parameters");
  const secrets = ["headers / 1 / value"];
  const hidden = leavesOf(sent).map(([path, value]) =>
    secrets.includes(path) ? [path, '"••••••"'] : [path, value],
  );
  assert.deepEqual(shown, hidden);
  const tree = payload.payload(page, "Parameters");
  await tree.getByRole("treeitem").filter({ hasText: "••••••" }).click();
  await page.getByRole("button", { name: "Show for 30 s" }).click();
  await tree.getByText(secret).waitFor();
  assert.deepEqual(await payload.leavesShown(page, "Parameters"), leavesOf(sent));
});

test("The files and the failed task before stand beside the payload", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2771);
  const { Files, Tasks } = JSON.parse(await rawTask(sandbox, 2771)).data;
  const [[holder, file]] = Object.entries(Files);
  assert.equal(await text(page, "file.holder"), holder);
  for (const [name, value] of Object.entries(file)) {
    assert.equal(await text(page, `file.${name}`), String(value));
  }
  for (const [name, value] of Object.entries(Tasks.Previous)) {
    assert.equal(await text(page, `data.Tasks.Previous.${name}`), String(value));
  }
  await field(page, "data.Tasks.Previous.Id").click();
  await page.getByRole("heading", { level: 1, name: "Notify tax vendor" }).waitFor();
  assert.ok(page.url().endsWith("/t/sandbox/tasks/2770"));
});
