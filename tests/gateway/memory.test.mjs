// A key and a transmission leave once, whatever copies, races, restarts and kills do: what arrives at
// an upstream double is counted.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { reading, rerun, row, startGateway, wholeFile } from "./stage.mjs";
import { assertKnown, memory } from "./folder.mjs";
import { startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const upstream = await startUpstream(wholeFile);
const environments = [upstream.environment("faulty")];

beforeEach(() => {
  upstream.course = (socket) => socket.write(task());
});

/** A gateway; `folder` is what it remembers in. */
const gatewayOn = (t, folder, more = {}) => startGateway(t, { environments, memory: folder, ...more });

/** The POSTs that arrived under this key. */
const arrived = (key) => upstream.arrived.filter((each) => each.method === "POST" && each.key === key);

/** Sends all of them at once, in turn to these ports. */
const race = (ports, requests) =>
  Promise.all(requests.map((request, nth) => send(ports[nth % ports.length], request)));

/** Exactly one passed, and every other answer says that it has left before. */
function assertOne(name, key, answers, mark) {
  const passed = answers.filter(({ status }) => status === 200);
  row(name, { status: `${passed.length}/${answers.length}`, mark }, arrived(key).length);
  assert.deepEqual([passed.length, arrived(key).length], [1, 1]);
  for (const answer of answers) if (answer.status !== 200) assertKnown(answer, mark);
}

const COPIES = 40;
const times = (make) => Array.from({ length: COPIES }, make);

// What its answer is worth is told while it is still on its way.
const slowly = (socket) => setTimeout(() => socket.write(task()), 100);

for (const workers of [1, 2]) {
  test(`Silent copies, ${workers} workers: one passes`, async (t) => {
    const { port } = await gatewayOn(t, memory(t), { workers });
    for (let round = 0; round < 5; round += 1) {
      upstream.course = round % 2 ? slowly : (socket) => socket.write(task());
      const ordered = rerun("faulty", 1);
      assertOne(`${COPIES} copies, ${workers} workers`, ordered.key, await race([port], times(() => ordered)), "LT");
      assertKnown(await send(port, ordered), "LT");
    }
  });
}

test("Equal keys and equal tracks at two gateways with one memory: one passes", async (t) => {
  const folder = memory(t);
  const gateways = [await gatewayOn(t, folder, { workers: 2 }), await gatewayOn(t, folder, { workers: 2 })];
  const ports = gateways.map(({ port }) => port);
  for (let round = 0; round < 5; round += 1) {
    upstream.course = round % 2 ? slowly : (socket) => socket.write(task());
    const one = rerun("faulty", 1);
    assertOne(`${COPIES} equal keys, 2 gateways`, one.key, await race(ports, times(() => rerun("faulty", 1, one.key))), "LK");
    const other = rerun("faulty", 1);
    assertOne(`${COPIES} equal tracks, 2 gateways`, other.key, await race(ports, times(() => other)), "LT");
  }
});

for (const signal of ["SIGTERM", "SIGKILL"]) {
  test(`A gateway that ends by ${signal} and comes back remembers`, async (t) => {
    upstream.course = (socket) => socket.write(task());
    const folder = memory(t);
    const first = await gatewayOn(t, folder);
    const ordered = rerun("faulty", 1);
    const answer = await send(first.port, ordered);
    await first.stop(signal);
    const second = await gatewayOn(t, folder, { port: first.port });
    assertKnown(await send(second.port, ordered), "LT");
    assertKnown(await send(second.port, rerun("faulty", 1, ordered.key)), "LK");
    assert.equal((await send(second.port, reading("faulty"))).header("x-proxy-remembers"), answer.header("x-proxy-remembers"));
    assert.equal(arrived(ordered.key).length, 1);
  });
}

test("A gateway that is killed while Zuora works: the key has left", async (t) => {
  const folder = memory(t);
  const first = await gatewayOn(t, folder);
  upstream.course = () => first.stop("SIGKILL");
  const ordered = rerun("faulty", 1);
  assert.equal((await send(first.port, ordered)).status, undefined);
  upstream.course = (socket) => socket.write(task());
  const second = await gatewayOn(t, folder);
  assertKnown(await send(second.port, ordered), "LT");
  assertKnown(await send(second.port, rerun("faulty", 1, ordered.key)), "LK");
  assert.equal(arrived(ordered.key).length, 1);
});

test("A gateway that is killed between the claim and the sending: doubt, and nothing is sent", async (t) => {
  const folder = memory(t);
  const kills = 'ffi.cdef [[ int raise(int); ]] ffi.C.raise(9)'.replaceAll('"', '\\"');
  const first = await gatewayOn(t, folder, { changed: (text) => text.replace("    return pass(handle)\\n  end", `    ${kills}\\n  end`) });
  const ordered = rerun("faulty", 1);
  assert.equal((await send(first.port, ordered)).status, undefined);
  const second = await gatewayOn(t, folder);
  assertKnown(await send(second.port, ordered), "LT");
  assertKnown(await send(second.port, rerun("faulty", 1, ordered.key)), "LK");
  assert.equal(arrived(ordered.key).length, 0);
});
