// The template and what may be put into it: a setting is a value or it is refused.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { render } from "../../deploy/render.mjs";

const ENVIRONMENT = {
  id: "us-production",
  zuora: "https://rest.na.zuora.com",
  clientId: "5a4e0b0c-0000-4a6b-8c0d-000000000000",
  secretFile: "/run/secrets/zuora",
};
const SIGN_IN = {
  issuer: "https://id.example.org",
  audience: "reprise",
  jwks: "https://id.example.org/keys",
};
const SETTINGS = {
  port: 8443,
  adminPort: 9901,
  hosts: ["reprise.example.org"],
  memory: "/var/lib/reprise",
  environments: [ENVIRONMENT],
};

const environment = (changes) => ({ environments: [{ ...ENVIRONMENT, ...changes }] });
const signIn = (changes) => ({ signIn: { ...SIGN_IN, ...changes } });

const WRONG = [
  ["http to a foreign host", environment({ zuora: "http://rest.zuora.com" })],
  ["a host that is not Zuora's", environment({ zuora: "https://rest.zuora.com.evil.example" })],
  ["a host that ends like Zuora's", environment({ zuora: "https://rest.evilzuora.com" })],
  ["a name before the host", environment({ zuora: "https://rest.zuora.com@evil.example" })],
  ["a path behind the host", environment({ zuora: "https://rest.zuora.com/v1" })],
  ["a file as address", environment({ zuora: "file:///etc/passwd" })],
  ["capitals in an id", environment({ id: "US" })],
  ["a slash in an id", environment({ id: "a/../b" })],
  ["an id of 33", environment({ id: "a".repeat(33) })],
  ["an id twice", { environments: [ENVIRONMENT, ENVIRONMENT] }],
  ["a line end in a client", environment({ clientId: "a\n  evil: true" })],
  ["a quote in a client", environment({ clientId: 'a", evil: "b' })],
  ["no client", environment({ clientId: undefined })],
  ["a secret in place of its file", environment({ secretFile: "s3cret" })],
  ["a blank in a file", environment({ secretFile: "/run/a b" })],
  ["any host", { hosts: ["*"] }],
  ["a port of 0", { port: 0 }],
  ["a port that is text", { port: "8443, evil: 1" }],
  ["a time without unit", { timeout: "125" }],
  ["no memory", { memory: undefined }],
  ["a memory that is no folder", { memory: "memory" }],
  ["a quote in a memory", { memory: '/var/lib/"..os.exit().."' }],
  ["a memory of one day", { memoryDays: 1 }],
  ["a memory of part of a day", { memoryDays: 2.5 }],
  ["a memory without end", { memoryDays: 100_000 }],
  ["a journal that is no folder", { journal: "journal" }],
  ["a quote in a journal", { journal: '/var/log/"..os.exit().."' }],
  ["a journal of no day", { journalDays: 0 }],
  ["a journal of part of a day", { journalDays: 1.5 }],
  ["keys that are neither", environment({ keys: "ok" })],
  ["keys that are a word more", environment({ keys: "proven, x: y" })],
  ["keys that are true", environment({ keys: true })],
  ["keys over http", signIn({ jwks: "http://id.example.org/keys" })],
  ["no audience", signIn({ audience: undefined })],
  ["a quote in a claim", signIn({ claim: 'a"b' })],
];

for (const [name, changes] of WRONG) {
  test(`Refused: ${name}`, () => {
    assert.throws(() => render({ ...SETTINGS, ...changes }));
  });
}

test("Filled in, nothing of the template is left, and the usual values are there", () => {
  for (const settings of [SETTINGS, { ...SETTINGS, ...signIn({}) }]) {
    const text = render(settings);
    assert.doesNotMatch(text, /\{\{\w|# (each|if) |# end$|undefined/m);
    assert.match(text, /timeout: 125s/);
    assert.match(text, /path: \/dev\/stdout/);
    assert.equal(text.includes("jwt_authn"), settings.signIn !== undefined);
  }
});

test("A hundred environments are kept apart", () => {
  const environments = Array.from({ length: 100 }, (_, n) => ({ ...ENVIRONMENT, id: `e-${n}` }));
  const text = render({ ...SETTINGS, environments });
  for (const { id } of environments) {
    const route = text.slice(text.indexOf(`prefix: /api/${id}/`)).slice(0, 600);
    assert.ok(route.includes(`credential-${id}:`) && route.includes(`cluster: zuora-${id}\n`), id);
  }
});

test("Keys are unproven unless it is said, and both scripts know where to look and for how long", () => {
  const words = (changes) => [...render({ ...SETTINGS, ...changes }).matchAll(/\{ keys: (\w+) \}/g)].map(([, word]) => word);
  assert.deepEqual(words({}), ["unproven", "unproven"]);
  assert.deepEqual(words(environment({ keys: "unproven" })), ["unproven", "unproven"]);
  assert.deepEqual(words(environment({ keys: "proven" })), ["proven", "proven"]);
  const places = (text) => [...text.matchAll(/local FOLDER, DAYS = \\"([^"]*)\\", (\d+)/g)].map(([, ...found]) => found);
  assert.deepEqual(places(render(SETTINGS)), [["/var/lib/reprise", "30"], ["/var/lib/reprise", "30"]]);
  assert.deepEqual(places(render({ ...SETTINGS, memoryDays: 2 }))[0], ["/var/lib/reprise", "2"]);
  assert.match(render({ ...SETTINGS, memoryDays: 2 }, "tmpfiles.conf"), /^e \/var\/lib\/reprise - - - 3d$/m);
});

const SITE = { listen: "127.0.0.1:8080", folder: "/srv/reprise" };
const page = (changes) => render({ ...SETTINGS, site: { ...SITE, ...changes } }, "nginx.conf");

test("The host speaks TLS where it is given a certificate, and only with its key", () => {
  assert.match(page({}), /^ {4}listen 127\.0\.0\.1:8080;$/m);
  assert.doesNotMatch(page({}), /ssl/);
  const certificate = "/etc/ssl/reprise.pem";
  assert.throws(() => page({ certificate }));
  const text = page({ certificate, certificateKey: "/etc/ssl/reprise.key" });
  assert.match(text, /^ {4}listen 127\.0\.0\.1:8080 ssl;$/m);
  assert.match(text, /^ {4}ssl_certificate_key \/etc\/ssl\/reprise\.key;$/m);
});

test("The containers are of the version that is tested, and their files are there", () => {
  const here = (name) => new URL(`../../${name}`, import.meta.url);
  const compose = readFileSync(here("deploy/compose.yaml"), "utf8");
  const [, tested] = /const VERSION: &str = "(.*)";/.exec(readFileSync(here("xtask/src/tools/envoy.rs"), "utf8"));
  assert.match(compose, new RegExp(`envoyproxy/envoy:distroless-v${tested}$`, "m"));
  const mounted = [...compose.matchAll(/^ {4}- (\.\S+?):/gm)].map(([, path]) => path);
  assert.deepEqual(mounted, ["./gateway.yaml", "./memory", "../dist/site", "./site.conf", "./headers.conf"]);
  assert.ok(existsSync(here("deploy/headers.conf")));
  // What is rendered, and the secrets, are never committed.
  const ignored = readFileSync(here(".gitignore"), "utf8");
  for (const name of ["gateway.json", "gateway.yaml", "site.conf", "secrets", "memory"])
    assert.ok(ignored.includes(`/deploy/${name}\n`), name);
});
