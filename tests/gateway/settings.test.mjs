// A setting that is misspelt, out of place, or opens the door is refused: each with its place and
// what to write instead, and all of them in one message.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { render } from "../../deploy/render.mjs";
import { open } from "../../deploy/settings/look.mjs";
import { read } from "../../deploy/settings/read.mjs";
import { judged } from "../../deploy/settings/schema.mjs";
import { environment, FRONT, front, login, REFUSED, TAKEN, whole } from "./settings-cases.mjs";
import { printTable } from "./stage.mjs";

const RENDER = fileURLToPath(new URL("../../deploy/render.mjs", import.meta.url));
const SCHEMA = JSON.parse(readFileSync(new URL("../../deploy/gateway.schema.json", import.meta.url), "utf8"));

for (const [name, changes] of Object.entries(TAKEN)) {
  test(`Taken: ${name}`, () => {
    const settings = JSON.parse(JSON.stringify(whole(changes)));
    for (const template of ["envoy.yaml", "tmpfiles.conf", ...(settings.site ? ["nginx.conf"] : [])])
      assert.doesNotMatch(render(settings, template), /\{\{\w|# (each|if) |# end$|undefined|\[object/m, template);
  });
}

/** Every mistake of these settings: place and what is said. */
function mistakesIn(settings) {
  try {
    render(settings);
  } catch (error) {
    assert.ok(error.mistakes, error.stack);
    return error.mistakes;
  }
  return [];
}

test(`Refused: ${REFUSED.length} settings, each in one message with its place`, () => {
  assert.ok(REFUSED.length >= 40);
  const lines = [["setting", "place", "what is said"]];
  for (const [name, changes, place, word] of REFUSED) {
    const found = mistakesIn(JSON.parse(JSON.stringify(whole(changes))));
    const own = found.filter((one) => one.place === place);
    assert.equal(own.length, 1, `${name}: ${JSON.stringify(found)}`);
    assert.ok(own[0].said.includes(word), `${name}: ${own[0].said}`);
    // What else is said of a misspelt name is that the right one is missing.
    if (!own[0].said.includes("no such setting")) assert.equal(found.length, 1, `${name}: ${JSON.stringify(found)}`);
    lines.push([name, place, own[0].said.slice(0, 90)]);
  }
  printTable(lines);
});

test("No value that is of another kind makes the check itself fail", () => {
  const strange = [null, true, 0, -1, "", "x", [], [null], {}, { a: 1 }, [[]], "\u0000"];
  const places = (value, path = []) => (Object(value) === value ? Object.keys(value).flatMap((name) => [[...path, name], ...places(value[name], [...path, name])]) : []);
  let tried = 0;
  for (const start of [whole({}), whole(FRONT), whole(TAKEN["a container"])])
    for (const path of places(JSON.parse(JSON.stringify(start))))
      for (const value of strange) {
        const settings = JSON.parse(JSON.stringify(start));
        const last = path.slice(0, -1).reduce((inner, name) => inner[name], settings);
        last[path.at(-1)] = value;
        mistakesIn(settings);
        tried += 1;
      }
  for (const value of strange) assert.ok(mistakesIn(value).length > 0, JSON.stringify(value));
  assert.ok(tried > 900, `${tried} tried`);
});

test("A schema that says what the check does not know is none", () => {
  assert.throws(() => judged({}, { ...SCHEMA, minProperties: 3 }), /minProperties/);
  assert.throws(() => judged(whole({}), { ...SCHEMA, properties: { ...SCHEMA.properties, hosts: { contains: {} } } }), /contains/);
});

test("A name that stands twice is told, with lines", () => {
  const twice = '{\n "hosts": [{ "a": 1 }, "b,{"],\n "signIn": { "x": [1, 2] },\n "signIn": {},\n "e": [{ "id": 1,\n "id": 2 }]\n}';
  const { lines, mistakes } = read(twice);
  assert.deepEqual(mistakes.map(({ place, line }) => [place, line]), [["signIn", 4], ["e[0].id", 6]]);
  assert.deepEqual([lines.get("hosts[0].a"), lines.get("hosts[1]"), lines.get("signIn.x[1]")], [2, 2, 3]);
  assert.match(read('{\n "a": 1,\n}').mistakes[0].said, /not JSON/);
});

/** Runs it as the guide says, with the settings in a file. */
function rendered(t, settings) {
  const folder = mkdtempSync(join(tmpdir(), "reprise-settings-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const inside = (name) => join(folder, name);
  for (const name of ["open", "log", "memory", "sockets"]) mkdirSync(inside(name), { mode: 0o700 });
  const text = typeof settings === "function" ? settings(inside) : settings;
  writeFileSync(inside("gateway.json"), text);
  const run = spawnSync(process.execPath, [RENDER, inside("gateway.json"), "envoy.yaml", inside("gateway.yaml")], { encoding: "utf8" });
  return { ...run, written: spawnSync("test", ["-e", inside("gateway.yaml")]).status === 0, folder };
}

test("All mistakes of a file in one message, with their lines, and nothing is written", (t) => {
  const text = JSON.stringify(whole({ signin: {}, hosts: [], timeout: "0s", ...environment({ kind: "prod", clientId: "a b" }), ...front({ operatorHeader: "cookie" }) }), null, 1);
  const { status, stderr, stdout, written } = rendered(t, text);
  assert.deepEqual([status, stdout, written], [1, "", false]);
  console.log(stderr);
  const lines = text.split("\n");
  const line = (word) => lines.findIndex((one) => one.includes(word)) + 1;
  for (const [place, word] of [["signin", '"signin"'], ["hosts", '"hosts"'], ["timeout", '"timeout"'], ["environments[0].kind", '"kind"'], ["environments[0].clientId", '"clientId"'], ["site.operatorHeader", '"operatorHeader"']])
    assert.ok(stderr.includes(`\n${place} (line ${line(word)}): `), `${place} in ${stderr}`);
  assert.doesNotMatch(stderr, /\bat .*\.mjs/);
});

/** Settings whose files are all there and closed. */
const closed = (changes) => (inside) => {
  const secret = (name, text, mode = 0o400) => (writeFileSync(inside(name), text), chmodSync(inside(name), mode), inside(name));
  const settings = whole({
    socket: inside("sockets/gateway.sock"),
    adminSocket: inside("sockets/admin.sock"),
    memory: "/var/lib/reprise",
    accessLog: inside("log/access.log"),
    ...login({ secretFile: secret("sign-in", "one"), sessionFile: secret("session", "s".repeat(64)) }),
    ...environment({ secretFile: secret("zuora", "two") }),
  });
  changes(settings, inside, secret);
  return JSON.stringify(settings);
};

const SEEN = [
  ["everything closed", () => {}, undefined],
  ["a secret that everybody may read", (settings, inside) => chmodSync(inside("zuora"), 0o444), "environments[0].secretFile", "mode 444"],
  ["a secret with a line end", (settings, inside, secret) => secret("zuora", "two\n", 0o600), "environments[0].secretFile", "line end"],
  ["an empty secret", (settings, inside, secret) => secret("zuora", "", 0o600), "environments[0].secretFile", "empty"],
  ["a session's key that can be guessed", (settings, inside, secret) => secret("session", "short", 0o600), "signIn.login.sessionFile", "5 bytes"],
  ["a log that everybody may read", (settings, inside) => chmodSync(inside("log"), 0o755), "accessLog", "mode 755"],
  ["a socket that everybody may reach", (settings, inside) => chmodSync(inside("sockets"), 0o711), "socket", "mode 711"],
];

for (const [name, changes, place, word] of SEEN) {
  test(`On the machine: ${name}`, { skip: process.getuid() !== 0 && "a file of mode 400 cannot be written again" }, (t) => {
    const { status, stderr, written } = rendered(t, closed(changes));
    if (place === undefined) return assert.deepEqual([status, stderr, written], [0, "", true]);
    assert.deepEqual([status, written], [1, false], stderr);
    const own = stderr.split("\n").find((line) => line.startsWith(`${place} (line `));
    assert.ok(own?.includes(word), stderr);
    return undefined;
  });
}

test("What may not be looked at is not judged", { skip: process.getuid() !== 0 && "only root can be somebody else" }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), "reprise-shut-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const secret = join(folder, "zuora");
  writeFileSync(secret, "with a line end\n", { mode: 0o400 });
  const environments = [{ id: "a", secretFile: secret }];
  assert.equal(open({ environments }).length, 1);
  for (const [mode, what] of [[0o700, "a folder"], [0o755, "a file"]]) {
    chmodSync(folder, mode);
    process.seteuid(65_534);
    try {
      assert.deepEqual(open({ environments }), [], what);
    } finally {
      process.seteuid(0);
    }
  }
});

test("It runs where there is nothing but Node", () => {
  const text = execFileSync("grep", ["-rhoE", 'from "[^"]+"', fileURLToPath(new URL("../../deploy", import.meta.url))], { encoding: "utf8" });
  for (const [, from] of text.matchAll(/from "([^"]+)"/g)) assert.match(from, /^(node:|\.\/|\.\.\/)/);
});
