// The page at the end of the chain: watched for what its policy would report, and brought to an
// honest end by who sits before it.

import assert from "node:assert/strict";
import * as operator from "../e2e/operator.mjs";
import { OVER } from "../e2e/proof/checker.mjs";
import { newPage } from "../e2e/stage.mjs";

const { headline, notice, until } = operator;

// The browser's own lines about answers that belong to the story.
const EXPECTED = [operator.LOST, operator.status(400, 401, 403, 409, 422, 429, 500, 502, 503, 504)];
const POLICY = /content security policy|trusted ?type|integrity/i;

/** A page that remembers each violation of its policy, as event and as line of the console. */
export async function watchedPage(t, browser, expected = EXPECTED) {
  const page = await newPage(t, browser, { expected });
  page.violations = [];
  page.on("console", (message) => {
    if (POLICY.test(message.text())) page.violations.push(message.text());
  });
  await page.exposeFunction("tellViolation", (text) => page.violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.tellViolation(`${event.effectiveDirective} ${event.blockedURI}`),
    );
  });
  return page;
}

/** Does `action` when the next rerun leaves the page: after the task was read once more. */
export const atRerun = (page, action) =>
  page.route(
    /\/rerun$/,
    async (route) => {
      await action();
      await route.continue();
    },
    { times: 1 },
  );

const STEPS = /^(Check now|Ask again, same key|Try again, same key)$/;
const PATIENCE_MS = 40_000;

/** The honest operator: checks, and asks again under the same key, until there is nothing to do. */
export function settle(page) {
  const buttons = (filter) => notice(page).getByRole("button", filter).allInnerTexts();
  let looks = 0;
  const over = async () => {
    const said = await headline(page).innerText();
    const steps = (await buttons()).filter((name) => STEPS.test(name));
    if (steps.length === 0) return OVER.test(said) && said;
    // One that waits for its time is there, and cannot be pressed yet.
    const open = (await buttons({ disabled: false })).filter((name) => STEPS.test(name));
    const name = open[looks++ % open.length];
    const button = notice(page).getByRole("button", { name, exact: true });
    // It may be gone by then: the next look will tell.
    if (name !== undefined) await button.click({ timeout: 1_000 }).catch(() => {});
    await page.waitForTimeout(300);
    return false;
  };
  return until(over, "the story ends", PATIENCE_MS, () => headline(page).innerText());
}

/** In doubt the page says so, and neither that nothing ran nor that one may try again. */
export async function assertDoubt(page) {
  const said = await notice(page).innerText();
  if (!said.includes("We do not know whether")) return;
  assert.doesNotMatch(said, /nothing ran|try again|did not run/i);
  assert.match(said, /Do not rerun it elsewhere/);
}
