// In the place of systemctl, on machines without systemd: starts what a unit of GUIDE_ROOT says, as
// the user it names and with the limits that can be had from here (not: its own view of the file
// system, the filter of system calls).

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mapped } from "./paths.mjs";

const root = process.env.GUIDE_ROOT;
const [verb, ...words] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const isRoot = process.getuid() === 0;
const waits = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const place = (unit) => join(root, "run/units", unit);
const nginxPid = join(root, "run/nginx.pid");

function alive(unit) {
  const file = unit === "nginx" ? nginxPid : place(unit);
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const state = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "";
  return pid > 0 && state !== "" && !/\) Z /.test(state) ? pid : undefined;
}

/** What the unit says under this name; the last word counts. */
function said(text, name) {
  return [...text.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].at(-1)?.[1];
}

function start(unit) {
  if (alive(unit) !== undefined) return;
  if (unit === "nginx") return must("nginx");
  const [, name, instance] = /^(.*@)(\w+)$/.exec(unit);
  const text = readFileSync(join(root, "etc/systemd/system", `${name}.service`), "utf8").replaceAll("%i", instance);
  const command = mapped(said(text, "ExecStart"), root).split(" ");
  const [user, group, mask] = ["User", "Group", "UMask"].map((each) => said(text, each));
  const limits = [`--core=${said(text, "LimitCORE")}`, `--nofile=${said(text, "LimitNOFILE")}`];
  const as = [`--reuid=${user}`, `--regid=${group}`, "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"];
  const whole = ["prlimit", ...limits, ...(isRoot ? ["setpriv", ...as] : []), ...command];
  const log = openSync(join(root, "var/log/units", `${unit}.log`), "a");
  const script = `umask ${mask}; cd /; exec "$@"`;
  const env = { PATH: process.env.PATH, LANG: "C.UTF-8" };
  const child = spawn("sh", ["-c", script, "sh", ...whole], { detached: true, stdio: ["ignore", log, log], env });
  writeFileSync(place(unit), String(child.pid));
  child.unref();
}

function stop(unit) {
  const pid = alive(unit);
  if (pid === undefined) return;
  process.kill(pid, unit === "nginx" ? "SIGQUIT" : "SIGTERM");
  for (let round = 0; round < 200 && alive(unit) !== undefined; round += 1) waits(50);
  if (alive(unit) !== undefined) throw new Error(`${unit} does not end`);
}

function must(program, ...more) {
  const { status, stderr } = spawnSync(program, more, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${more.join(" ")}: ${stderr}`);
}

const VERBS = {
  "daemon-reload": () => {},
  enable: (unit) => writeFileSync(`${place(unit)}.enabled`, ""),
  disable: (unit) => rmSync(`${place(unit)}.enabled`, { force: true }),
  start,
  stop,
  restart: (unit) => (stop(unit), start(unit)),
  "is-active": (unit) => process.exit(alive(unit) === undefined ? 3 : 0),
  reload: (unit) => must(unit, "-s", "reload"),
  "reload-or-restart": (unit) => (alive(unit) === undefined ? start(unit) : must(unit, "-s", "reload")),
};

for (const folder of ["run/units", "var/log/units"]) mkdirSync(join(root, folder), { recursive: true });
if (!(verb in VERBS)) throw new Error(`no such verb here: ${verb}`);
for (const unit of words.length === 0 ? [""] : words) VERBS[verb](unit);
