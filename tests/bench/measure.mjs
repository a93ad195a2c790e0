// Opening, searching and scrolling one payload, each from the moment the browser has its bytes to
// the moment it has painted what came of it.

/** In the page: resolves when what is on screen now has been painted. */
const PAINTED = `() => new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now());
  port2.postMessage(null);
}))`;

/** What a page still does after it has come up is none of what is measured. */
const SETTLED_MS = 500;

async function fresh(browser) {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  return page;
}

/** Bytes that the page holds: JavaScript's heap, and buffers outside of it, WebAssembly's too. */
async function heap(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await devtools.send("Runtime.getHeapUsage");
  await devtools.detach();
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

/** `JSON.parse` of the text, and one line about it on the page. */
export async function openByParse(browser, host, task) {
  const page = await fresh(browser);
  await page.goto(`${host.address}/one-line`);
  await page.waitForTimeout(SETTLED_MS);
  const took = await page.evaluate(
    async ({ task, painted }) => {
      const text = await (await fetch(`/text/${task}`)).text();
      const began = performance.now();
      window.kept = JSON.parse(text);
      document.getElementById("line").textContent = `${window.kept.data.Invoice.length} invoices`;
      return (await eval(painted)()) - began;
    },
    { task, painted: PAINTED },
  );
  const bytes = await heap(page);
  await page.close();
  return { took, bytes };
}

/** The editor with the same text. */
export async function openByEditor(browser, host, task) {
  const page = await fresh(browser);
  await page.goto(`${host.address}/editor`);
  await page.waitForFunction(() => window.createJSONEditor !== undefined);
  await page.waitForTimeout(SETTLED_MS);
  const took = await page.evaluate(
    async ({ task, painted }) => {
      const text = await (await fetch(`/text/${task}`)).text();
      const began = performance.now();
      const target = document.getElementById("editor");
      window.kept = window.createJSONEditor({ target, props: { content: { text }, mode: "tree" } });
      while (target.querySelector(".jse-key") === null) await new Promise((done) => setTimeout(done, 0));
      return (await eval(painted)()) - began;
    },
    { task, painted: PAINTED },
  );
  const bytes = await heap(page);
  await page.close();
  return { took, bytes };
}

/** The page of the task, its code already there: from the last byte to the painted tree. */
export async function openByReprise(browser, host, task, warm) {
  const page = await fresh(browser);
  await page.goto(`${host.address}/t/bench/tasks/${warm}`);
  await page.getByRole("treeitem").first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  const took = await page.evaluate(
    async ({ task, painted }) => {
      const own = Response.prototype.arrayBuffer;
      let began;
      Response.prototype.arrayBuffer = async function () {
        const buffer = await own.call(this);
        if (this.url.endsWith(`/tasks/${task}`)) began = performance.now();
        return buffer;
      };
      history.pushState(null, "", `/t/bench/tasks/${task}`);
      dispatchEvent(new PopStateEvent("popstate"));
      const shows = () => began !== undefined && document.title.startsWith(`Task ${task} `) && document.querySelector("[role=treeitem]") !== null;
      await new Promise((done) => {
        const watch = new MutationObserver(() => {
          if (!shows()) return;
          watch.disconnect();
          done();
        });
        watch.observe(document, { subtree: true, childList: true, characterData: true });
      });
      return (await eval(painted)()) - began;
    },
    { task, painted: PAINTED },
  );
  const bytes = await heap(page);
  return { took, bytes, page };
}

/** From the input to the painted count. */
export async function search(page, words) {
  const field = page.getByRole("searchbox", { name: "Search the payload" });
  await field.waitFor();
  return page.evaluate(
    async ({ words, painted }) => {
      const field = document.querySelector("[data-find]");
      const count = document.querySelector("[data-found]");
      const began = performance.now();
      field.value = words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      while (!/\d/.test(count.textContent)) await new Promise((done) => setTimeout(done, 0));
      const took = (await eval(painted)()) - began;
      return { took, said: count.textContent };
    },
    { words, painted: PAINTED },
  );
}

/** From one end to the other in so many frames; the longest of them, in milliseconds. */
export async function scroll(page, frames = 240) {
  return page.evaluate(async (frames) => {
    const frame = document.querySelector(".scroller");
    const next = () => new Promise((done) => requestAnimationFrame(done));
    const end = frame.scrollHeight - frame.clientHeight;
    let [longest, last] = [0, await next()];
    for (let step = 1; step <= frames; step += 1) {
      frame.scrollTop = (end * step) / frames;
      const now = await next();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return { longest, rows: end / 24, drawn: document.querySelectorAll("[role=treeitem]").length };
  }, frames);
}
