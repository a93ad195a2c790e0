// The templates, filled in with settings that are right; settings.test.mjs has those that are not.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inPlace } from "../../deploy/places.mjs";
import { render } from "../../deploy/render.mjs";

const ENVIRONMENT = {
  id: "us-sandbox",
  kind: "sandbox",
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
  socket: "/run/reprise/gateway.sock",
  hosts: ["reprise.example.org"],
  memory: "/var/lib/reprise",
  environments: [ENVIRONMENT],
};

const environment = (changes) => ({ environments: [{ ...ENVIRONMENT, ...changes }] });
const signIn = (changes) => ({ signIn: { ...SIGN_IN, ...changes } });

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
  assert.match(render(SETTINGS, "tmpfiles.conf"), /^d \/run\/reprise 2750 envoy www-data -$/m);
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

test("Two gateways on one machine have no port and no socket in common", () => {
  const login = { port: 8444 };
  const settings = { port: 8443, adminPort: 8442, metricsPort: 8445, socket: "/run/g.sock", signIn: { login } };
  const doors = ({ port, adminPort, metricsPort, socket, signIn }) => [port, adminPort, metricsPort, socket, signIn.login.port];
  const both = ["a", "b"].flatMap((place) => doors(inPlace(settings, place)));
  assert.equal(new Set(both).size, both.length, both.join(" "));
  // Prometheus must ask both.
  const [, first, second] = /targets: \["127\.0\.0\.1:(\d+)", "127\.0\.0\.1:(\d+)"\]/.exec(readFileSync(new URL("../../deploy/alerts.yaml", import.meta.url), "utf8"));
  assert.equal(inPlace({ metricsPort: Number(first) }, "b").metricsPort, Number(second));
});
