// nginx as the static host in front of a gateway, with the configuration from `deploy/`.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { render } from "../../deploy/render.mjs";
import { freePort, started, until } from "./stage.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const SITE = process.env.REPRISE_SITE ?? join(root, "dist/site");
export const NGINX = process.env.REPRISE_NGINX ?? "/usr/sbin/nginx";

/**
 * nginx before a gateway with these settings. `port`: that one, for a gateway that must know it, or
 * a host that comes back. `changed`: what a test does to our part. `isReady`: by which status it is
 * known to be there. The rest is `site` as in `deploy/README.md`.
 */
export async function startHost(t, settings, { port, changed = (part) => part, isReady = (status) => status === 200, ...more } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "reprise-host-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "logs"));
  port ??= await freePort();
  const site = { listen: `127.0.0.1:${port}`, folder: SITE, work: folder, ...more };
  const filled = (template) => render({ ...settings, site }, template);
  writeFileSync(join(folder, "site.conf"), changed(filled("nginx.conf")));
  writeFileSync(join(folder, "nginx.conf"), filled("nginx-demo.conf"));
  const run = started(t, NGINX, ["-p", folder, "-c", join(folder, "nginx.conf")]);
  const address = `http://127.0.0.1:${port}`;
  await until(async () => {
    assert.ok(!run.ended, `nginx ended: ${run.printed}`);
    return fetch(address, { redirect: "manual" }).then(({ status }) => isReady(status), () => false);
  }, "nginx is ready");
  return {
    port,
    address,
    stop: run.stop,
    /** Its error log. */
    printed: () => run.printed,
    /** Its access log, in the form that a stock nginx writes. */
    logText: () => readFileSync(join(folder, "host.log"), "utf8"),
  };
}
