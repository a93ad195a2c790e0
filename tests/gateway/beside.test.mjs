// Nobody beside it: set up as the guide says, another user of the machine can rerun nothing and read
// neither log nor configuration nor secret; the host in front can ask the gateway, and no more.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { NGINX } from "./host.mjs";
import { signed, startProvider } from "./provider.mjs";
import { ENVOY, freePort, HOST, reading, rerun, row, started, startSandbox, until, wholeFile } from "./stage.mjs";
import { send } from "./wire.mjs";

const isRoot = process.getuid() === 0;
// Users of whom nothing else is: the gateway's, the host's, and somebody.
const GATEWAY = { uid: 61_001, gid: 61_001 };
const PAGE = { uid: 61_002, gid: 61_002 };
const SOMEBODY = { uid: 61_003, gid: 61_003 };
const [CLIENT, SECRET] = ["5a4e0b0c-0001-4a6b-8c0d-73616e64626f", "sandbox+demo/only=opens&nothing"];
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const top = mkdtempSync(join(tmpdir(), "reprise-beside-"));
after(() => rmSync(top, { recursive: true, force: true }));
const inside = (name) => join(top, name);
chmodSync(top, 0o755);

/** `install -d -m MODE -o OWNER -g GROUP` of the guide. */
function folder(name, mode, { uid } = { uid: 0 }, { gid } = { gid: 0 }) {
  mkdirSync(inside(name));
  chownSync(inside(name), uid, gid);
  chmodSync(inside(name), mode);
}

/** Fills a template in, as the guide says. */
const rendered = (template, file) => execFileSync(process.execPath, [here("../../deploy/render.mjs"), inside("etc/gateway.json"), template, inside(file)]);

/** Envoy where its user can start it: the tree may lie where only its owner can look. */
function envoyFor() {
  const isOpen = (path) => path === "/" || ((statSync(path).mode & 0o001) !== 0 && isOpen(dirname(path)));
  const itself = program();
  if (isOpen(itself)) return itself;
  copyFileSync(itself, inside("envoy"));
  chmodSync(inside("envoy"), 0o755);
  return inside("envoy");
}

/** The program itself: what pip installs is a script that starts it. */
function program() {
  if (statSync(ENVOY).size > 1_000_000) return ENVOY;
  const library = join(dirname(ENVOY), "../lib");
  const python = readdirSync(library).find((name) => name.startsWith("python3"));
  return join(library, python, "site-packages/envoy/_bin/envoy");
}

/** The whole of it, by its three users. */
async function raised() {
  const provider = await startProvider(wholeFile);
  const sandbox = await startSandbox(wholeFile);
  folder("etc", 0o750, undefined, GATEWAY);
  folder("etc/secrets", 0o700, GATEWAY, GATEWAY);
  folder("run", 0o2750, GATEWAY, PAGE);
  folder("log", 0o750, GATEWAY, GATEWAY);
  folder("memory", 0o700, GATEWAY, GATEWAY);
  folder("page", 0o755);
  folder("work", 0o700, PAGE, PAGE);
  writeFileSync(inside("page/index.html"), "the page");
  writeFileSync(inside("etc/secrets/zuora"), SECRET, { mode: 0o400 });
  chownSync(inside("etc/secrets/zuora"), GATEWAY.uid, GATEWAY.gid);
  const port = await freePort();
  const settings = {
    socket: inside("run/gateway.sock"),
    adminSocket: inside("run/admin.sock"),
    hosts: [HOST],
    memory: "/var/lib/reprise",
    accessLog: inside("log/access.log"),
    signIn: provider.signIn,
    site: { listen: `127.0.0.1:${port}`, folder: inside("page"), work: inside("work") },
    environments: [{ id: "sandbox", kind: "production", zuora: sandbox.origin, clientId: CLIENT, secretFile: inside("etc/secrets/zuora") }],
  };
  writeFileSync(inside("etc/gateway.json"), JSON.stringify(settings));
  rendered("envoy.yaml", "etc/gateway.yaml");
  // A folder of the test's own in place of the one that outlives it.
  const file = inside("etc/gateway.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(/\/var\/lib\/reprise(?=\\"|\/)/g, inside("memory")));
  rendered("nginx.conf", "work/site.conf");
  rendered("nginx-demo.conf", "work/nginx.conf");
  // As the unit has it: what is open to others is so by its own doing.
  const mask = process.umask(0o077);
  const envoy = started(wholeFile, envoyFor(), ["-c", file, "--concurrency", "1", "-l", "warning", "--disable-hot-restart", "--file-flush-interval-msec", "20"], GATEWAY);
  process.umask(mask);
  await until(() => readdirSync(inside("run")).length === 2 || assert.ok(!envoy.ended, envoy.printed), "the sockets are there");
  const nginx = started(wholeFile, NGINX, ["-p", inside("work"), "-c", inside("work/nginx.conf")], PAGE);
  const bearing = () => [["X-Sign-In-Token", signed(provider.claims(), {}, provider.privateKey)]];
  const asked = (request, more) => ({ ...request, headers: [...request.headers.filter(([name]) => name !== "X-Operator"), ...more] });
  await until(async () => (assert.ok(!nginx.ended, nginx.printed), (await send(port, asked(reading("sandbox"), bearing()))).status === 200), `a reading passes; ${envoy.printed}`);
  return { sandbox, port, envoy, nginx, asked, bearing };
}

