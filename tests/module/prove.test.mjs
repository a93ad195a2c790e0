// The proof of keys led by a program, before tenants of every world: real requests, and a counter that is
// read as an administrator's program reads it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { startSandbox, wholeFile } from "../e2e/stage.mjs";
import { AGREED, imported, install, optionsFor } from "./stage.mjs";

const installed = install();
const { default: init, Reprise, RepriseError } = await imported(installed);
const { proveKeys } = await imported(installed, "reprise/prove");
await init();

const { keys: _, ...AGREED_BUT_KEYS } = AGREED;
const PLAN = { by: "Ada", canary: 9301, host: "reprise-sandbox", clients: ["gateway"], rounds: 1, watchSeconds: 5 };

const optionsOf = (sandbox, more) => ({ api: `${sandbox.address}/api/sandbox`, ...AGREED_BUT_KEYS, ...PLAN, ...more });

async function counter(sandbox) {
  const rows = await (await fetch(`${sandbox.address}/_sandbox/counter`)).json();
  return rows.find((row) => row.tenant === "sandbox" && row.label === "Entity US").count;
}

/** Sends by another client what is to be sent by hand, at the tenant's own address. */
async function byHand(sandbox, { method, url, headers }) {
  const token = await operator.bearerToken(sandbox, "second");
  const reply = await fetch(`${sandbox.address}${new URL(url).pathname}`, { method, headers: { ...headers, Authorization: `Bearer ${token}` } });
  return reply.status;
}

const answers = (sandbox) => ({ ask, request }) => {
  if (ask === "counter") return counter(sandbox);
  return ask === "client" ? byHand(sandbox, request) : false;
};

const prove = (sandbox, more) => proveKeys(optionsOf(sandbox, more), answers(sandbox));

const worlds = {};
for (const keys of ["honoured", "ignored", "per-client"])
  worlds[keys] = await startSandbox(wholeFile, { pace: 0.1, flags: ["--keys", keys] });

test("Each world is told rightly, all at once", async () => {
  const clients = ["gateway", "jobs"];
  const lines = [];
  const [honoured, ignored, perClient] = await Promise.all([
    prove(worlds.honoured, { clients, onLine: (line, at) => lines.push(`${at}  ${line}\n`) }),
    prove(worlds.ignored),
    prove(worlds["per-client"], { clients }),
  ]);
  assert.equal(honoured.why, "");
  assert.equal(honoured.isProven, true);
  assert.deepEqual([honoured.answers.keyCounts, honoured.answers.clientsShare, honoured.answers.refusalSaved], ["yes", "yes", "not seen"]);
  assert.equal(honoured.record.tenant, AGREED.tenant);
  assert.equal(honoured.record.transcript, createHash("sha256").update(honoured.transcript).digest("hex"));
  assert.equal(lines.join(""), honoured.transcript);
  // What it ends with is what a Reprise takes.
  new Reprise(optionsFor(worlds.honoured, { keys: honoured.keys })).destroy();
  assert.deepEqual([ignored.isProven, ignored.keys, ignored.answers.keyCounts], [false, "unproven", "no"]);
  assert.match(ignored.why, /a second request of a key runs nothing/);
  assert.deepEqual([perClient.isProven, perClient.answers.clientsShare], [false, "no"]);
  for (const { address } of Object.values(worlds)) {
    const sent = await (await fetch(`${address}/_sandbox/requests`)).json();
    const written = sent.filter(({ method, path_and_query: path }) => method === "POST" && path.includes("/workflows/"));
    assert.ok(written.length >= 2 && written.every(({ path_and_query: path }) => path.endsWith("/workflows/tasks/9301/rerun")));
  }
});

test("What does not fit is told before anything is sent", async () => {
  const sandbox = worlds.honoured;
  await operator.reset(sandbox);
  for (const [more, code, message] of [
    [{ canary: "x" }, "bad-option", /canary/],
    [{ rounds: 21 }, "bad-option", /1 to 20/],
    [{ watchSeconds: 4 }, "bad-option", /5 to 3600/],
    [{ clients: [] }, "bad-option", /client/],
    [{ host: "" }, "bad-option", /host/],
    [{ tenant: undefined }, "bad-option", /tenant/],
    [{ by: undefined }, "bad-option", /name/],
    [{ readOnly: true }, "barred", /readOnly/],
    [{ colour: "red" }, "bad-option", /colour/],
  ]) {
    await assert.rejects(prove(sandbox, more), (error) => error instanceof RepriseError && error.code === code && message.test(error.message), JSON.stringify(more));
  }
  await assert.rejects(proveKeys(optionsOf(sandbox)), { code: "bad-option" });
  assert.deepEqual(await operator.reruns(sandbox), []);
});

test("A proof that its caller ends, or that meets no canary, comes to no record", async () => {
  const sandbox = worlds.honoured;
  await assert.rejects(prove(sandbox, { canary: 2771 }), { code: "proof-stopped", message: /This task is no Callout/ });
  const control = new AbortController();
  const asked = proveKeys(optionsOf(sandbox, { signal: control.signal }), ({ ask }) => {
    assert.equal(ask, "counter");
    control.abort();
    return 1;
  });
  await assert.rejects(asked, { code: "aborted" });
  await assert.rejects(proveKeys(optionsOf(sandbox), () => "a lot"), { code: "bad-option", message: /whole number/ });
  const mine = new Error("the counter is down");
  await assert.rejects(proveKeys(optionsOf(sandbox), () => Promise.reject(mine)), (error) => error === mine);
});
