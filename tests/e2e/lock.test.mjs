// The page under lock: what its policy forbids, and that no file runs which is not the one built.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { headersOfTheSite } from "../lock.mjs";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, SITE, startSandbox, wholeFile } from "./stage.mjs";

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);

const REFUSED = [/integrity/i, /Failed to load resource/, /Refused to/, /violates the following/, /^console: This document requires/];

/** A copy of the site in which one byte of one file is another one. */
function flipped(t, pattern, at = (length) => length - 10) {
  const site = mkdtempSync(join(tmpdir(), "reprise-flipped-"));
  t.after(() => rmSync(site, { recursive: true, force: true }));
  cpSync(SITE, site, { recursive: true });
  const names = readdirSync(site).filter((name) => pattern.test(name));
  assert.ok(names.length > 0, `${pattern}`);
  for (const name of names) {
    const file = readFileSync(join(site, name));
    file[at(file.length)] ^= 1;
    writeFileSync(join(site, name), file);
    // Compressed twins hold the file as it was.
    for (const twin of [".br", ".gz"]) rmSync(join(site, name + twin), { force: true });
  }
  return site;
}

test("Every file of the page comes with the whole lock", async () => {
  const names = readdirSync(SITE).filter((name) => !/\.(br|gz)$/.test(name));
  const paths = ["/", "/t/sandbox/tasks/2770", "/none.js", ...names.map((name) => `/${name}`)];
  const expected = headersOfTheSite();
  assert.ok(expected.length >= 10);
  for (const path of paths) {
    const { headers } = await fetch(sandbox.address + path);
    for (const [name, value] of expected) assert.equal(headers.get(name), value, `${path}: ${name}`);
  }
});

test("Hashed files are kept for ever, the document and the configuration never", async () => {
  const kept = async (path) => (await fetch(sandbox.address + path)).headers.get("cache-control");
  for (const path of ["/", "/index.html", "/config.json", "/t/sandbox/reruns"])
    assert.equal(await kept(path), "no-store", path);
  const hashed = readdirSync(SITE).filter((name) => /-[0-9a-f]{16}\.(js|css|wasm)$/.test(name));
  assert.ok(hashed.length > 5);
  for (const name of hashed)
    assert.equal(await kept(`/${name}`), "public, max-age=31536000, immutable", name);
});

for (const [what, pattern] of [
  ["the program", /^spa-.*\.wasm$/],
  ["its script", /^spa-.*\.js$/],
  ["a style sheet", /^style-.*\.css$/],
]) {
  test(`One flipped byte in ${what}: nothing starts, and the page says why`, async (t) => {
    const damaged = await startSandbox(t, { site: flipped(t, pattern) });
    const page = await newPage(t, browser, { expected: REFUSED });
    await page.goto(`${damaged.address}/t/sandbox/tasks`);
    await page.getByText("one of its files is not the one that was built").waitFor();
    await page.getByText("rerun nothing from here").waitFor();
    assert.equal(await page.locator("main").count(), 0, "the program runs");
  });
}

test("One flipped byte in the starter: the page says after a while that a file is damaged", async (t) => {
  const damaged = await startSandbox(t, { site: flipped(t, /^boot\.js$/, () => 5) });
  const page = await newPage(t, browser, { expected: REFUSED });
  await page.goto(damaged.address);
  const shown = () => page.locator("#before").evaluate((place) => getComputedStyle(place, "::after").visibility);
  assert.equal(await shown(), "hidden");
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  assert.equal(await shown(), "visible");
  assert.equal(await page.locator("main").count(), 0, "the program runs");
});

test("One flipped byte in a part that comes later: the part is missing, and nothing else", async (t) => {
  const damaged = await startSandbox(t, { site: flipped(t, /^later-reruns_view-.*\.wasm$/) });
  const page = await newPage(t, browser, { expected: [...REFUSED, /Failed to fetch/] });
  await page.goto(`${damaged.address}/t/sandbox/tasks`);
  await page.getByRole("table").waitFor();
  await page.getByRole("link", { name: "Reruns", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "the file is not the one that was built" }).waitFor();
});

test("What is not there is told apart from what was changed", async (t) => {
  const site = flipped(t, /^spa-.*\.wasm$/);
  for (const name of readdirSync(site).filter((name) => /^spa-.*\.wasm$/.test(name))) rmSync(join(site, name));
  const damaged = await startSandbox(t, { site });
  const page = await newPage(t, browser, { expected: [...REFUSED, operator.status(404)] });
  await page.goto(damaged.address);
  await page.getByText("Reprise could not be loaded. Reload the page").waitFor();
});

