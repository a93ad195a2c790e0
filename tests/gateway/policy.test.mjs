// The policy table: what the page asks passes, and nothing else reaches Zuora.
//
// Each hostile request differs in one thing from one that passes, so that it is this one thing
// that is refused.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { HOSTILE } from "./hostile.mjs";
import {
  reading,
  request,
  rerun,
  row,
  startGateway,
  startSandbox,
  until,
  wholeFile,
} from "./stage.mjs";
import { send } from "./wire.mjs";

const sandbox = await startSandbox(wholeFile);
const gateway = await startGateway(wholeFile, {
  environments: [sandbox.environment("sandbox"), sandbox.environment("production")],
});

/** Sends it and tells what arrived meanwhile. */
async function tried(asked) {
  const before = (await sandbox.requests()).length;
  const answer = await send(gateway.port, asked, { patience: 2_000 });
  return { answer, arrived: (await sandbox.requests()).slice(before) };
}

/** What is there: tasks that may be rerun, a run that may be stopped. */
const listed = await send(gateway.port, reading("sandbox", "tasks?page=1&page_length=100"));
const tasks = JSON.parse(listed.text).data;
const [first, second] = tasks.filter((task) => task.status === "Error").map((task) => task.id);
const { workflow_id: run } = tasks.find((task) => task.status === "Processing");

const FILTERS = `id=${first}&name=a%2Fb+c&action_type=Callout&object=Invoice&object_id=2c92&call_type=SOAP\
&workflow_id=${run}&tags%5B%5D=x&tags%5B%5D=y*._-&instance=true&page=1&page_length=20`;
const stop = request("PUT", `/api/sandbox/workflows/workflow_runs/${run}/stop`, [
  ["Content-Length", "0"],
]);
const shared = rerun("sandbox", first);
const scoped = rerun("sandbox", second);
scoped.headers.push(
  ["Zuora-Entity-Ids", "2c92a0086f1d3c5e016f2a7b4c8d0e1f"],
  ["Zuora-Org-Ids", "101,102"],
);

const LEGITIMATE = [
  ["read a task", reading("sandbox", `tasks/${first}`)],
  ["list tasks", reading("sandbox", "tasks?instance=true&page=1&page_length=20")],
  ["list tasks by every filter", reading("sandbox", `tasks?${FILTERS}`)],
  ["read a run", reading("sandbox", `workflow_runs/${run}`)],
  ["stop a run", stop],
  ["rerun a task", shared],
  ["rerun with entity and organisations", scoped],
  ["rerun in another environment", rerun("production", first)],
];

for (const [name, asked] of LEGITIMATE) {
  test(`Passes: ${name}`, async () => {
    const { answer, arrived } = await tried(asked);
    row(`pass  ${name}`, answer, arrived.length);
    assert.deepEqual([answer.status, answer.mark], [200, undefined]);
    assert.equal(arrived.length, 1);
    assert.equal(arrived[0].method, asked.method);
    assert.equal(arrived[0].path_and_query, asked.path.replace(/^\/api\/[a-z]+/, ""));
  });
}

for (const [name, asked] of HOSTILE) {
  test(`Refused: ${name}`, async () => {
    const { answer, arrived } = await tried(asked);
    row(`stop  ${name}`, answer, arrived.length);
    assert.equal(arrived.length, 0, JSON.stringify(arrived));
    assert.ok(answer.status === undefined || answer.status >= 400, `it answered ${answer.status}`);
  });
}

// What passes without the attack: it is taken off, and the rest is what the page asked.
const TAKEN_OFF = [
  ["Authorization", "Bearer EVIL"],
  ["Cookie", "session=EVIL"],
  ["Origin", "https://evil.example"],
  ["Referer", "https://evil.example/EVIL"],
  ["X-HTTP-Method-Override", "DELETE"],
  ["X-Method-Override", "PUT"],
  ["X-Original-URL", "/v1/accounts"],
  ["X-Rewrite-URL", "/v1/accounts"],
  ["X-Forwarded-Host", "evil.example"],
  ["X-Forwarded-For", "127.0.0.1"],
  ["Forwarded", "host=evil.example"],
  ["X-Envoy-Retry-On", "5xx,reset"],
  ["X-Envoy-Max-Retries", "5"],
  ["X-Envoy-Upstream-Rq-Timeout-Ms", "1"],
  ["X-Envoy-Original-Path", "/v1/accounts"],
  ["X-Envoy-Internal", "true"],
  ["Zuora-Version", "1900-01-01"],
  ["Zuora-Working-Org", "EVIL"],
  ["apiAccessKeyId", "EVIL"],
  ["signature", "EVIL"],
  ["token", "EVIL"],
  ["Content-Encoding", "gzip"],
  ["Range", "bytes=0-1"],
  ["If-None-Match", "EVIL"],
  ["Expect", "100-continue"],
  ["TE", "trailers"],
  ["X-Proxy-Local", "-"],
];
const ON_THE_WIRE = new Set(
  `accept accept-encoding authorization content-length host idempotency-key user-agent
   x-envoy-attempt-count zuora-track-id`.split(/\s+/),
);

