// What Prometheus may read of the gateway, and that alerts.yaml and dashboard.json ask for what is
// there: every series they name exists, and each alert's rises by what it is for.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { reset } from "../reset.mjs";
import { freePort, printTable, reading, rerun, startGateway, started, until, wholeFile } from "./stage.mjs";
import { CANARY, reply, startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const deploy = (name) => readFileSync(new URL(`../../deploy/${name}`, import.meta.url), "utf8");
const ALERTS = [...deploy("alerts.yaml").matchAll(/^ {2}- alert: (\w+)\n(?: {4}#.*\n)* {4}expr: (.+)$/gm)].map(([, name, expression]) => ({ name, expression }));
const PANELS = JSON.parse(deploy("dashboard.json")).panels;
const DRAWN = PANELS.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ name: title, expression: expr })));

const secrets = mkdtempSync(join(tmpdir(), "reprise-watched-"));
wholeFile.after(() => rmSync(secrets, { recursive: true, force: true }));
const memory = join(secrets, "memory");
const writeSecret = (text) => {
  writeFileSync(join(secrets, "new"), text);
  renameSync(join(secrets, "new"), join(secrets, "faulty.json"));
};
const KIND = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";
writeSecret(JSON.stringify({ resources: [{ "@type": KIND, name: "secret-faulty", generic_secret: { secret: { inline_string: CANARY.secret } } }] }));

const upstream = await startUpstream(wholeFile);
const metricsPort = await freePort();
spawnSync("mkdir", [memory]);
const gateway = await startGateway(wholeFile, {
  environments: [
    { ...upstream.environment("faulty") },
    // TLS, and nobody there.
    { id: "gone", zuora: `https://localhost:${await freePort()}`, clientId: "gone", secret: CANARY.secret },
  ],
  ready: ["faulty"],
  metricsPort,
  memory,
  changed: (text) => watched(text).replaceAll("retry_interval: 5s", "retry_interval: 1s"),
});

/** The first environment's secret as it is in production: in a file that is watched. */
function watched(text) {
  const source = `sds_config: { resource_api_version: V3, path_config_source: { path: ${join(secrets, "faulty.json")}, watched_directory: { path: ${secrets} } } }`;
  return text
    .replace(/ {2}- name: secret-faulty\n.*\n/, "")
    .replace("client_secret: { name: secret-faulty }", `client_secret: { name: secret-faulty, ${source} }`);
}

const asked = (path, method = "GET") => fetch(`http://127.0.0.1:${metricsPort}${path}`, { method });

/** Every series: its name, its labels, its value. */
async function series() {
  const text = await (await asked("/stats/prometheus")).text();
  return [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name, labels = "", value]) => ({
    labels: new Map([["__name__", name], ...[...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text])]),
    value: Number(value),
  }));
}

