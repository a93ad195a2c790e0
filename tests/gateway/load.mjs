// Readers by the thousand: what host and gateway add to an answer, and whether one goes wrong.
//
//   node load.mjs [--readers 1000] [--seconds 60] [--hold 2000] [--bytes 5000] [--keep]
//
// Each reader has always one request under way, on a connection that is made anew where the last one
// was ended: directly to the upstream for half the time, through nginx and Envoy for the whole, and
// directly again, so that what else the machine does weighs on both. The upstream answers after
// `hold` milliseconds, so that both ways carry nearly the same load: `readers / hold` requests a
// millisecond. Where that is more than the machine can do (`--hold 0`), the readers wait in a line,
// and its length is all that one sees.
//
// `--keep`: nginx keeps its connections to the gateway, for comparison; README.md says why it does
// not.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startHost } from "./host.mjs";
import { printTable, reading, startGateway, started, until } from "./stage.mjs";
import { bytes as written, send } from "./wire.mjs";

const CLIENT = fileURLToPath(new URL("load/client.mjs", import.meta.url));
const UPSTREAM = fileURLToPath(new URL("load/upstream.mjs", import.meta.url));
const PROCESSES = 2;
const STEPS_PER_MS = 10;

const number = (usual) => ({ type: "string", default: String(usual) });
const { values } = parseArgs({
  options: {
    ...{ readers: number(1000), seconds: number(60), hold: number(2000), bytes: number(5000) },
    keep: { type: "boolean", default: false },
  },
});
const [readers, seconds] = [Number(values.readers), Number(values.seconds)];

/** What is started ends with the measurement. */
const endings = [];
const t = { after: (ending) => endings.push(ending) };

/** nginx's part with connections to the gateway that are kept. */
function kept(part) {
  const [, gateway] = /proxy_pass http:\/\/([^;]+);/.exec(part);
  const block = `upstream gateway { server ${gateway}; keepalive ${readers}; keepalive_timeout 30s; }\n`;
  return block + part.replace(`http://${gateway}`, "http://gateway");
}

async function startUpstream() {
  const run = started(t, process.execPath, [UPSTREAM, values.hold, values.bytes]);
  return Number(await until(() => /^\d+\n/.exec(run.printed)?.[0], "the upstream listens"));
}

/** All readers at once; what their processes tell, in one. */
async function read(port, request, duration) {
  const part = { port, request, seconds: duration, connections: readers / PROCESSES, spread: Number(values.hold) };
  const told = await Promise.all(Array.from({ length: PROCESSES }, () => readersOf(part)));
  const sum = { seconds: duration, answers: 0, errors: {}, times: new Map() };
  for (const { answers, errors, times } of told) {
    sum.answers += answers;
    for (const [kind, count] of Object.entries(errors)) sum.errors[kind] = (sum.errors[kind] ?? 0) + count;
    for (const [step, count] of Object.entries(times)) sum.times.set(Number(step), (sum.times.get(Number(step)) ?? 0) + count);
  }
  return sum;
}

/** A process of readers, and what it tells. */
function readersOf(part) {
  const child = fork(CLIENT, { stdio: "inherit" });
  return new Promise((done, failed) => {
    child.once("message", done).once("error", failed);
    child.once("exit", (code) => code !== 0 && failed(new Error(`the readers ended with ${code}`)));
    child.send(part);
  });
}

/** The time within which so large a share of the answers came, in milliseconds. */
function within({ times, answers }, share) {
  let left = answers * share;
  for (const step of [...times.keys()].sort((one, other) => one - other)) {
    left -= times.get(step);
    if (left <= 0) return step / STEPS_PER_MS;
  }
  return NaN;
}

const line = (name, told) => [
  ...[name, told.seconds, told.answers, Math.round(told.answers / told.seconds)],
  ...[0.5, 0.9, 0.99, 0.999].map((share) => within(told, share).toFixed(1)),
  Object.entries(told.errors).map(([kind, count]) => `${count} × ${kind}`).join(", ") || "0",
];

/** Two runs of the same as one. */
function joined(one, other) {
  const times = new Map(one.times);
  for (const [step, count] of other.times) times.set(step, (times.get(step) ?? 0) + count);
  const errors = { ...one.errors };
  for (const [kind, count] of Object.entries(other.errors)) errors[kind] = (errors[kind] ?? 0) + count;
  return { seconds: one.seconds + other.seconds, answers: one.answers + other.answers, errors, times };
}

async function measure() {
  const upstream = await startUpstream();
  const environments = [{ id: "load", zuora: `http://127.0.0.1:${upstream}`, clientId: "load", secret: "load" }];
  const gateway = await startGateway(t, { environments });
  const host = await startHost(t, gateway.settings, values.keep ? { changed: kept } : {});
  assert.equal((await send(host.port, reading("load"))).status, 200, "one reader is answered");
  const direct = written({ ...reading("load"), path: "/workflows/tasks/2770" }).toString("latin1");
  const through = written(reading("load")).toString("latin1");
  console.log(`${cpus().length} cores, load average before: ${loadavg().map((each) => each.toFixed(1)).join(", ")}`);
  const before = await read(upstream, direct, seconds / 2);
  const chain = await read(host.port, through, seconds);
  const after = await read(upstream, direct, seconds / 2);
  const plain = joined(before, after);
  printTable([
    ["way", "seconds", "answers", "a second", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "errors"],
    line("direct, before", before),
    line("direct, after", after),
    line("direct, both", plain),
    line("nginx and Envoy", chain),
  ]);
  for (const share of [0.5, 0.99])
    console.log(`added at p${share * 100}: ${(within(chain, share) - within(plain, share)).toFixed(1)} ms`);
  const stats = await gateway.admin("/stats");
  for (const name of ["downstream_cx_total", "downstream_global_cx_overflow", "upstream_cx_overflow", "upstream_rq_retry", "upstream_cx_connect_fail", "upstream_rq_5xx"])
    for (const [found] of stats.matchAll(new RegExp(`^(http\\.page|listener|cluster\\.zuora)\\S*\\.${name}: \\d+$`, "gm"))) console.log(`  ${found}`);
  console.log(host.printed().slice(0, 2_000) || "  nginx's error log is empty");
  process.exitCode = Object.keys(chain.errors).length === 0 ? 0 : 1;
}

try {
  await measure();
} finally {
  for (const ending of endings.reverse()) await ending();
}
