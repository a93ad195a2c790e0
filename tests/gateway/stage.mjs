// What every test of the gateway needs: a sandbox that demands tokens, Envoy with the
// configuration from `deploy/`, requests byte by byte, and what came of them.
//
// Everything that takes the test's context `t` ends with the test; `wholeFile` ends with the file.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { render } from "../../deploy/render.mjs";
import { send } from "./wire.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
process.setMaxListeners(100);

const SANDBOX = process.env.REPRISE_SANDBOX ?? join(root, "target/debug/reprise-sandbox");
export const ENVOY = process.env.REPRISE_ENVOY ?? join(root, ".tools/envoy/bin/envoy");

/** The only name under which the gateway listens. */
export const HOST = "reprise.test";
export const OPERATOR = "ada@example.org";
export const wholeFile = { after };

/** The marks by which the page knows that nothing was sent: its own source is asked. */
const faults = readFileSync(join(root, "crates/domain/src/api/fault.rs"), "utf8");
export const NEVER_LEFT = JSON.parse(/const NEVER_LEFT: \[&str; \d+\] = (\[.*\]);/.exec(faults)[1]);

/** The sandbox's two demo clients; they open nothing else. */
export const CLIENTS = {
  sandbox: ["5a4e0b0c-0001-4a6b-8c0d-73616e64626f", "sandbox+demo/only=opens&nothing"],
  production: ["5a4e0b0c-0002-4a6b-8c0d-726568656172", "rehearsal+demo/only=opens&nothing"],
};

/** Waits until `probe` gives something true, and gives it back. */
export async function until(probe, what, patience = 15_000) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) assert.fail(`in vain: ${what}`);
    await new Promise((next) => setTimeout(next, 30));
  }
}

/** Starts a program and keeps what it prints; it is killed with the test. `as`: that uid and gid. */
export function started(t, program, words, as = {}) {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"], ...as });
  const run = { printed: "", ended: false };
  const over = new Promise((done) => child.once("exit", done).once("error", done));
  over.then(() => (run.ended = true));
  run.pid = child.pid;
  run.stop = (signal = "SIGTERM") => (child.kill(signal), over);
  child.once("error", (error) => (run.printed += error.message));
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (run.printed += text));
  }
  t.after(() => run.stop("SIGKILL"));
  // A file that breaks off outside of its tests does no endings.
  process.once("uncaughtExceptionMonitor", () => child.kill("SIGKILL"));
  return run;
}

/** The sandbox on a free port, with what its keeper can be asked. */
export async function startSandbox(t) {
  const run = started(t, SANDBOX, ["--port", "0", "--require-token", "--pace", "0.05"]);
  const line = await until(() => {
    assert.ok(!run.ended, `the sandbox ended: ${run.printed}`);
    return /listening on (\S+)\n/.exec(run.printed);
  }, "the sandbox listens");
  const keeper = async (path) => (await fetch(`${line[1]}/_sandbox/${path}`)).json();
  const sandbox = {
    origin: line[1],
    /** Everything that arrived, apart from the keeper's own questions. */
    requests: () => keeper("requests"),
    executions: () => keeper("executions"),
    environment: (id) => ({ id, zuora: line[1], clientId: CLIENTS[id][0], secret: CLIENTS[id][1] }),
  };
  return sandbox;
}

/** A free port below those that the system gives away by itself, so that it stays free. */
export async function freePort() {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const server = createServer().listen(port, "127.0.0.1");
  const free = await new Promise((done) => {
    server.once("listening", () => server.close(() => done(true))).once("error", () => done(false));
  });
  return free ? port : freePort();
}

/**
 * Envoy with these environments: settings as in `deploy/README.md`, with `secret` in place of its
 * file. `ready`: the environments whose token must be there before the test begins. `changed`: what
 * a test does to the configuration. `port`: that one, for a gateway that comes back. `memory`: that
 * folder, for gateways that share it or come back; unless given, each has one of its own. `under`: the
 * command that starts it, if not the shell's own. All environments are sandboxes unless said otherwise:
 * only then does it go without a sign-in.
 */
