// A bare machine in a folder: the steps of docs/hosting.md are run on it as they stand there.
//
// Stand-ins: systemctl (systemctl.mjs), Zuora, the OpenID provider, ports, and the paths, which lie under the folder. As
// root the service runs as the guide's user, who is made if there is none; otherwise as whoever runs
// the test, and what changes owners does nothing.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { APART } from "../../../deploy/places.mjs";
import { SITE } from "../host.mjs";
import { CLIENT, startProvider } from "../provider.mjs";
import { freePort } from "../stage.mjs";
import { CANARY } from "../upstream.mjs";
import { mapped } from "./paths.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, "../../..");
const ENVOY = process.env.REPRISE_ENVOY ?? join(repository, ".tools/envoy/bin/envoy");
const NGINX = process.env.REPRISE_NGINX ?? "/usr/sbin/nginx";
export const isRoot = process.getuid() === 0;

/** Seconds in which workers of nginx pass on what they hold: the requests here come at once. */
const SETTLE_S = 1;

/** The guide's `sh` blocks in order, each with its headline. */
export function steps() {
  const text = readFileSync(join(repository, "docs/hosting.md"), "utf8");
  const section = text.slice(text.indexOf("## From nothing to production"), text.indexOf("## Containers"));
  let headline = "";
  const found = [];
  for (const [, title, script] of section.matchAll(/^### (.*)$|^```sh\n([^]*?)^```$/gm)) {
    if (title !== undefined) headline = title;
    else found.push({ headline, script });
  }
  return found;
}

/** The program itself: Python's package has a script around it. */
export function envoyProgram() {
  if (!readFileSync(ENVOY).subarray(0, 2).equals(Buffer.from("#!"))) return ENVOY;
  const lib = resolve(dirname(realpathSync(dirname(ENVOY)) + "/x"), "../lib");
  const python = readdirSync(lib).find((name) => name.startsWith("python"));
  return join(lib, python, "site-packages/envoy/_bin/envoy");
}

/** Two free ports, as far apart as the two places have them; the first is told. */
async function twoPorts() {
  const port = await freePort();
  const server = createServer().listen(port + APART, "127.0.0.1");
  const isFree = await new Promise((done) => {
    server.once("listening", () => server.close(() => done(true))).once("error", () => done(false));
  });
  return isFree ? port : twoPorts();
}

/** Not where temporary things are: there the settings allow no memory. */
const PLACE = isRoot ? "/opt" : join(repository, "target");
/** How long who has logged in stays so, in seconds: longer than any test. */
const SESSION_S = 7200;

/** Makes the machine. `zuora`: the origin in the place of Zuora's. It is gone with `t`. */
export async function bareMachine(t, zuora) {
  mkdirSync(PLACE, { recursive: true });
  const root = mkdtempSync(join(PLACE, "reprise-guide-"));
  const machine = new Machine(root, zuora, await freePort(), await freePort());
  t.after(() => machine.end());
  machine.provider = await startProvider(t, { lives: SESSION_S });
  machine.ports.metricsPort = await twoPorts();
  machine.furnish();
  return machine;
}

class Machine {
  ports = {};

  constructor(root, zuora, port, plainPort) {
    Object.assign(this, { root, zuora, port, plainPort, carried: join(root, "carried") });
    this.ipv6 = existsSync("/proc/net/if_inet6") && readFileSync("/proc/net/if_inet6", "utf8") !== "";
  }

  path(name) {
    return join(this.root, name);
  }

  /** What a new machine has, what was carried to it, and the stand-ins. */
  furnish() {
    chmodSync(this.root, 0o755);
    for (const name of ["bin", "etc/systemd/system", "etc/tmpfiles.d", "etc/ssl/private", "srv", "usr/bin", "var/log/nginx", "var/lib", "run", "carried", "temp"])
      mkdirSync(this.path(name), { recursive: true });
    this.nginx();
    this.certify();
    cpSync(SITE, join(this.carried, "site"), { recursive: true });
    // Only `cargo xtask dist` lays the sums beside the page.
    if (!existsSync(join(SITE, "sha256sums.txt")))
      execFileSync("sh", ["-c", "sha256sum -- * > ../sums && mv ../sums sha256sums.txt"], { cwd: join(this.carried, "site") });
    cpSync(join(repository, "deploy"), join(this.carried, "deploy"), { recursive: true });
    // A token that is asked for before its secret is there is asked for again sooner.
    const template = join(this.carried, "deploy/envoy.yaml");
    writeFileSync(template, readFileSync(template, "utf8").replace("retry_interval: 5s", "retry_interval: 1s"));
    this.carry(envoyProgram());
    this.program("systemctl", `exec "${process.execPath}" "${join(here, "systemctl.mjs")}" "$@"`);
    this.program("nginx", `exec "${NGINX}" -c "${this.path("etc/nginx/nginx.conf")}" "$@"`);
    this.program("useradd", isRoot ? `for user; do :; done; id "$user" >/dev/null 2>&1 || ${realUseradd()} "$@" || id "$user" >/dev/null` : "");
    // Folders only: what is cleared is not old enough here. The last word is the file, in /etc/tmpfiles.d.
    this.program("systemd-tmpfiles", `sed -n 's/^d //p' "${this.path("etc/tmpfiles.d")}"/*.conf | while read -r path mode user group rest; do install -d -m "$mode" -o "$user" -g "$group" "$path"; done`);
    if (isRoot) return;
    for (const name of ["chown", "chgrp"]) this.program(name, "");
    this.program("install", `exec /usr/bin/install $(printf '%s ' "$@" | sed -E 's/-[og] [a-z-]+ //g')`);
  }

  program(name, script) {
    writeFileSync(this.path(`bin/${name}`), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** Debian's own configuration, moved under the root. */
  nginx() {
    mkdirSync(this.path("etc/nginx/conf.d"), { recursive: true });
    for (const name of ["nginx.conf", "mime.types"]) copyFileSync(`/etc/nginx/${name}`, this.path(`etc/nginx/${name}`));
    mkdirSync(this.path("etc/nginx/sites-enabled"));
    writeFileSync(this.path("etc/nginx/sites-enabled/default"), "server { listen 80 default_server; }\n");
    const file = this.path("etc/nginx/nginx.conf");
    const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${this.path("temp")}/${name};`);
    const text = mapped(readFileSync(file, "utf8"), this.root).replace("http {", `http {\n${temp.join("\n")}`);
    writeFileSync(file, text);
  }

  /** Puts a certificate there for the guide's name, in the place of the former one. */
  certify() {
    const [key, certificate] = [this.path("etc/ssl/private/reprise.key"), this.path("etc/ssl/reprise.pem")];
    const words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 20 -subj /CN=reprise.example.org -addext subjectAltName=DNS:reprise.example.org";
    execFileSync("openssl", [...words.split(" "), "-keyout", key, "-out", certificate], { stdio: "ignore" });
  }

  /** Lays this program beside what was carried there. */
  carry(program) {
    const file = join(this.carried, "envoy");
    rmSync(file, { force: true });
    copyFileSync(program, file);
    chmodSync(file, 0o755);
  }

  /** The step's script with what differs here: paths, ports, Zuora, and how long nginx is waited for. */
  fitted(script) {
    const listen = (port) => JSON.stringify([`127.0.0.1:${port}`, ...(this.ipv6 ? [`[::1]:${port}`] : [])]);
    const values = [
      ['["443", "[::]:443"]', listen(this.port)],
      ['["80", "[::]:80"]', listen(this.plainPort)],
      ["https://rest.na.zuora.com", this.zuora],
      [/https:\/\/id\.example\.org/g, this.provider.issuer],
      ["conf.d/reprise.conf\n", `conf.d/reprise.conf ${SETTLE_S}\n`],
      ...Object.entries(this.ports).map(([name, port]) => [new RegExp(`"${name}": \\d+`), `"${name}": ${port}`]),
    ];
    return values.reduce((text, [guide, own]) => text.replace(guide, own), mapped(script, this.root));
  }

  /** Runs all these steps as a person would, who types the secret that is asked for. */
  async follow(steps, told = () => {}) {
    for (const step of steps) {
      const at = Date.now();
      await this.run(step, `${step.script.includes("secrets/sign-in ") ? CLIENT.secret : CANARY.secret}\n`);
      told(step.headline, Date.now() - at);
    }
  }

  /** Runs a step as a person would, with `typed` on the keyboard. */
  run({ headline, script }, typed = "") {
    const env = { ...process.env, PATH: `${this.path("bin")}:${process.env.PATH}:/usr/sbin:/sbin`, GUIDE_ROOT: this.root };
    const child = spawn("sh", ["-e", "-c", this.fitted(script)], { cwd: this.carried, env });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (printed += text));
    child.stdin.on("error", () => {}).end(typed);
    return new Promise((done, fails) => {
      child.once("error", fails).once("close", (code) => {
        if (code === 0) return done(printed);
        fails(new assert.AssertionError({ message: `${headline}: ended with ${code}\n${printed}\n${this.told()}` }));
      });
    });
  }

  /** What the services have printed. */
  told() {
    const folder = this.path("var/log/units");
    const logs = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
    return [...logs, this.path("var/log/nginx/error.log")].filter(existsSync).map((file) => readFileSync(file, "utf8").slice(-3000)).join("\n");
  }

  systemctl(...words) {
    return this.run({ headline: "systemctl", script: `systemctl ${words.join(" ")}` });
  }

  /** The process of a unit. */
  pid(unit) {
    return Number(readFileSync(this.path(unit === "nginx" ? "run/nginx.pid" : `run/units/${unit}`), "utf8"));
  }

  async end() {
    await this.systemctl("stop", "nginx", "reprise-gateway@a", "reprise-gateway@b").catch((error) => console.log(error.message));
    rmSync(this.root, { recursive: true, force: true });
  }
}

function realUseradd() {
  return ["/usr/sbin/useradd", "/sbin/useradd"].find(existsSync) ?? "useradd";
}