/** The selectors in an expression, apart from `up`, which is Prometheus's own. */
function selectors(expression) {
  const found = [...expression.matchAll(/(?<![\w"])((?:envoy_\w+)?)\{([^}]*)\}/g)].map(([text, name, inner]) => {
    const terms = [...inner.matchAll(/(\w+)(=~|=)"([^"]*)"/g)].map(([, key, how, value]) => [key, new RegExp(`^(?:${how === "=" ? value.replaceAll(".", "\\.") : value})$`)]);
    if (name !== "") terms.push(["__name__", new RegExp(`^${name}$`)]);
    return { text, terms: terms.filter(([key]) => key !== "job") };
  });
  return found;
}
const fits = ({ labels }, { terms }) => terms.every(([key, form]) => form.test(labels.get(key) ?? ""));
const sum = (all, expression) => selectors(expression).reduce((total, selector) => total + all.filter((each) => fits(each, selector)).reduce((part, { value }) => part + value, 0), 0);

test("Prometheus may read the measurements, and nothing else", async () => {
  for (const [path, method] of [["/ready"], ["/config_dump"], ["/stats"], ["/"], ["/stats/prometheus", "POST"], ["/stats/prometheus/../../config_dump"], ["/stats/prometheus%2f..%2fconfig_dump"], ["/quitquitquit", "POST"]])
    assert.equal((await asked(path, method)).status, 404, `${method} ${path}`);
  const text = await (await asked("/stats/prometheus")).text();
  assert.ok(text.length > 10_000);
  for (const canary of Object.values(CANARY)) assert.ok(!text.includes(canary));
  // Its query is Envoy's to judge: it asks for other forms and much longer texts.
  assert.match(await (await asked("/stats/prometheus?format=html")).text(), /^# TYPE/m);
});

const order = () => rerun("faulty", 1);
const bare = async (request = order()) => send(gateway.port, request);

/** Does it while the journal's folder is a file. */
async function withoutJournal(run) {
  const folder = gateway.settings.journal;
  renameSync(folder, `${folder}-away`);
  writeFileSync(folder, "");
  await run();
  rmSync(folder);
  renameSync(`${folder}-away`, folder);
}

/** What each alert is for, and how it is brought about. */
const FAULTS = [
  ["RepriseHasNoToken", () => until(async () => (await gateway.admin("/stats")).match(/token_fetch_failed_on_bad_response_code: [1-9]/), "it asks in vain")],
  ["RepriseRefusesForWantOfAToken", () => bare(reading("gone"))],
  ["RepriseCredentialIsRefused", async () => ((upstream.course = (socket) => socket.write(reply(401, "{}"))), bare())],
  ["RepriseIsInDoubt", async () => ((upstream.course = reset), bare())],
  ["RepriseIsProbed", async () => {
    for (let count = 0; count < 8; count += 1) await bare({ ...reading("faulty"), path: "/api/faulty/oauth/token" });
  }],
  ["RepriseHasNoWayToZuora", async () => (await upstream.close(), await bare(), upstream.open())],
  ["RepriseAnswersBadly", async () => {
    renameSync(memory, `${memory}-away`);
    for (let count = 0; count < 5; count += 1) assert.equal((await bare()).status, 503);
    renameSync(`${memory}-away`, memory);
  }],
  ["RepriseJournalIsUnwritten", () => withoutJournal(async () => assert.equal((await bare()).status, 503))],
  ["RepriseJournalIsUnfinished", async () => {
    let moved;
    upstream.course = (socket) => ((moved = withoutJournal(() => (socket.write(task()), until(async () => (await gateway.admin("/stats")).match(/journal_unfinished: [1-9]/), "it is counted")))));
    assert.equal((await bare()).status, 200);
    await moved;
  }],
  ["RepriseSecretIsRefused", async () => {
    writeSecret(JSON.stringify({ resources: [{ "@type": KIND, name: "of-another", generic_secret: {} }] }));
    await until(async () => (await gateway.admin("/stats")).match(/update_rejected: [1-9]/), "it is refused");
  }],
];

/** Prometheus itself, where it is installed; it reads twice a second. */
async function startPrometheus(t) {
  if (spawnSync("prometheus", ["--version"]).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "reprise-prometheus-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const job = { job_name: "reprise", metrics_path: "/stats/prometheus", scrape_interval: "500ms", scrape_timeout: "400ms", static_configs: [{ targets: [`127.0.0.1:${metricsPort}`] }] };
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify({ scrape_configs: [job] }));
  const port = await freePort();
  started(t, "prometheus", [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`]);
  const query = async (expression) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query`, { method: "POST", body: new URLSearchParams({ query: expression }) });
    const { status, data, error } = await answer.json();
    assert.equal(status, "success", error);
    return data.result;
  };
  await until(() => query('up{job="reprise"} == 1').then((found) => found.length > 0, () => false), "Prometheus has read the gateway");
  return query;
}

test("Each alert's series rise by what it is for, and nothing is ever sent twice", async (t) => {
  await bare();
  const query = await startPrometheus(t);
  if (query) await new Promise((next) => setTimeout(next, 1_200));
  const alert = (name) => ALERTS.find((each) => each.name === name).expression;
  const quiet = query ? await Promise.all(ALERTS.map(async ({ name, expression }) => [name, (await query(expression)).length])) : [];
  const table = [["alert", "before", "after"]];
  for (const [name, bring] of FAULTS) {
    const before = sum(await series(), alert(name));
    await bring();
    upstream.course = (socket) => socket.write(task());
    const after = sum(await series(), alert(name));
    table.push([name, before, after]);
    // Tokens are asked for in vain from the start.
    assert.ok(after > (name === "RepriseHasNoToken" ? 0 : before), name);
  }
  assert.equal(sum(await series(), alert("RepriseRepeats")), 0);
  printTable(table);
  if (query === undefined) return console.log("  no Prometheus here: its own evaluation is left out");
  await new Promise((next) => setTimeout(next, 1_500));
  const fires = async ({ expression }) => (await query(expression)).length > 0;
  const fired = await Promise.all(ALERTS.map(fires));
  const names = ALERTS.filter((_, nth) => fired[nth]).map(({ name }) => name);
  console.log(`  Prometheus says of ${ALERTS.length}: ${names.join(", ")}`);
  assert.deepEqual(names.sort(), FAULTS.map(([name]) => name).sort());
  // Before the faults only that was told which is so from the start.
  assert.deepEqual(quiet.filter(([, found]) => found > 0).map(([name]) => name).filter((name) => name !== "RepriseHasNoToken" && name !== "RepriseHasNoWayToZuora"), []);
  for (const { name, expression } of DRAWN) assert.ok((await query(expression)).length > 0, `${name}: ${expression}`);
});

test("Every series that alerts and dashboard ask for is there", async () => {
  const all = await series();
  let count = 0;
  for (const { name, expression } of [...ALERTS, ...DRAWN])
    for (const selector of selectors(expression)) {
      assert.ok(all.some((each) => fits(each, selector)), `${name}: ${selector.text}`);
      count += 1;
    }
  console.log(`  ${ALERTS.length} alerts, ${PANELS.length} panels, ${count} selectors`);
  assert.ok(ALERTS.length >= 14 && PANELS.length >= 12 && count >= 40);
  assert.equal(new Set(PANELS.map(({ id }) => id)).size, PANELS.length);
});
