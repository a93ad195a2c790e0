// What never leaves the gateway: Zuora cannot be reached, or there is no token. The page must
// learn that nothing was sent, and it must be true.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { reset } from "../reset.mjs";
import { NEVER_LEFT, reading, rerun, row, startGateway, startWithoutToken, until } from "./stage.mjs";
import { reply, startUpstream, token } from "./upstream.mjs";
import { send } from "./wire.mjs";

/** Orders a rerun and demands that it is known not to have been sent. */
async function unsent(name, gateway, upstream, expected) {
  const ordered = rerun("faulty", 1);
  const answer = await send(gateway.port, ordered);
  const posts = upstream.arrived.filter((each) => each.method === "POST");
  row(name, answer, posts.length);
  assert.deepEqual([answer.status, answer.mark, posts.length], [...expected, 0]);
  assert.ok(NEVER_LEFT.includes(answer.mark));
  const line = await gateway.logged(ordered.track);
  assert.equal(line.mark, answer.mark);
}

// Each has a gateway of its own, and most wait for it to ask for a token again.
describe("Unsent", { concurrency: 4 }, () => {
  test("Zuora refuses connections, then takes them again", async (t) => {
    const upstream = await startUpstream(t);
    const gateway = await startGateway(t, { environments: [upstream.environment("faulty")] });
    await upstream.close();
    await unsent("Zuora refuses the connection", gateway, upstream, [503, "UF"]);
    await upstream.open();
    assert.equal((await send(gateway.port, rerun("faulty", 1))).status, 200);
  });

  test("Zuora resets every new connection: at most once, and no promise that it was not sent", async (t) => {
    const upstream = await startUpstream(t);
    const gateway = await startGateway(t, { environments: [upstream.environment("faulty")] });
    upstream.arrived.length = 0;
    upstream.resetsOnConnect = true;
    upstream.cut();
    const answer = await send(gateway.port, rerun("faulty", 1));
    row("Zuora resets every new connection", answer, upstream.arrived.length);
    assert.equal(answer.status, 503);
    assert.ok(["UC", "UF"].includes(answer.mark), answer.mark);
    assert.equal(upstream.arrived.length, 0);
  });

  const NO_TOKEN = [
    ["says 401", (socket) => socket.write(reply(401, '{"error":"invalid_client"}'))],
    ["says 500", (socket) => socket.write(reply(500, ""))],
    ["says 429", (socket) => socket.write(reply(429, "{}", { "Retry-After": "60" }))],
    ["resets", reset],
    ["never answers", () => {}],
    [
      "answers a page",
      (socket) => socket.write(reply(200, "<html>", { "Content-Type": "text/html" })),
    ],
    ["redirects", (socket) => socket.write(reply(302, "", { Location: "/oauth/elsewhere" }))],
    ["gives a token without an end", (socket) => socket.write(reply(200, '{"access_token":"x"}'))],
  ];

  for (const [name, tokens] of NO_TOKEN) {
    test(`The token service ${name}`, async (t) => {
      const upstream = await startUpstream(t);
      upstream.tokens = tokens;
      const gateway = await startWithoutToken(t, upstream);
      await unsent(`token service ${name}`, gateway, upstream, [401, "-"]);
    });
  }

  test("The token service is down and comes back: nothing is sent before, everything after", async (t) => {
    const upstream = await startUpstream(t);
    await upstream.close();
    const gateway = await startWithoutToken(t, upstream);
    await unsent("token service is down", gateway, upstream, [401, "-"]);
    await upstream.open();
    const back = await until(async () => {
      const answer = await send(gateway.port, reading("faulty"));
      return answer.status === 200 && answer;
    }, "the token service is asked again");
    row("token service is back", back, upstream.arrived.length);
  });

  test("A token that ends while the token service is down", async (t) => {
    const upstream = await startUpstream(t);
    upstream.tokens = (socket) => socket.write(token(2));
    const gateway = await startGateway(t, { environments: [upstream.environment("faulty")] });
    upstream.tokens = (socket) => socket.write(reply(500, ""));
    // Until the gateway notices, Zuora itself refuses the old one.
    upstream.course = (socket) => socket.write(reply(401, '{"message":"Authentication error"}'));
    const early = await send(gateway.port, reading("faulty"));
    row("token ended, the gateway has not noticed", early, upstream.arrived.length);
    assert.deepEqual([early.status, early.mark], [401, undefined]);
    await until(
      async () => (await send(gateway.port, reading("faulty"))).mark === "-",
      "it notices",
    );
    await unsent("token ended, the gateway has noticed", gateway, upstream, [401, "-"]);
  });

  test("A token is fetched anew before it ends: no request notices", async (t) => {
    const upstream = await startUpstream(t);
    let given = 0;
    upstream.tokens = (socket) => ((given += 1), socket.write(token(2)));
    const gateway = await startGateway(t, { environments: [upstream.environment("faulty")] });
    const statuses = new Set();
    await until(async () => {
      statuses.add((await send(gateway.port, reading("faulty"))).status);
      return given >= 4;
    }, "a fourth token");
    assert.deepEqual([...statuses], [200]);
  });
});