for (const [name, value] of TAKEN_OFF) {
  test(`Taken off: ${name}`, async () => {
    const plain = rerun("sandbox", second);
    const { answer, arrived } = await tried({
      ...plain,
      headers: [...plain.headers, [name, value]],
    });
    row(`bare  ${name}: ${value}`, answer, arrived.length);
    assert.equal(arrived.length, 1);
    assert.equal(answer.mark, undefined);
    assert.equal(answer.status, arrived[0].status);
    const { headers } = arrived[0];
    assert.deepEqual(
      Object.keys(headers).filter((own) => !ON_THE_WIRE.has(own)),
      [],
    );
    assert.equal(headers["idempotency-key"], plain.key);
    assert.equal(headers["zuora-track-id"], plain.track);
    assert.equal(headers.host, new URL(sandbox.origin).host);
    assert.equal(headers["x-envoy-attempt-count"], "1");
    assert.ok(!JSON.stringify(headers).includes("EVIL"), JSON.stringify(headers));
  });
}

test("After all of it nothing has come late, and every execution had its own key", async () => {
  await new Promise((next) => setTimeout(next, 300));
  const arrived = (await sandbox.requests()).filter(
    (each) => each.path_and_query !== "/oauth/token",
  );
  const allowed = /^\/workflows\/(tasks(\?.*|\/\d+(\/rerun)?)|workflow_runs\/\d+(\/stop)?)$/;
  for (const each of arrived) assert.match(each.path_and_query, allowed);
  const executions = await sandbox.executions();
  assert.ok(executions.length > 0);
  assert.equal(new Set(executions.map((each) => each.key)).size, executions.length);
  const tenants = executions.filter((each) => each.tenant === "rehearsal");
  assert.equal(tenants.length, 1, "only one rerun was for the other environment");
});

test("The log names operator, key and track id of a rerun, and the path without its query", async () => {
  const ordered = rerun("sandbox", first);
  await send(gateway.port, ordered);
  const line = await gateway.logged(ordered.track);
  assert.equal(line.operator, "ada@example.org");
  assert.equal(line.environment, "sandbox");
  assert.equal(line.method, "POST");
  assert.equal(line.path, `/api/sandbox/workflows/tasks/${first}/rerun`);
  assert.equal(line.key, ordered.key);
  assert.equal(line.sends, 1);
  assert.equal(line.flags, "-");
  assert.equal(line.zuora_track, ordered.track);
  assert.match(line.zuora_request, /^[0-9a-f-]{36}$/);
  const refused = rerun("sandbox", first);
  refused.headers = refused.headers.filter(([name]) => name !== "X-Reprise");
  await send(gateway.port, refused);
  const other = await gateway.logged(refused.track);
  assert.deepEqual(
    [other.status, other.mark, other.sends, other.operator],
    [403, "-", 0, "ada@example.org"],
  );
  assert.ok(!gateway.logText().includes("page_length"));
});

// Of three scripts each; where the first one fails, nobody has judged the request, and a copy might pass.
for (const [script, mark] of [["track", "?"], ["passes", "-"], ["key", "-"]]) {
  test(`A script that fails lets nothing through: ${script}.lua`, async (t) => {
    const ours = readFileSync(new URL(`../../deploy/${script}.lua`, import.meta.url), "utf8");
    const quoted = (text) => JSON.stringify(text).slice(1, -1);
    const fails = ours.replace("function envoy_on_request(handle)", "$& error()");
    const broken = await startGateway(t, {
      environments: [sandbox.environment("sandbox")],
      ready: [],
      changed: (text) => text.replace(quoted(ours), () => quoted(fails)),
    });
    await until(
      async () => / [1-9]/.test(await broken.admin("/stats?filter=token_fetched")),
      "a token",
    );
    const before = (await sandbox.requests()).length;
    for (const [, asked] of LEGITIMATE) {
      const answer = await send(broken.port, asked);
      assert.deepEqual([answer.status, answer.mark], [403, mark]);
    }
    assert.equal((await sandbox.requests()).length, before);
    assert.match(await broken.admin("/stats?filter=lua.errors"), /lua\.errors: [1-9]/);
  });
}