const chain = isRoot ? await raised() : undefined;
const options = { skip: !isRoot && "only root can be several users" };

/** What comes of these tries, by this user. */
function tried({ uid, gid }, tries) {
  return JSON.parse(execFileSync(process.execPath, [here("neighbour.mjs"), uid, gid, JSON.stringify(tries)], { encoding: "utf8" }));
}

const reruns = async () => (await chain.sandbox.requests()).filter(({ method }) => method !== "GET").filter(({ path_and_query: path }) => path !== "/oauth/token").length;

const PATHS = {
  connect: ["run/gateway.sock", "run/admin.sock"],
  list: ["run", "etc", "etc/secrets", "log", "memory"],
  read: ["etc/gateway.json", "etc/gateway.yaml", "etc/secrets/zuora", "log/access.log", "memory/since", "work/site.conf"],
  append: ["log/access.log", "etc/gateway.json", "etc/gateway.yaml", "etc/secrets/zuora"],
  make: ["run/mine", "etc/mine", "log/mine", "memory/k-mine", "memory/t-mine"],
  remove: ["run/gateway.sock", "log/access.log", "memory/since"],
  move: ["run", "etc", "log", "memory", "run/gateway.sock"],
  open: ["run", "run/gateway.sock", "etc", "log", "memory", "etc/secrets/zuora"],
};
const ways = () => [
  ...Object.entries(PATHS).flatMap(([what, names]) => names.map((name) => [what, inside(name)])),
  ...["memory", "environment", "files", "through", "signal"].map((what) => [what, String(chain.envoy.pid)]),
];

test("Another user of the machine: every way is shut", options, () => {
  const told = tried(SOMEBODY, ways());
  for (const [what, came] of Object.entries(told)) console.log(`  ${what.replace(top, "").padEnd(40)} ${came}`);
  assert.ok(Object.keys(told).length >= 40, `${Object.keys(told).length} ways`);
  assert.deepEqual(Object.entries(told).filter(([, came]) => came.startsWith("yes")), []);
  assert.ok(!chain.envoy.ended && !chain.nginx.ended);
});

test("The host's user may ask the gateway, and neither its administration nor its files", options, () => {
  const told = tried(PAGE, ways());
  const open = Object.entries(told).filter(([, came]) => came.startsWith("yes")).map(([what]) => what.replace(top, ""));
  assert.deepEqual(open, ["connect /run/gateway.sock", "list /run", "read /work/site.conf"]);
});

test("The gateway listens nowhere else: no port, no abstract socket, no shared memory", options, () => {
  const rows = ["tcp", "tcp6", "udp", "udp6"].flatMap((kind) => readFileSync(`/proc/net/${kind}`, "utf8").split("\n").slice(1));
  const fields = rows.map((line) => line.trim().split(/\s+/));
  const LISTENS = "0A";
  assert.deepEqual(fields.filter(([, , , state, , , , uid]) => state === LISTENS && Number(uid) === GATEWAY.uid), []);
  // Only what is asked of Zuora and of the provider's keys leaves.
  const files = readdirSync(`/proc/${chain.envoy.pid}/fd`).length;
  assert.ok(files > 0);
  const shared = readdirSync("/dev/shm").filter((name) => statSync(join("/dev/shm", name), { throwIfNoEntry: false })?.uid === GATEWAY.uid);
  assert.deepEqual(shared, []);
  const sockets = readdirSync(inside("run")).map((name) => [name, (statSync(inside(`run/${name}`)).mode & 0o777).toString(8), statSync(inside(`run/${name}`)).gid]);
  assert.deepEqual(sockets.sort(), [["admin.sock", "600", PAGE.gid], ["gateway.sock", "660", PAGE.gid]]);
});

test("By the host's port, which everybody may open, nobody reruns without a token", options, async () => {
  const before = await reruns();
  const made = [["X-Operator", "root@example.org"], ["X-Groups", "billing-ops"], ["X-Forwarded-For", "127.0.0.1"]];
  for (const more of [[], made, [...made, ["X-Sign-In-Token", "let me in"]]]) {
    const answer = await send(chain.port, chain.asked(rerun("sandbox", 2770), more));
    row("stop  by the host's port", answer, "");
    assert.deepEqual([answer.status, answer.mark], [401, "-"]);
  }
  assert.equal(await reruns(), before);
  const answer = await send(chain.port, chain.asked(rerun("sandbox", 2770), chain.bearing()));
  assert.deepEqual([answer.mark, await reruns()], [undefined, before + 1]);
});

test("The tries are real: what is left open is found", options, () => {
  const loosened = [["run", 0o2751], ["run/gateway.sock", 0o666], ["etc", 0o755], ["log", 0o755], ["log/access.log", 0o644]];
  const modes = loosened.map(([name]) => [name, statSync(inside(name)).mode & 0o7777]);
  for (const [name, mode] of loosened) chmodSync(inside(name), mode);
  const told = tried(SOMEBODY, [["connect", inside("run/gateway.sock")], ["connect", inside("run/admin.sock")], ["read", inside("etc/gateway.yaml")], ["read", inside("log/access.log")], ["read", inside("etc/secrets/zuora")]]);
  for (const [name, mode] of modes) chmodSync(inside(name), mode);
  assert.deepEqual(Object.values(told).map((came) => came.slice(0, 3)), ["yes", "no:", "yes", "yes", "no:"]);
});
