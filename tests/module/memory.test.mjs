// Ten thousand readings and a thousand views: nothing grows, and nobody listens any more.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage, openBrowser, startSandbox, wholeFile } from "../e2e/stage.mjs";
import { startLine } from "./line.mjs";
import { BARE } from "./pages.mjs";
import { install, siteWith } from "./stage.mjs";

const READINGS = 10_000;
const VIEWS = 1_000;

/** What a heap may grow by for good, in bytes: less than a thousandth of what went through it. */
const GROWTH = 1_500_000;

const sandbox = await startSandbox(wholeFile);
const browser = await openBrowser(wholeFile);
const { address } = await startLine(sandbox.address, siteWith(install(), BARE));

/** After that long nothing is waited for any more: a database may take three seconds to open. */
const SETTLED_MS = 3_500;

/** Heap, WebAssembly memory and listeners after everything that can go has gone. */
async function measured(page, devtools) {
  await page.waitForTimeout(SETTLED_MS);
  for (let round = 0; round < 3; round += 1) {
    await devtools.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(50);
  }
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const metric = (name) => metrics.find((each) => each.name === name).value;
  const wasm = await page.evaluate(() => window.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
  return { heap: usedSize, wasm, listeners: metric("JSEventListeners"), nodes: metric("Nodes") };
}

async function opened(t) {
  const page = await newPage(t, browser);
  // Every memory that is made from now on can be looked at.
  await page.addInitScript(() => {
    window.memories = [];
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...words) => {
      const made = await instantiateStreaming.apply(WebAssembly, words);
      window.memories.push(made.instance.exports.memory);
      return made;
    };
  });
  await page.goto(`${address}/bare.html`);
  await page.waitForSelector("html[data-ready]");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  return { page, devtools };
}

/** Does the work until all is warm, then so many times: nothing may have grown for good. */
async function grown(t, { page, devtools }, work, [warm, count]) {
  await work(page, warm);
  const before = await measured(page, devtools);
  await work(page, count);
  const after = await measured(page, devtools);
  t.diagnostic(JSON.stringify({ before, after }));
  assert.ok(after.heap - before.heap < GROWTH, `heap ${before.heap} -> ${after.heap}`);
  assert.equal(after.wasm, before.wasm);
  assert.equal(after.listeners, before.listeners);
  return { before, after };
}

/** The same work, so many times. */
const readings = (page, count) =>
  page.evaluate(async (count) => {
    for (let done = 0; done < count; done += 10) {
      await Promise.all(Array.from({ length: 10 }, () => window.zuora.getTask(2770, { signal: window.signal })));
    }
  }, count);

test(`${READINGS} readings leave heap and WebAssembly as they were`, async (t) => {
  const opening = await opened(t);
  const { page } = opening;
  // One signal for all: a listener that is forgotten would be counted.
  await page.evaluate(() => (window.signal = new AbortController().signal));
  await grown(t, opening, readings, [1_000, READINGS]);
});

const views = (page, count) =>
  page.evaluate(async (count) => {
    const main = document.querySelector("main");
    for (let done = 0; done < count; done += 1) {
      const zuora = new window.Reprise(window.options);
      const view = window.mount(main, zuora, { task: 2770 });
      // Every third is taken away before its task has come.
      if (done % 3 > 0) await view.read();
      if (done % 2 > 0) view.destroy();
      zuora.destroy();
      if (done % 2 === 0) view.destroy();
    }
  }, count);

test(`${VIEWS} views, each with a Reprise of its own, leave nothing behind`, async (t) => {
  const opening = await opened(t);
  const { page } = opening;
  const { before, after } = await grown(t, opening, views, [100, VIEWS]);
  assert.ok(after.nodes - before.nodes < 50, `nodes ${before.nodes} -> ${after.nodes}`);
  assert.equal(await page.evaluate(() => document.querySelector("main").children.length), 1);
});
