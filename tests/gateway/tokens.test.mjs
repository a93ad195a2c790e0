// Tokens that no provider gave for this, in every place where a token can be: none opens the gateway.
//
// Each differs in one thing from one that passes.

import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { PEOPLE, signed, startProvider } from "./provider.mjs";
import { rerun, row, startGateway, startSandbox, until, wholeFile } from "./stage.mjs";
import { send } from "./wire.mjs";

const provider = await startProvider(wholeFile);
const sandbox = await startSandbox(wholeFile);
const gateway = await startGateway(wholeFile, {
  environments: [
    { ...sandbox.environment("sandbox"), kind: "production" },
    { ...sandbox.environment("production"), kind: "production", groups: ["billing-ops"] },
  ],
  ready: [],
  signIn: provider.signIn,
});

const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const now = Math.floor(Date.now() / 1000);
const good = (changes, head) => signed(provider.claims(changes), head, provider.privateKey);
const of = (key, head) => signed(provider.claims(), head, key);
const coded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const unsigned = (alg) => `${coded({ alg, kid: "k", typ: "JWT" })}.${coded(provider.claims())}.`;
const pem = provider.publicKey.export({ type: "spki", format: "pem" });
const jwk = provider.publicKey.export({ format: "jwk" });
const text = (head) => `${coded({ kid: "k", typ: "JWT", ...head })}.${coded(provider.claims())}`;
const hmac = (secret, alg = "HS256") => `${text({ alg })}.${createHmac("sha256", secret).update(text({ alg })).digest("base64url")}`;
const parts = good().split(".");
const swapped = good({ email: "root@example.org" }).split(".");

