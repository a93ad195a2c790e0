// Hosts that can stand in front of a gateway: nginx, Apache and Caddy, each with its template of
// `deploy/`. Those that are not installed are left out.

import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { render } from "../../../deploy/render.mjs";
import { SITE, startHost } from "../host.mjs";
import { freePort, HOST, started, until } from "../stage.mjs";

const MODULES = "/usr/lib/apache2/modules";
const LOADED = "mpm_event alias authz_core deflate headers mime proxy proxy_http reqtimeout rewrite ssl filter dir";

const isThere = (program, word) => spawnSync(program, [word]).status === 0;

/** Every host here, by name: what starts it before a gateway with these settings. */
export const HOSTS = [
  ["nginx", true, startHost],
  ["Apache", existsSync(MODULES) && isThere("apache2", "-v"), (t, settings, more) => startOther(t, settings, more, apache)],
  ["Caddy", isThere("caddy", "version"), (t, settings, more) => startOther(t, settings, more, caddy)],
];

async function startOther(t, settings, { changed = (text) => text, ...more }, host) {
  const folder = mkdtempSync(join(tmpdir(), "reprise-host-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const port = await freePort();
  cpSync(SITE, join(folder, "site"), { recursive: true });
  const site = { listen: `127.0.0.1:${port}`, names: [HOST], folder: join(folder, "site"), ...more };
  const run = host(t, folder, (template) => changed(render({ ...settings, site }, template)));
  const there = () => fetch(`http://127.0.0.1:${port}/`).then(() => true, () => run.ended);
  await until(there, "the host listens");
  if (run.ended) throw new Error(run.printed);
  return { port, stop: run.stop, printed: () => run.printed };
}

function apache(t, folder, filled) {
  const lines = LOADED.split(" ").map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`);
  if (process.getuid() === 0) lines.push("User www-data", "Group www-data");
  lines.push(`PidFile ${folder}/pid`, `ErrorLog ${folder}/error.log`, `DefaultRuntimeDir ${folder}`, "Mutex pthread", `ServerName ${HOST}`);
  lines.push("TypesConfig /etc/mime.types", "DirectoryIndex index.html", filled("apache.conf"));
  if (!existsSync("/etc/mime.types")) lines.splice(lines.indexOf("TypesConfig /etc/mime.types"), 1);
  writeFileSync(join(folder, "apache.conf"), lines.join("\n"));
  // One process, so that none is left.
  return started(t, "apache2", ["-d", folder, "-f", join(folder, "apache.conf"), "-X"]);
}

function caddy(t, folder, filled) {
  writeFileSync(join(folder, "Caddyfile"), filled("caddy.conf"));
  mkdirSync(join(folder, "data"));
  // Caddy keeps its own things under the home of whoever runs it.
  const words = [`HOME=${folder}`, `XDG_DATA_HOME=${folder}/data`, "caddy", "run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
  return started(t, "env", words);
}
