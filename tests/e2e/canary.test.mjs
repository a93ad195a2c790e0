// Canaries in everything that Zuora answers: none of them is kept, logged or put into an address.
// (What was pasted is followed in leaks.test.mjs; the operator's reason is kept by design.)

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { kept, listen } from "./kept.mjs";
import * as operator from "./operator.mjs";
import { openAll } from "./payload.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

let hatched = [];
const canary = (place) => {
  const name = `canary-${place}-${String(hatched.length).padStart(2, "0")}`;
  hatched.push(name);
  return name;
};

/** The task with canaries in all that people and other systems write into it. */
function infested(task) {
  const told = ["error", "error_class", "error_details", "description", "object_id", "css", "assignment"];
  const fields = Object.fromEntries(told.map((name) => [name, canary(name)]));
  return {
    ...task,
    ...fields,
    tags: [canary("tag")],
    parameters: { ...task.parameters, [canary("parameter")]: canary("value"), deep: [{ a: canary("deep") }] },
    data: {
      ...task.data,
      [canary("scope")]: { [canary("field")]: canary("payload"), list: [canary("item"), 7] },
      Account: { Id: canary("account"), Name: canary("customer"), WorkEmail: `${canary("mail")}@example.com` },
    },
    [canary("unknown-field")]: canary("unknown-value"),
    credentials: { token: canary("token") },
  };
}

/** A page whose every answer about a task is infested, and that remembers what it says. */
async function infestedPage(t, answerToRerun) {
  hatched = [];
  const page = await newPage(t, browser, { expected: [operator.status(400, 500)] });
  listen(page);
  await page.route(/\/workflows\/tasks\/\d+(\/rerun)?$/, async (route) => {
    const rerun = route.request().method() === "POST";
    if (rerun && answerToRerun !== undefined) return route.fulfill(answerToRerun());
    const response = await route.fetch();
    return route.fulfill({ response, json: infested(await response.json()) });
  });
  return page;
}

function holdsNone(text) {
  assert.ok(hatched.length >= 20, `${hatched.length} canaries`);
  for (const name of hatched) {
    const at = text.indexOf(name);
    assert.equal(at, -1, `${name} in: ${text.slice(Math.max(0, at - 120), at + 80)}`);
  }
}

const json = (status, content) => () => ({
  status,
  contentType: "application/json",
  body: JSON.stringify(content()),
});

const ANSWERS = {
  "accepted": [undefined, "ended well"],
  "refused in words": [
    json(400, () => ({ errors: [{ title: canary("title"), detail: canary("detail") }] })),
    "Zuora refused the rerun",
  ],
  "refused with a sentence for a code": [
    json(400, () => ({ reasons: [{ code: `${canary("code")} in words`, message: canary("message") }] })),
    "Zuora refused the rerun",
  ],
  "in doubt": [json(500, () => ({ message: canary("message") })), "We do not know whether"],
  "a page of a proxy": [
    () => ({ status: 200, contentType: "text/html", body: `<title>${canary("page")}</title>` }),
    "We do not know whether",
  ],
};

for (const [name, [answer, said]] of Object.entries(ANSWERS)) {
  test(`Of a rerun that is ${name} no word of Zuora's is kept`, async (t) => {
    const page = await infestedPage(t, answer);
    await operator.openTask(page, sandbox, 2770);
    await openAll(page);
    assert.ok((await page.content()).includes("canary-payload"), "it was on screen");
    await operator.rerun(page, 2770, "reason of the operator");
    await operator.says(page, said);
    await page.reload();
    await operator.says(page, said);
    const text = await kept(page);
    assert.ok(text.includes("reason of the operator"), "the journal was looked at");
    holdsNone(text);
  });
}
