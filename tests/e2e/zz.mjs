import { after, test } from "node:test";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile, screenshot } from "./stage.mjs";
const { bearerToken, configFile, environment, requests } = operator;
const config = configFile(wholeFile, [environment({ auth: "token" , entities: [{ id: operator.ENTITY_US, label: "Entity US" }]})]);
const sandbox = await startSandbox(wholeFile, { config, requireToken: true, pace: operator.PACE });
const browser = await openBrowser(wholeFile);
test("x", async (t) => {
  const page = await newPage(t, browser, {expected: [/./]});

  await page.addInitScript(() => { window.muts=[]; new MutationObserver((l)=>{for(const m of l) window.muts.push(m.type+" "+m.target.nodeName+" +"+[...m.addedNodes].map(n=>n.nodeName+(n.textContent||"").slice(0,30))+" -"+[...m.removedNodes].map(n=>n.nodeName))}).observe(document, {subtree:true,childList:true,characterData:true}); });
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await page.getByLabel("Bearer token").fill(await bearerToken(sandbox));
  await page.evaluate(() => { window.muts.length = 0; });
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.waitForTimeout(500);
  console.log(await page.evaluate(() => window.muts));
  await page.evaluate(() => { window.muts.length = 0; history.pushState({}, "", "?tab=other"); window.dispatchEvent(new PopStateEvent("popstate")); });
  await page.waitForTimeout(500);
  console.log("after popstate", await page.evaluate(() => window.muts), (await page.locator("body").innerText()).slice(0,200));
});