const HEAD = [
  ...["none", "None", "NONE", "nOnE", "", "HS256", "RS1", "PS256", "RS512"].map((alg) => [`alg "${alg}" and no signature`, unsigned(alg)]),
  ["alg none, and the signature of another token", `${unsigned("none")}${parts[2]}`],
  ["alg HS256 with the public key as secret", hmac(pem)],
  ["alg HS256 with the key's number as secret", hmac(Buffer.from(jwk.n, "base64url"))],
  ["alg HS256 with no secret", hmac("")],
  ["alg HS512 with the public key as secret", hmac(pem, "HS512")],
  ["alg that is a list", of(foreign, { alg: ["RS256"] })],
  ["no alg", of(foreign, { alg: undefined })],
  ["alg ES256, signed by a curve", `${text({ alg: "ES256" })}.${sign("sha256", text({ alg: "ES256" }), { key: curve, dsaEncoding: "ieee-p1363" }).toString("base64url")}`],
  ["RS384 in the head of an RS256", good({}, { alg: "RS384" })],
];
const KEYS = [
  ["another key, same kid", of(foreign)],
  ["another key, no kid", of(foreign, { kid: undefined })],
  ["another key, another kid", of(foreign, { kid: "attacker" })],
  ["another key, kid that is a path", of(foreign, { kid: "../../../../dev/null" })],
  ["another key, kid with a quote", of(foreign, { kid: "k' OR '1'='1" })],
  ["another key, kid that is a list", of(foreign, { kid: ["k"] })],
  ["another key, kid that is null", of(foreign, { kid: null })],
  ["another key, brought along (jwk)", of(foreign, { jwk: { kty: "RSA", n: jwk.n, e: "AQAB" } })],
  ["another key, and where it is (jku)", of(foreign, { jku: "https://evil.example/keys" })],
  ["another key, and its certificate (x5u)", of(foreign, { x5u: "https://evil.example/cert" })],
  ["another key, its certificate inside (x5c)", of(foreign, { x5c: ["MIIB"] })],
];
const FORM = [
  ["no signature", `${parts[0]}.${parts[1]}.`],
  ["two parts", `${parts[0]}.${parts[1]}`],
  ["one part", parts[0]],
  ["four parts", `${parts.join(".")}.x`],
  ["another's claims under this signature", `${parts[0]}.${swapped[1]}.${parts[2]}`],
  ["a signature cut short", parts.join(".").slice(0, -8)],
  ["a signature with another first letter", `${parts[0]}.${parts[1]}.${parts[2][0] === "A" ? "B" : "A"}${parts[2].slice(1)}`],
  ["claims that are no JSON", signed("not json", {}, provider.privateKey)],
  ["claims that are a list", signed([provider.claims()], {}, provider.privateKey)],
  ["claims that are a text", signed('"ada@example.org"', {}, provider.privateKey)],
  ["a word", "let me in"],
  ["Bearer before it", `Bearer ${good()}`],
  ["a blank in it", good().replace(".", ". ")],
];
const CLAIMS = [
  ["ended", { exp: now - 3600 }],
  ["no end", { exp: undefined }],
  ["an end that is null", { exp: null }],
  ["an end that is a text", { exp: "never" }],
  ["an end below 0", { exp: -1 }],
  ["an end that is a list", { exp: [now + 300] }],
  ["valid in an hour", { nbf: now + 3600 }],
  ["no issuer", { iss: undefined }],
  ["another issuer", { iss: "https://id.evil.example" }],
  ["the issuer and a slash", { iss: `${provider.issuer}/` }],
  ["the issuer and more", { iss: `${provider.issuer}.evil.example` }],
  ["an issuer that is a list", { iss: [provider.issuer] }],
  ["for nobody", { aud: undefined }],
  ["for another application", { aud: "payroll" }],
  ["for others, in a list", { aud: ["payroll", "crm"] }],
  ["for one whose name begins the same", { aud: "reprise-test" }],
  ["for one in other letters", { aud: "Reprise" }],
  ["for an object", { aud: { reprise: true } }],
  ["for an empty name", { aud: "" }],
  ["no name", { email: undefined }],
  ["a name that is null", { email: null }],
  ["a name that is empty", { email: "" }],
  ["a name that is a number", { email: 7 }],
  ["a name that is true", { email: true }],
  ["a name that is a list", { email: ["ada@example.org"] }],
  ["a name that is an object", { email: { name: "ada@example.org" } }],
  ["a name with a blank", { email: "ada lovelace" }],
  ["a name with a line end", { email: "ada@example.org\nX-Operator: root" }],
  ["a name with CR and LF", { email: "ada\r\nHost: evil" }],
  ["a name with a zero byte", { email: "ada\u0000root" }],
  ["a name in other letters", { email: "ådä@example.org" }],
  ["a name that reads backwards", { email: "\u202eada" }],
  ["a name of 129", { email: "a".repeat(129) }],
  ["a name under another claim", { email: undefined, name: "ada@example.org", upn: "ada@example.org" }],
];
const header = (value) => [["X-Sign-In-Token", value]];
const PLACES = [
  ["nothing", []],
  ["a name and no token", [["X-Operator", "root@example.org"]]],
  ["a name, and a token without one", [["X-Operator", "root@example.org"], ...header(good({ email: undefined }))]],
  ["a name and groups", [["X-Operator", "root@example.org"], ["X-Groups", "billing-ops"]]],
  ["what Envoy calls verified", [["X-Jwt-Payload", coded(provider.claims())], ["X-Envoy-Internal", "true"]]],
  ["two tokens", [...header(good()), ...header(good({ email: "alan@example.org" }))]],
  ["two tokens in one header", header(`${good()},${good({ email: "alan@example.org" })}`)],
  ["one that is good, and one of another key as cookie", [...header(good()), ["Cookie", `__Host-sign-in=${of(foreign)}`]]],
  ["of two people, as header and as cookie", [...header(good()), ["Cookie", `__Host-sign-in=${good({ email: "alan@example.org" })}`]]],
  ["as Authorization", [["Authorization", `Bearer ${good()}`]]],
  ["a cookie of another name", [["Cookie", `sign-in=${good()}`]]],
  ["a cookie whose name is longer", [["Cookie", `x__Host-sign-in=${good()}`]]],
  ["a cookie in other letters", [["Cookie", `__host-sign-in=${good()}`]]],
  ["the log-in's own cookies, made up", [["Cookie", `__Host-reprise-id=${good()}; __Host-reprise-expires=${now + 300}; __Host-reprise-hmac=AAAA`]]],
];
const GROUPS = [
  ["no groups", undefined],
  ["groups that are null", null],
  ["no group", []],
  ["another group", ["everyone"]],
  ["the group as a text", "billing-ops"],
  ["groups as a text with blanks", "everyone billing-ops"],
  ["groups in one item", ["everyone,billing-ops"]],
  ["a list in a list", [["billing-ops"]]],
  ["an object", { "billing-ops": true }],
  ["objects in a list", [{ name: "billing-ops" }]],
  ["in other letters", ["Billing-Ops"]],
  ["with a blank", [" billing-ops"]],
  ["a longer one", ["billing-ops-readers"]],
  ["a part of it", ["billing"]],
  ["every group", ["*", ".*"]],
  ["true", true],
];

