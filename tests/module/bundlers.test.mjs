// The module through Vite and esbuild, and what they made in Chromium.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as esbuild from "esbuild";
import { build } from "vite";
import { newPage, openBrowser, startSandbox, wholeFile } from "../e2e/stage.mjs";
import { startLine } from "./line.mjs";
import { BUNDLED, document } from "./pages.mjs";
import { emptyFolder, install, root } from "./stage.mjs";

const { folder } = install();
const browser = await openBrowser(wholeFile);
mkdirSync(join(folder, "src"));
writeFileSync(join(folder, "src/main.js"), BUNDLED);

/** What was built, under the strictest policy. */
async function opens(t, site) {
  const sandbox = await startSandbox(t);
  cpSync(join(root, "icon.svg"), join(site, "icon.svg"));
  const { address } = await startLine(sandbox.address, site);
  const page = await newPage(t, browser);
  await page.goto(`${address}/app.html`);
  await page.waitForFunction(() => /^2770 \w+/.test(document.title));
  await page.getByRole("heading", { name: /^Task 2770/ }).waitFor();
}

test("Vite takes the WebAssembly along, under names of its own", async (t) => {
  writeFileSync(join(folder, "app.html"), document("app", "<main></main>", "/src/main.js"));
  const outDir = emptyFolder("reprise-vite-");
  await build({
    root: folder, logLevel: "warn", configFile: false,
    build: { outDir, target: "esnext", rollupOptions: { input: join(folder, "app.html") }, modulePreload: false, emptyOutDir: true },
  });
  const assets = readdirSync(join(outDir, "assets"));
  assert.equal(assets.filter((name) => /^(reprise|explain)-.*\.wasm$/.test(name)).length, 2, assets.join());
  await opens(t, outDir);
});

test("esbuild takes it along as files that are given to init()", async (t) => {
  const outdir = emptyFolder("reprise-esbuild-");
  writeFileSync(
    join(folder, "src/esbuild.js"),
    `import reprise from "reprise/reprise.wasm"; import explain from "reprise/explain.wasm";
     globalThis.files = { reprise, explain };
     await import("./main.js");`,
  );
  const { metafile } = await esbuild.build({
    entryPoints: [join(folder, "src/esbuild.js")], bundle: true, format: "esm", splitting: true, outdir, metafile: true,
    loader: { ".wasm": "file" }, publicPath: "/", target: "esnext", minify: true, logLevel: "warning",
  });
  assert.ok(Object.keys(metafile.inputs).every((name) => !name.endsWith("node.js")), "Node's part was taken along");
  writeFileSync(join(outdir, "app.html"), document("app", "<main></main>", "/esbuild.js"));
  await opens(t, outdir);
});

test("What is not used is left away", async () => {
  const only = (text) => esbuild.build({ stdin: { contents: text, resolveDir: folder }, bundle: true, format: "esm", write: false, minify: true, logLevel: "silent" });
  const [nothing, all] = await Promise.all([only('import "reprise"; import "reprise/view";'), only('export * from "reprise"; export * from "reprise/view";')]);
  assert.ok(nothing.outputFiles[0].contents.length < 200, String(nothing.outputFiles[0].contents.length));
  assert.ok(all.outputFiles[0].contents.length > 10_000);
});

test("For Node esbuild takes Node's entry", async () => {
  const outfile = join(emptyFolder(), "program.mjs");
  const { metafile } = await esbuild.build({ stdin: { contents: 'export * from "reprise";', resolveDir: folder }, bundle: true, platform: "node", format: "esm", outfile, metafile: true, logLevel: "silent" });
  assert.ok(Object.keys(metafile.inputs).some((name) => name.endsWith("reprise/node.js")));
  for (const name of ["reprise.wasm", "explain.wasm"]) cpSync(join(folder, "node_modules/reprise", name), join(outfile, "..", name));
  assert.ok(readFileSync(outfile, "utf8").includes("reprise.wasm"));
});