test("Scripts in the document, eval, and markup that runs are refused", async (t) => {
  const page = await newPage(t, browser, { expected: REFUSED });
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.getByRole("table").waitFor();
  const came = await page.evaluate(async () => {
    const reports = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => reports.push(effectiveDirective));
    const script = document.createElement("script");
    // The text of a script is a sink that no policy here lets through.
    let sink = "taken";
    try {
      script.text = "window.ran = 1";
    } catch {
      sink = "refused";
    }
    document.body.append(script);
    const place = document.createElement("div");
    let markup = "taken";
    try {
      place.innerHTML = "<img src=x onerror='window.ran = 2'>";
    } catch {
      markup = "refused";
    }
    const frame = document.createElement("iframe");
    frame.src = "/";
    document.body.append(frame);
    const picture = document.createElement("img");
    picture.src = "https://other.example/x.png";
    document.body.append(picture);
    place.setAttribute("style", "color: red");
    document.body.append(place);
    const away = await fetch("https://other.example/").then(() => "sent", () => "refused");
    await new Promise((done) => setTimeout(done, 300));
    return { sink, markup, away, ran: window.ran ?? 0, reports: [...new Set(reports)].sort() };
  });
  assert.deepEqual({ ...came, reports: 0 }, { sink: "refused", markup: "refused", away: "refused", ran: 0, reports: 0 });
  for (const directive of ["connect-src", "frame-src", "img-src", "require-trusted-types-for"])
    assert.ok(came.reports.includes(directive), `${directive} in ${came.reports}`);
  const evaluated = await page.evaluate(
    () =>
      new Promise((done) => {
        // By the page's own hand, not the debugger's, which may do everything.
        const element = document.createElement("button");
        try {
          element.setAttribute("onclick", "window.ran = 3");
        } catch {
          // Refused at once is as well.
        }
        element.click();
        setTimeout(() => done(window.ran ?? 0), 50);
      }),
  );
  assert.equal(evaluated, 0);
});

test("No markup becomes part of the page but the build's own templates, sign by sign", async (t) => {
  const page = await newPage(t, browser, { expected: REFUSED });
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.getByRole("table").waitFor();
  const taken = (texts) =>
    page.evaluate((texts) => {
      const place = document.createElement("div");
      return texts.filter((text) => {
        try {
          place.innerHTML = text;
          return true;
        } catch {
          return false;
        }
      });
    }, texts);
  const hostile = [
    "<img/onerror=alert(1)/src=x>",
    "<a/href=\"/t/production/tasks/1\">Reprise</a>",
    "<b>Has run: ended well</b>",
    "<button type=\"submit\" class=\"button button--primary\">Rerun</button>",
    "<h1>Tasks</h1><style>*{display:none}</style>",
    "<H1>Tasks</H1>",
    " <h1>Tasks</h1>",
    "<h1>Tasks</h1",
    "<details open ontoggle=x>",
    "<input autofocus>",
    "plain text",
  ];
  assert.deepEqual(await taken(hostile), []);
  assert.deepEqual(await taken(["<h1>Tasks</h1>"]), ["<h1>Tasks</h1>"], "a template of its own");
});

test("No other site can frame the page", async (t) => {
  const other = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>other</title><iframe src="${sandbox.address}/"></iframe>`);
  });
  await new Promise((done) => other.listen(0, "127.0.0.1", done));
  t.after(() => other.close());
  const page = await newPage(t, browser, { expected: [...REFUSED, /frame-ancestors|X-Frame-Options|ERR_BLOCKED/] });
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  await page.waitForTimeout(500);
  for (const frame of page.frames().slice(1)) assert.equal(await frame.locator("#before, main").count(), 0);
});

for (const [name, sentence, stub] of [
  ["without WebAssembly", "does not offer it", () => void delete window.WebAssembly],
  ["from before 2023", "a browser from 2023 or later", () => void (WebAssembly.validate = () => false)],
]) {
  test(`In a browser ${name} the page says what it needs`, async (t) => {
    const page = await newPage(t, browser);
    await page.addInitScript(stub);
    await page.goto(`${sandbox.address}/t/sandbox/tasks`);
    await page.getByText(sentence).waitFor();
    assert.equal(await page.getByRole("main").count(), 0);
  });
}
