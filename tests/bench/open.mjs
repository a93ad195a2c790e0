// Writes to a journal, durably and not. Opens payloads of three sizes with `JSON.parse` and one line, with the built page and with another
// viewer, each five times in turn in one browser; prints a line a ratio for `cargo xtask bench`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { startHost } from "./host.mjs";
import { journalCost } from "./journal.mjs";
import { openByEditor, openByParse, openByReprise, scroll, search } from "./measure.mjs";

const { REPRISE_CHROMIUM, REPRISE_SITE } = process.env;
const ROUNDS = Number(process.env.REPRISE_ROUNDS ?? 5);
const WARM = 1;
const SIZES = new Map([
  [WARM, 2_000],
  [2, 50_000],
  [3, 5_000_000],
  [4, 50_000_000],
]);
const NAMES = new Map([[2, "50 kB"], [3, "5 MB"], [4, "50 MB"]]);

// As the tests start it: nothing but the page should use the network.
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const told = (title, value, detail) => console.log(["ratio", value, title, detail].join("\t"));
const ms = (value) => `${value.toFixed(1)} ms`;
const mb = (value) => `${(value / 1e6).toFixed(1)} MB`;

const editor = fileURLToPath(new URL("./node_modules/vanilla-jsoneditor/", import.meta.url));
const host = await startHost(REPRISE_SITE, editor, SIZES);
const profile = mkdtempSync(join(tmpdir(), "reprise-bench-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: REPRISE_CHROMIUM,
  headless: true,
  args: FLAGS,
  viewport: { width: 1280, height: 900 },
});

async function opened(task) {
  const [parse, own, other] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    parse.push(await openByParse(browser, host, task));
    const { page, ...reprise } = await openByReprise(browser, host, task, WARM);
    own.push(reprise);
    await page.close();
    other.push(await openByEditor(browser, host, task));
  }
  const of = (all, what) => median(all.map((each) => each[what]));
  const [took, heap] = [(all) => of(all, "took"), (all) => of(all, "bytes")];
  const name = NAMES.get(task);
  const detail = `${ms(took(own))} against ${ms(took(parse))}; heap ${mb(heap(own))} against ${mb(heap(parse))}`;
  told(`opening ${name} / JSON.parse and one line`, took(own) / took(parse), detail);
  const beside = `${ms(took(own))} against ${ms(took(other))}; heap ${mb(heap(own))} against ${mb(heap(other))}`;
  told(`opening ${name} / vanilla-jsoneditor`, took(own) / took(other), beside);
}

async function used() {
  const five = await openByReprise(browser, host, 3, WARM);
  const times = [];
  // What the payload touches is looked for once it is drawn.
  await five.page.waitForTimeout(1_000);
  for (const words of ["INV00004711", "ünïcödé", "Charge 2", "zzz", "Posted"]) {
    const { took, said } = await search(five.page, words);
    times.push(took);
    console.error(`  search for ${words}: ${ms(took)}, ${said}`);
  }
  told("longest search in 5 MB / 60 ms", Math.max(...times) / 60, ms(Math.max(...times)));
  await five.page.close();
  const fifty = await openByReprise(browser, host, 4, WARM);
  await fifty.page.getByLabel("Open to").selectOption({ label: "all" });
  await fifty.page.waitForTimeout(1_000);
  const { longest, rows, drawn } = await scroll(fifty.page);
  const detail = `${ms(longest)} over ${Math.round(rows)} rows, ${drawn} of them drawn`;
  told("longest frame while scrolling 50 MB / 50 ms", longest / 50, detail);
  await fifty.page.close();
}

async function written() {
  const { p50, p99, commits } = await journalCost(browser, host);
  for (const [name, [strict, relaxed]] of [["median", p50], ["99 % within", p99]])
    told(`journal, durable / not, ${name}`, strict / relaxed, `${strict.toFixed(2)} ms against ${relaxed.toFixed(2)} ms, ${commits} commits each`);
}

await written();
for (const task of NAMES.keys()) await opened(task);
await used();
await browser.close();
await host.close();
rmSync(profile, { recursive: true, force: true });
