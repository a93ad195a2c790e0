// deploy/kubernetes.yaml, as far as it can be judged without a cluster: versions, locks, patience,
// and, where `kubernetes-validate` is installed, the schemas.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../deploy/kubernetes.yaml", import.meta.url));
const text = readFileSync(file, "utf8");
const compose = readFileSync(new URL("../../deploy/compose.yaml", import.meta.url), "utf8");
const all = (form) => [...text.matchAll(form)].map(([, found]) => found);

test("Gateway and page are those of compose.yaml, and the gateway is told the same", () => {
  const images = (whole) => [...whole.matchAll(/image: (\S+)/g)].map(([, image]) => image);
  const [gateway, nginx] = images(compose);
  assert.deepEqual(images(text), [gateway, "registry.example.org/reprise-page:1", nginx]);
  assert.ok(text.includes(`FROM ${nginx}`));
  for (const word of ["--disable-hot-restart", "credential_injector:off", '--file-flush-interval-msec, "1000"']) assert.ok(text.includes(word), word);
});

test("Nothing runs as root or may become more than it is", () => {
  const containers = all(/^ +- name: (gateway|page|clear)$/gm).length;
  assert.equal(containers, 3);
  for (const line of ["allowPrivilegeEscalation: false", "readOnlyRootFilesystem: true", "capabilities: { drop: [ALL] }"])
    assert.equal(text.split(line).length - 1, containers, line);
  assert.equal(text.split(/runAsNonRoot: true/).length - 1, 2);
  assert.equal(text.split("automountServiceAccountToken: false").length - 1, 2);
});

test("What is under way ends before the gateway does: host first, then gateway, then the pod", () => {
  const [gateway, page] = all(/preStop: \{ sleep: \{ seconds: (\d+) \} \}/g).map(Number);
  const [pod] = all(/terminationGracePeriodSeconds: (\d+)/g).map(Number);
  const [answer] = all(/proxy-read-timeout: "(\d+)"/g).map(Number);
  assert.ok(gateway >= page + answer && pod > gateway, `${page} ${answer} ${gateway} ${pod}`);
  assert.match(text, /maxSurge: 1, maxUnavailable: 0/);
  assert.match(text, /proxy-next-upstream: "off"/);
});

const validates = spawnSync("kubernetes-validate", ["--help"]).status === 0;
test("It is what Kubernetes takes", { skip: !validates && "there is no kubernetes-validate here" }, () => {
  for (const version of ["1.30", "1.32", "1.34"]) {
    const { status, stdout, stderr } = spawnSync("kubernetes-validate", ["--strict", "-k", version, file], { encoding: "utf8" });
    assert.equal(status, 0, `${version}: ${stdout}${stderr}`);
    assert.equal(`${stdout}${stderr}`.match(/ passed /g)?.length, 6);
  }
});
