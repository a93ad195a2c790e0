// The example page, served as its README says.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { axe, newPage, openBrowser, screenshot, startSandbox, wholeFile } from "../e2e/stage.mjs";
import { root } from "./stage.mjs";

const sandbox = await startSandbox(wholeFile, { pace: 0.1 });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

/** Starts `serve.mjs` on a free port. */
async function served(t) {
  const child = spawn(process.execPath, [join(root, "examples/embed/serve.mjs"), "0", sandbox.address], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill());
  const [line] = await new Promise((done) => child.stdout.once("data", (text) => done(String(text).split("\n"))));
  return /http:\S+/.exec(line)[0];
}

for (const [theme, width] of [["light", 1280], ["dark", 390]]) {
  test(`The example lists what failed, shows a task and reruns it, ${theme} at ${width}`, async (t) => {
    const page = await newPage(t, browser, { theme, width });
    await page.goto(await served(t));
    const entries = page.getByRole("navigation").getByRole("button");
    await entries.first().waitFor();
    assert.equal(await entries.count(), 12);
    await page.getByText("Nothing is in doubt.").waitFor();
    await entries.first().click();
    await page.getByRole("heading", { level: 1, name: /^Task \d+/ }).waitFor();
    const task = /\d+/.exec(await entries.first().textContent())[0];
    await page.getByRole("textbox", { name: "Reason" }).fill("the vendor is back");
    await page.getByRole("button", { name: `Rerun task ${task}` }).click();
    await page.getByText(new RegExp(`Task ${task} (ran|has run)`)).first().waitFor();
    assert.equal((await operator.executions(sandbox, Number(task))).length, 1);
    assert.deepEqual(await axe(page), []);
    await screenshot(page, `module-embed-${theme}-${width}`);
  });
}
