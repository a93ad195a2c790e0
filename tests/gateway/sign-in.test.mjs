// The variant with the gateway's own sign-in: no valid token of the identity provider, no request;
// and the operator's name in the log is the one that the provider vouches for.

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";
import { rerun, row, startGateway, startSandbox, wholeFile } from "./stage.mjs";
import { send } from "./wire.mjs";

const ISSUER = "https://id.example.org";
const AUDIENCE = "reprise";
const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keys = {
  keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "k", alg: "RS256", use: "sig" }],
};

const provider = createServer((_, answer) => answer.end(JSON.stringify(keys))).listen(
  0,
  "127.0.0.1",
);
await new Promise((done) => provider.once("listening", done));
wholeFile.after(() => provider.close());

const sandbox = await startSandbox(wholeFile);
const gateway = await startGateway(wholeFile, {
  environments: [sandbox.environment("sandbox")],
  ready: [],
  signIn: {
    jwks: `http://127.0.0.1:${provider.address().port}/keys`,
    issuer: ISSUER,
    audience: AUDIENCE,
  },
});

const coded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token with these claims changed; `undefined` leaves one out. */
function token(changes = {}, { key = own.privateKey, alg = "RS256" } = {}) {
  const exp = Math.floor(Date.now() / 1000) + 300;
  const claims = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: "1",
    email: "grace@example.org",
    exp,
    ...changes,
  };
  const text = `${coded({ alg, kid: "k", typ: "JWT" })}.${coded(claims)}`;
  return `${text}.${alg === "none" ? "" : sign("sha256", text, key).toString("base64url")}`;
}

const past = Math.floor(Date.now() / 1000) - 3600;
const REFUSED = [
  ["no token", []],
  ["a name without a token", [["X-Operator", "root@example.org"]]],
  ["no token at all, but a word", [["X-Sign-In-Token", "let me in"]]],
  ["a token of another key", [["X-Sign-In-Token", token({}, { key: foreign.privateKey })]]],
  ["a token without a signature", [["X-Sign-In-Token", token({}, { alg: "none" })]]],
  ["a token that has ended", [["X-Sign-In-Token", token({ exp: past })]]],
  ["a token without end", [["X-Sign-In-Token", token({ exp: undefined })]]],
  ["a token that is not valid yet", [["X-Sign-In-Token", token({ nbf: past + 7200 })]]],
  ["a token for another application", [["X-Sign-In-Token", token({ aud: "payroll" })]]],
  ["a token of another provider", [["X-Sign-In-Token", token({ iss: "https://id.evil.example" })]]],
  ["a token without a name", [["X-Sign-In-Token", token({ email: undefined })]]],
  [
    "a token without a name, and a name",
    [
      ["X-Operator", "root@example.org"],
      ["X-Sign-In-Token", token({ email: undefined })],
    ],
  ],
  ["a token with blanks in its name", [["X-Sign-In-Token", token({ email: "grace hopper" })]]],
  [
    "two tokens",
    [
      ["X-Sign-In-Token", token()],
      ["X-Sign-In-Token", token({ email: "alan@example.org" })],
    ],
  ],
  ["a token as Authorization", [["Authorization", `Bearer ${token()}`]]],
  ["a cookie of another name", [["Cookie", `sign-in=${token()}`]]],
];

/** A rerun without the name that a host in front would have added. */
function anonymous(more) {
  const ordered = rerun("sandbox", 2770);
  const headers = ordered.headers.filter(([name]) => name !== "X-Operator");
  return { ...ordered, headers: [...headers, ...more] };
}

const reached = async () =>
  (await sandbox.requests()).filter((each) => each.path_and_query !== "/oauth/token");

for (const [name, headers] of REFUSED) {
  test(`Refused: ${name}`, async () => {
    const answer = await send(gateway.port, anonymous(headers));
    row(`stop  ${name}`, answer, (await reached()).length);
    assert.ok([400, 401, 403].includes(answer.status), `${answer.status}`);
    assert.equal(answer.mark, "-");
    assert.equal(answer.header("www-authenticate"), undefined);
    assert.deepEqual(await reached(), []);
  });
}

const PASSES = [
  ["a token in the header", [["X-Sign-In-Token", token()]]],
  ["a token in the cookie", [["Cookie", `a=b; __Host-sign-in=${token()}`]]],
  [
    "a token beside another name: the token counts",
    [
      ["X-Operator", "root@example.org"],
      ["X-Sign-In-Token", token()],
    ],
  ],
];

for (const [name, headers] of PASSES) {
  test(`Passes: ${name}`, async () => {
    const before = (await reached()).length;
    const ordered = anonymous(headers);
    const answer = await send(gateway.port, ordered);
    const arrived = (await reached()).slice(before);
    row(`pass  ${name}`, answer, arrived.length);
    assert.deepEqual([arrived.length, answer.mark], [1, undefined]);
    assert.deepEqual(
      Object.keys(arrived[0].headers).filter((own) => /operator|sign|cookie/.test(own)),
      [],
    );
    assert.equal((await gateway.logged(ordered.track)).operator, "grace@example.org");
  });
}

// What the sign-in says of a token changes with time, and of two copies one may come before the change.
const leeway = 60;
test("A copy whose token has ended meanwhile, or was not valid yet, is not told that nothing left", async () => {
  const now = Math.floor(Date.now() / 1000);
  const ends = anonymous([["X-Sign-In-Token", token({ exp: now - leeway + 3 })]]);
  const early = anonymous([["X-Sign-In-Token", token({ nbf: now + leeway + 3 })]]);
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

test("The log holds every path, no token, and no name that nobody vouches for", () => {
  assert.ok(!/eyJ|root@example/.test(gateway.logText() + gateway.printed()), gateway.logText());
  assert.ok(gateway.log().every((line) => line.path === "/api/sandbox/workflows/tasks/2770/rerun"));
});