export async function startGateway(t, settled) {
  const { environments, ready, changed = (text) => text, port = await freePort(), ...other } = settled;
  const { workers = 1, memory, under = [], ...more } = other;
  const folder = mkdtempSync(join(tmpdir(), "reprise-gateway-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name, text) => (writeFileSync(join(folder, name), text), join(folder, name));
  const adminPort = await freePort();
  const settings = {
    port,
    adminPort,
    localUsers: "trusted",
    hosts: [HOST],
    accessLog: join(folder, "access.log"),
    memory: memory ?? join(folder, "memory"),
    journal: join(folder, "journal"),
    environments: environments.map(({ secret, ...each }) => ({
      kind: "sandbox",
      ...each,
      secretFile: file(`secret-${each.id}`, secret),
    })),
    ...more,
  };
  if (memory === undefined) mkdirSync(settings.memory);
  const words = ["-c", file("envoy.yaml", changed(render(settings))), "--concurrency", String(workers)];
  words.push("-l", "warning");
  words.push("--disable-hot-restart", "--file-flush-interval-msec", "20");
  // As in production: it would print what the token service says, and what cookies hold.
  words.push("--component-log-level", "credential_injector:off,oauth2:off");
  const [program, ...before] = [...under, ENVOY];
  const run = started(t, program, [...before, ...words]);
  const admin = async (path) => (await fetch(`http://127.0.0.1:${adminPort}${path}`)).text();
  await until(async () => {
    assert.ok(!run.ended, `Envoy ended: ${run.printed}`);
    return (await admin("/ready").catch(() => "")).startsWith("LIVE");
  }, "Envoy is ready");
  const gateway = {
    port,
    settings,
    admin,
    stop: run.stop,
    printed: () => run.printed,
    logText: () => readFileSync(settings.accessLog, "utf8"),
    /** The log's lines as values; the last one may not be written to its end yet. */
    log: () => {
      const lines = gateway.logText().split("\n").slice(0, -1);
      return lines.map((line) => JSON.parse(line));
    },
    /** The log's line about the request with this track id. */
    logged: (track) =>
      until(() => gateway.log().find((line) => line.track === track), `${track} in the log`),
  };
  for (const id of ready ?? environments.map((each) => each.id)) {
    await until(
      async () => (await send(port, reading(id))).status !== 401,
      `a token for ${id}; Envoy printed ${run.printed}`,
    );
  }
  return gateway;
}

/** How long a token service gets for whatever it answers in place of a token. */
const IN_VAIN_MS = 200;

/** Envoy in front of an upstream whose token service has given no token. */
export async function startWithoutToken(t, upstream) {
  const environments = [upstream.environment("faulty")];
  const gateway = await startGateway(t, { environments, ready: [] });
  await new Promise((next) => setTimeout(next, IN_VAIN_MS));
  return gateway;
}

/** What the page adds to every request, and what the host in front of the gateway adds to that. */
const COMMON = [
  ["Host", HOST],
  ["X-Operator", OPERATOR],
  ["Sec-Fetch-Site", "same-origin"],
  ["Sec-Fetch-Mode", "same-origin"],
  ["Sec-Fetch-Dest", "empty"],
  ["X-Reprise", "1"],
  ["Accept", "application/json"],
  ["Accept-Encoding", "identity"],
];

let sent = 0;

/** A request as the page makes it. */
export const request = (method, path, headers = []) => ({
  method,
  path,
  headers: [...COMMON, ...headers],
});
export const reading = (environment, rest = "tasks/2770") =>
  request("GET", `/api/${environment}/workflows/${rest}`);

/** A rerun as the page orders it, with a key and a track id of its own. */
export function rerun(environment, task, key = crypto.randomUUID()) {
  sent += 1;
  const track = `rp-${String(sent).padStart(16, "0")}`;
  const headers = [
    ["Content-Length", "0"],
    ["Idempotency-Key", key],
    ["Zuora-Track-Id", track],
  ];
  const path = `/api/${environment}/workflows/tasks/${task}/rerun`;
  return { ...request("POST", path, headers), key, track };
}

/** One row of a table that a person can read. */
export function row(name, { status, mark }, reached) {
  const cells = [name.padEnd(62), String(status ?? "cut").padEnd(4), (mark ?? "").padEnd(3)];
  console.log(`  ${cells.join(" ")} ${reached}`);
}

/** A table that a person can read: the first line names the columns. */
export function printTable(lines) {
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => String(line[at]).length)));
  for (const line of lines)
    console.log(`  ${line.map((cell, at) => String(cell).padEnd(widths[at])).join("  ")}`.trimEnd());
}
