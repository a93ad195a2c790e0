// The template and what may be put into it: a setting is a value or it is refused.

import assert from "node:assert/strict";
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
