// Token, secret and payload stand in none of: access log, what Envoy prints, its configuration
// dump and statistics, and any answer but the one that carries the payload.

import assert from "node:assert/strict";
import { test } from "node:test";
import { reading, rerun, startGateway, startWithoutToken, until } from "./stage.mjs";
import { CANARY, reply, startUpstream } from "./upstream.mjs";
import { send } from "./wire.mjs";

const forms = (text) => [text, encodeURIComponent(text), Buffer.from(text).toString("base64")];

/** The canaries that a text holds, in plain, encoded for a form or in base64. */
function found(text, names = Object.keys(CANARY)) {
  return names.filter((name) => forms(CANARY[name]).some((form) => text.includes(form)));
}

/** Everything that the gateway keeps or shows. */
async function shown(gateway) {
  const texts = { log: gateway.logText(), printed: gateway.printed() };
  for (const path of ["/config_dump", "/stats", "/stats/prometheus", "/ready"]) {
    texts[path] = await gateway.admin(path);
  }
  assert.match(texts["/config_dump"], /credential_injector/, "it was shown");
  return texts;
}

function assertClean(texts) {
  for (const [place, text] of Object.entries(texts)) {
    assert.ok(text.length > 0, `${place} is empty`);
    console.log(
      `  ${place.padEnd(28)} ${String(text.length).padStart(7)} bytes, ${found(text).length} canaries`,
    );
    assert.deepEqual(found(text), [], place);
  }
}

test("Nothing leaks while all is well", async (t) => {
  const upstream = await startUpstream(t);
  const given = [];
  const tokens = upstream.tokens;
  upstream.tokens = (socket, request) => (given.push(request), tokens(socket, request));
  const gateway = await startGateway(t, { environments: [upstream.environment("faulty")] });
  upstream.arrived.length = 0;
  const ordered = rerun("faulty", 1);
  const answer = await send(gateway.port, ordered);
  // The canaries were where they belong, or their absence elsewhere would prove nothing.
  assert.ok(upstream.arrived[0].head.includes(`Bearer ${CANARY.token}`), upstream.arrived[0].head);
  assert.deepEqual(new URLSearchParams(given[0].body).get("client_secret"), CANARY.secret);
  assert.deepEqual(found(answer.text), ["payload"]);
  assert.deepEqual(found(JSON.stringify(answer.headers)), []);
  await gateway.logged(ordered.track);
  assertClean(await shown(gateway));
});

test("What an operator's browser adds by mistake is not logged", async (t) => {
  const upstream = await startUpstream(t);
  const gateway = await startGateway(t, { environments: [upstream.environment("faulty")] });
  const asked = reading("faulty", `tasks?name=${CANARY.payload}&page=1`);
  const tokened = [
    ["Authorization", `Bearer ${CANARY.token}`],
    ["Cookie", `s=${CANARY.secret}`],
    ["Referer", `https://x/${CANARY.token}`],
  ];
  await send(gateway.port, { ...asked, headers: [...asked.headers, ...tokened] });
  await send(gateway.port, { ...asked, headers: [["Host", "reprise.test"], ...tokened] });
  await until(
    () => gateway.log().filter((line) => line.path.endsWith("/tasks")).length >= 2,
    "both in the log",
  );
  assertClean(await shown(gateway));
});

const CARELESS = [
  ["repeats what it was asked", (socket, { body }) => socket.write(reply(401, body))],
  [
    "gives a token without an end",
    (socket) => socket.write(reply(200, JSON.stringify({ access_token: CANARY.token }))),
  ],
  [
    "gives a token in a 500",
    (socket) =>
      socket.write(reply(500, JSON.stringify({ access_token: CANARY.token, expires_in: 9 }))),
  ],
  [
    "gives a token in broken JSON",
    (socket) => socket.write(reply(200, `{"access_token":"${CANARY.token}"`)),
  ],
];

for (const [name, tokens] of CARELESS) {
  test(`Nothing leaks when the token service ${name}`, async (t) => {
    const upstream = await startUpstream(t);
    upstream.tokens = tokens;
    const gateway = await startWithoutToken(t, upstream);
    const ordered = rerun("faulty", 1);
    const answer = await send(gateway.port, ordered);
    assert.deepEqual(
      [answer.status, found(answer.text), found(JSON.stringify(answer.headers))],
      [401, [], []],
    );
    await gateway.logged(ordered.track);
    assertClean(await shown(gateway));
  });
}

test("The admin page changes nothing and stops nothing", async (t) => {
  const upstream = await startUpstream(t);
  const gateway = await startGateway(t, { environments: [upstream.environment("faulty")] });
  for (const path of [
    "/quitquitquit",
    "/logging?level=trace",
    "/certs",
    "/clusters",
    "/runtime",
    "/",
  ]) {
    assert.doesNotMatch(await gateway.admin(path), /active loggers|envoy.*admin|canary/i, path);
  }
  assert.match(await gateway.admin("/ready"), /LIVE/);
});
