// Who has signed in, and what each may: by a token that the gateway verifies, or by a host in front
// that vouches. tokens.test.mjs has the tokens that open nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startHost } from "./host.mjs";
import { PEOPLE, signed, startProvider } from "./provider.mjs";
import { reading, request, rerun, row, startGateway, startSandbox, until, wholeFile } from "./stage.mjs";
import { send } from "./wire.mjs";

const provider = await startProvider(wholeFile);
const sandbox = await startSandbox(wholeFile);
const zuora = (id, rights) => ({ ...sandbox.environment("sandbox"), kind: "production", id, ...rights });
const ENVIRONMENTS = [
  zuora("all", {}),
  zuora("closed", { groups: ["billing-ops"] }),
  zuora("by-few", { groups: ["everyone"], rerunGroups: ["billing-ops"], stopGroups: ["managers", "billing-ops"] }),
  zuora("read-only", { readOnly: true }),
];
const gateway = await startGateway(wholeFile, { environments: ENVIRONMENTS, ready: [], signIn: provider.signIn });

const now = () => Math.floor(Date.now() / 1000);
const token = (changes) => signed(provider.claims(changes), {}, provider.privateKey);
const bearing = (value) => [["X-Sign-In-Token", value]];

/** Without the name that a host in front would have added. */
const anonymous = (asked, more = []) => ({ ...asked, headers: [...asked.headers.filter(([name]) => name !== "X-Operator"), ...more] });
const stop = (environment) => request("PUT", `/api/${environment}/workflows/workflow_runs/1/stop`, [["Content-Length", "0"]]);
const reached = async () => (await sandbox.requests()).filter((each) => each.path_and_query !== "/oauth/token");

for (const { id } of ENVIRONMENTS) {
  const asked = () => anonymous(reading(id), bearing(token()));
  await until(async () => (await send(gateway.port, asked())).status === 200, `${id} has a token`);
}

const PASSES = [
  ["a token in the header", bearing(token())],
  ["a token in the cookie", [["Cookie", `a=b; __Host-sign-in=${token()}`]]],
  ["a token beside another name: the token counts", [["X-Operator", "root@example.org"], ...bearing(token())]],
];

for (const [name, headers] of PASSES) {
  test(`Passes: ${name}`, async () => {
    const before = (await reached()).length;
    const ordered = anonymous(rerun("all", 2770), headers);
    const answer = await send(gateway.port, ordered);
    const arrived = (await reached()).slice(before);
    row(`pass  ${name}`, answer, arrived.length);
    assert.deepEqual([arrived.length, answer.mark], [1, undefined]);
    assert.deepEqual(Object.keys(arrived[0].headers).filter((own) => /operator|sign|cookie|groups/.test(own)), []);
    assert.equal((await gateway.logged(ordered.track)).operator, PEOPLE.ada.email);
  });
}

// Environment, what is asked, and of ada (billing-ops, everyone), grace (everyone) and linus (none) those who may.
const MAY = [
  ["all", "read", "ada grace linus"],
  ["all", "rerun", "ada grace linus"],
  ["all", "stop", "ada grace linus"],
  ["closed", "read", "ada"],
  ["closed", "rerun", "ada"],
  ["closed", "stop", "ada"],
  ["by-few", "read", "ada grace"],
  ["by-few", "rerun", "ada"],
  ["by-few", "stop", "ada"],
  ["read-only", "read", "ada grace linus"],
  ["read-only", "rerun", ""],
  ["read-only", "stop", ""],
];
const ASKED = { read: (id) => reading(id), rerun: (id) => rerun(id, 2770), stop };

/** Tries everything as everybody; `by` gives the headers of a person. */
async function assertRights(port, gatewayLog, by) {
  for (const [id, what, those] of MAY)
    for (const who of Object.keys(PEOPLE)) {
      const before = (await reached()).length;
      const answer = await send(port, anonymous(ASKED[what](id), by(who)));
      const sent = (await reached()).length - before;
      const may = those.split(" ").includes(who);
      row(`${may ? "pass" : "stop"}  ${who}: ${what} in ${id}`, answer, sent);
      assert.deepEqual([sent, answer.mark], may ? [1, undefined] : [0, "-"], `${who}: ${what} in ${id}`);
      if (!may) assert.equal(answer.status, 403);
    }
  const why = () => new Set(gatewayLog().filter(({ status }) => status === 403).map((line) => line.why));
  const rules = ["not-for-these-groups-closed", "not-for-these-groups-by-few", "no-rerun-for-these-groups-by-few", "no-stop-for-these-groups-by-few", "read-only-read-only"];
  await until(() => rules.every((rule) => why().has(`rbac_access_denied_matched_policy[${rule}]`)), "each rule in the log");
}