const HOSTILE = [
  ...[...HEAD, ...KEYS, ...FORM].map(([name, value]) => [name, header(value)]),
  ...CLAIMS.map(([name, changes]) => [name, header(good(changes))]),
  ...PLACES,
];

/** A rerun with these headers and no others that could name somebody. */
function asked(environment, more) {
  const ordered = rerun(environment, 2770);
  return { ...ordered, headers: [...ordered.headers.filter(([name]) => name !== "X-Operator"), ...more] };
}

const reached = async () => (await sandbox.requests()).filter((each) => each.path_and_query !== "/oauth/token");

/** Sends them all; gives those that were not refused by the gateway's own mark. */
async function passed(environment, list) {
  const wrong = [];
  for (const [name, more] of list) {
    const answer = await send(gateway.port, asked(environment, more));
    row(`stop  ${name}`, answer, "");
    if (![400, 401, 403].includes(answer.status) || answer.mark !== "-" || answer.header("www-authenticate") !== undefined) wrong.push([name, answer.status, answer.mark]);
  }
  return wrong;
}

test("What is good passes: else a refusal would prove nothing", async () => {
  for (const environment of ["sandbox", "production"])
    await until(async () => [200, 400].includes((await send(gateway.port, asked(environment, header(good())))).status) && (await reached()).length > 0, `${environment} opens`);
  assert.ok((await reached()).some(({ path_and_query: path }) => path.endsWith("/rerun")));
});

test(`Refused: ${HOSTILE.length} ways to sign in with what is no token for this`, async () => {
  assert.ok(HOSTILE.length >= 60);
  const before = (await reached()).length;
  assert.deepEqual(await passed("sandbox", HOSTILE), []);
  assert.equal((await reached()).length, before);
});

test(`Refused: ${GROUPS.length} tokens whose groups do not open the environment; another one they do open`, async () => {
  const before = (await reached()).length;
  const tokens = GROUPS.map(([name, groups]) => [name, [...header(good({ groups })), ["X-Groups", "billing-ops"]]]);
  assert.deepEqual(await passed("production", tokens), []);
  assert.equal((await reached()).length, before);
  for (const [name, more] of tokens) assert.equal((await send(gateway.port, asked("sandbox", more))).mark, undefined, name);
});

test("What is no proper head does not arrive, and is answered before anything is judged", async () => {
  const before = (await reached()).length;
  const long = (length) => header(good({ more: "a".repeat(length) }));
  for (const [name, more] of [["20,000 letters more", long(20_000)], ["200,000 letters more", long(200_000)], ["with _ for -", [["X_Sign_In_Token", good()]]]]) {
    const answer = await send(gateway.port, asked("sandbox", more));
    row(`stop  ${name}`, answer, "");
    assert.ok(answer.status === undefined || answer.status >= 400, `${answer.status}`);
  }
  assert.equal((await reached()).length, before);
});

test("Nobody whom the provider does not name stands in the log, and no token", () => {
  const names = new Set(gateway.log().filter(({ sends }) => sends > 0).map(({ operator }) => operator));
  assert.deepEqual([...names], [PEOPLE.ada.email]);
  const written = gateway.logText() + gateway.printed();
  assert.equal(/.{0,80}eyJ[^"]*\.eyJ.{0,20}/.exec(written)?.[0], undefined);
});
