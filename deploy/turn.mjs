// Puts a gateway with what gateway.json says now in the place of the one that runs, so that no
// request is cut off: `node turn.mjs gateway.json /etc/nginx/conf.d/reprise.conf [SECONDS]`, as root.
//
// There are two places, `a` and `b` (reprise-gateway@a and @b); one of them is used. The other one is
// started beside it, with the same memory and ports of its own; nginx passes new requests to it once
// it has its tokens; the former one is stopped when nothing is under way there any more. Whatever
// goes wrong before that leaves everything as it was. The first time it is the first start.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { request as secureRequest } from "node:https";
import { dirname, join, resolve } from "node:path";
import { inPlace } from "./places.mjs";
import { render } from "./render.mjs";
import { Refused, settingsFrom } from "./settings/check.mjs";

const [file, page, settle = "30"] = process.argv.slice(2);
if (file === undefined || page === undefined) fails("node turn.mjs gateway.json NGINX.CONF [SECONDS]");

/** How long the new one may take until it has all its tokens, in seconds. */
const PATIENCE_S = 60;
/** How long nginx may take to take a new part over. */
const ARRIVES_S = 10;
/** Longer than a request may take: 125 s, and what is left of the host's patience. */
const LONGEST_S = 140;
const folder = dirname(resolve(file));
const settings = taken();
const unit = (place) => `reprise-gateway@${place}`;

function fails(why) {
  console.error(why);
  process.exit(1);
}

/** The settings, if nothing is wrong with them. */
function taken() {
  try {
    const given = settingsFrom(file);
    if (given.adminSocket === undefined && given.adminPort === undefined) fails("adminSocket: is missing; without it nobody knows what is under way");
    if (given.site === undefined) fails("site: is missing; nobody knows where nginx listens");
    return given;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return fails(`${file} cannot be taken; nothing is changed.\n${error.message}`);
  }
}

const waits = (seconds) => new Promise((next) => setTimeout(next, seconds * 1000));

/** A command that must go well. */
function must(...[program, ...words]) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${error?.message ?? `${stdout}${stderr}`}`);
}
const runs = (place) => spawnSync("systemctl", ["is-active", "--quiet", unit(place)]).status === 0;

/** Writes a file in one step: whoever reads it meanwhile has the former one, and whole. */
function put(path, text, mode) {
  writeFileSync(`${path}.new`, text, { mode });
  renameSync(`${path}.new`, path);
}

/** A number that Envoy in this place counts; `undefined` if it does not answer. */
function counted(place, name) {
  const { adminPort, adminSocket } = inPlace(settings, place);
  const where = adminSocket === undefined ? { host: "127.0.0.1", port: adminPort } : { socketPath: adminSocket };
  const path = `/stats?filter=^${name.replaceAll(".", "\\.")}$`;
  return new Promise((done) => {
    const asked = request({ ...where, path, timeout: 2000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (more) => (text += more));
      answer.on("end", () => done(text === "" ? 0 : Number(/: (\d+)/.exec(text)?.[1])));
    });
    asked.on("timeout", () => asked.destroy()).on("error", () => done(undefined)).end();
  });
}

/** Starts the gateway in this place and waits until it could pass everything on. */
async function start(place) {
  const own = join(folder, `gateway-${place}.yaml`);
  put(own, render(inPlace(settings, place)), 0o640);
  // Envoy's user reads it by its group, as it reads the folder.
  execFileSync("chgrp", ["--reference", folder, own]);
  must("systemctl", "restart", unit(place));
  const wanted = settings.environments.length;
  for (let end = Date.now() + PATIENCE_S * 1000; ; await waits(0.2)) {
    const tokens = await counted(place, "http.page.credential_injector.oauth2.token_fetched");
    if (tokens >= wanted) return;
    if (Date.now() < end && runs(place)) continue;
    must("systemctl", "stop", unit(place));
    const why = tokens === undefined ? "does not run" : `has ${tokens} of ${wanted} tokens`;
    throw new Error(`the gateway ${why}; it says why: journalctl -u ${unit(place)} -n 20`);
  }
}

/** Has nginx pass on to this place. */
async function lead(place) {
  const former = existsSync(page) ? readFileSync(page, "utf8") : undefined;
  put(page, `# Passes on to ${unit(place)}.\n${render(inPlace(settings, place), "nginx.conf")}`, 0o644);
  try {
    must("nginx", "-t");
    must("systemctl", "reload-or-restart", "nginx");
    if (!(await arrives(place))) throw new Error("nginx did not take its new part over; its error log says why");
  } catch (error) {
    if (former === undefined) rmSync(page);
    else put(page, former, 0o644);
    spawnSync("systemctl", ["reload", "nginx"]);
    await retire(place);
    throw error;
  }
}

/** How one comes to where nginx listens. */
function reached(listen) {
  if (listen.startsWith("unix:")) return { socketPath: listen.slice("unix:".length) };
  const [, host = "127.0.0.1", port] = /^(?:(.*):)?(\d+)$/.exec(listen);
  return { host: host.replace(/^\[(.*)\]$/, "$1").replace(/^(0\.0\.0\.0|::|\*)$/, "localhost"), port };
}

/** One request through nginx, which the gateway refuses; nginx may not have taken the new part over. */
function probe() {
  const { listen, names = [], certificate } = settings.site;
  const words = { ...reached([listen].flat()[0]), path: "/api/turn", headers: { Host: settings.hosts[0] }, agent: false, timeout: 2000 };
  const tls = { servername: names[0], rejectUnauthorized: false };
  const asked = certificate === undefined ? request(words) : secureRequest({ ...words, ...tls });
  return new Promise((done) => {
    asked.on("response", (answer) => answer.resume().on("end", done)).on("timeout", () => asked.destroy());
    asked.on("error", done).end();
  });
}

/** Whether requests arrive in this place. */
async function arrives(place) {
  // Nobody but the sign-in is let in there: what tells is that nginx has had time.
  if (settings.site.behind !== undefined) return waits(ARRIVES_S).then(() => true);
  for (const end = Date.now() + ARRIVES_S * 1000; Date.now() < end; await waits(0.2)) {
    await probe();
    if ((await counted(place, "http.page.downstream_rq_total")) > 0) return true;
  }
  return false;
}

/** Stops the gateway in this place once nothing is under way there. */
async function retire(place) {
  // Workers of nginx that are on their way out may still hold a request that has not come here.
  await waits(Number(settle));
  const end = Date.now() + LONGEST_S * 1000;
  for (let idle = 0; idle < 3; await waits(0.2)) {
    const active = await counted(place, "http.page.downstream_rq_active");
    idle = active === 0 || active === undefined ? idle + 1 : 0;
    if (Date.now() > end) throw new Error(`${active} requests do not end at ${unit(place)}; it was left running`);
  }
  must("systemctl", "stop", unit(place));
}

/** The place that nginx passes on to. */
function used() {
  const text = existsSync(page) ? readFileSync(page, "utf8") : "";
  return /^# Passes on to reprise-gateway@([ab])\.$/m.exec(text)?.[1];
}

const former = used();
const next = former === "a" ? "b" : "a";
try {
  // A turn that was broken off may have left it behind, with requests under way.
  if (runs(next)) await retire(next);
  await start(next);
  await lead(next);
  must("systemctl", "enable", unit(next));
  if (former !== undefined) {
    must("systemctl", "disable", unit(former));
    await retire(former);
  }
  console.log(`${unit(next)} runs, with all its tokens; nginx passes on to it.`);
} catch (error) {
  fails(`${error.message}\nUsed now: ${used() ?? "none"}.`);
}