test("By token: a token opens only the environments of its groups, for what they may", () =>
  assertRights(gateway.port, gateway.log, (who) => [["X-Groups", "billing-ops,everyone,managers"], ...bearing(token(PEOPLE[who]))]));

test("By host: nginx hands on what the sign-in before it says, and nothing that a browser says", async (t) => {
  // Its own place in front of nginx, for which the test stands.
  const front = { operatorHeader: "x_signed_in", groupsHeader: "x_signed_in_groups" };
  const site = { listen: "127.0.0.1:80", folder: "/srv/reprise", ...front };
  const behind = await startGateway(t, { environments: ENVIRONMENTS.map((each) => ({ ...each })), ready: [], site });
  const { site: _, ...settings } = behind.settings;
  const host = await startHost(t, settings, front);
  const named = (who) => [["X-Signed-In", PEOPLE[who].email], ["X-Signed-In-Groups", PEOPLE[who].groups.join(", ")], ["X-Operator", "root"], ["X-Groups", "billing-ops"]];
  for (const { id } of ENVIRONMENTS)
    await until(async () => (await send(host.port, anonymous(reading(id), named("ada")))).status === 200, `${id} has a token`);
  await assertRights(host.port, behind.log, named);
  const before = (await reached()).length;
  for (const [name, more] of [
    ["nobody", []],
    ["a name of the browser's", [["X-Operator", "root@example.org"]]],
    ["a name of the browser's, and groups", [["X-Operator", "root@example.org"], ["X-Groups", "billing-ops"]]],
    ["an empty name", [["X-Signed-In", ""]]],
    ["a name with a blank", [["X-Signed-In", "ada lovelace"]]],
    ["a name of 129", [["X-Signed-In", "a".repeat(129)]]],
  ])
    for (const id of ["all", "closed"])
      for (const asked of [reading(id), rerun(id, 2770), stop(id)]) {
        const answer = await send(host.port, anonymous(asked, more));
        row(`stop  ${name}`, answer, "");
        assert.deepEqual([answer.status, answer.mark], [403, "-"], name);
      }
  assert.equal((await reached()).length, before);
  assert.ok(behind.log().every(({ operator, sends }) => sends === 0 || Object.values(PEOPLE).some(({ email }) => email === operator)));
  // The page shows whom the sign-in named, and not what a browser says.
  const shown = async (headers) => (await fetch(`${host.address}/config.json`, { headers })).headers.get("x-operator");
  assert.equal(await shown({ "X-Signed-In": "ada@example.org", "X-Operator": "root" }), "ada@example.org");
  assert.equal(await shown({ "X-Operator": "root" }), null);
});

test("Without nginx: a host of one's own that signs in names everybody, or nobody passes", async (t) => {
  const own = await startGateway(t, { environments: [zuora("all", {})], ready: [], hostSignsIn: true });
  await until(async () => (await send(own.port, reading("all"))).status === 200, "a token");
  const answer = await send(own.port, anonymous(rerun("all", 2770)));
  assert.deepEqual([answer.status, answer.mark], [403, "-"]);
});

// What the sign-in says of a token changes with time, and of two copies one may come before the change.
const leeway = 60;
test("A copy whose token has ended meanwhile, or was not valid yet, is not told that nothing left", async () => {
  const ends = anonymous(rerun("all", 2770), bearing(token({ exp: now() - leeway + 3 })));
  const early = anonymous(rerun("all", 2770), bearing(token({ nbf: now() + leeway + 3 })));
  const before = (await reached()).length;
  assert.equal((await send(gateway.port, ends)).mark, undefined);
  const refused = await send(gateway.port, early);
  assert.deepEqual([refused.status, refused.mark], [401, "-"]);
  await new Promise((next) => setTimeout(next, 4_500));
  for (const [name, copy] of [["a token that has ended meanwhile", ends], ["a token that was not valid yet", early]]) {
    const answer = await send(gateway.port, copy);
    row(`copy  ${name}`, answer, (await reached()).length - before);
    assert.deepEqual([answer.status, answer.mark], [409, "LT"]);
  }
  assert.equal((await reached()).length, before + 1);
});

test("The log holds no token, and no name that nobody vouches for", () => {
  assert.ok(gateway.log().length > 10);
  assert.ok(!/eyJ|root@example/.test(gateway.logText() + gateway.printed()), gateway.logText());
});
