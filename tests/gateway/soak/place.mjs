// The whole way with a cutter in each gap: Chromium | nginx | Envoy | a sandbox that ignores keys.
// Gateway and browser can be killed, and come back to what they had written down.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as operator from "../../e2e/operator.mjs";
import { dropProfile, startChrome } from "../../e2e/proof/chrome.mjs";
import { startSandbox } from "../../e2e/stage.mjs";
import { age, memory, seconds } from "../folder.mjs";
import { SITE, startHost } from "../host.mjs";
import { CLIENTS, freePort, HOST, startGateway } from "../stage.mjs";
import { startCutter } from "./cutter.mjs";
import { bare, moduleFace, pageFace } from "./faces.mjs";

const MODULE = process.env.REPRISE_MODULE ?? join(dirname(fileURLToPath(import.meta.url)), "../../../dist/npm");

const RERUN = /^POST \S*\/workflows\/tasks\/(\d+)\/rerun[ ?]/;
const READING = /^GET \S*\/workflows\/tasks\/(\d+)[ ?]/;
const TRACK = /^zuora-track-id: *(\S+)/im;

/** The order of production, shortened: the gateway gives up before the host, both before the page. */
const GATEWAY_GIVES_UP = "2s";
const HOST_GIVES_UP = "4s";

/** The tenant's clock: 16 ms in the queue, 50 ms at work; readings are late by as much as the eye. */
const PACE = 0.02;
const LAG_MS = 250;

/**
 * How the gateway remembers. `once`: as in `deploy/`. `forgets`: what it claims is gone at once, though
 * it says that it remembers. `says nothing`: the same, and it does not say so: any plain proxy.
 */
const CLAIMED = 'C.close(file)\\n    return \\"new\\"';
const FORGETS = (text) => text.replaceAll(CLAIMED, `C.unlink(FOLDER .. \\"/\\" .. name) ${CLAIMED}`);
export const GUARDS = {
  once: (text) => text,
  forgets: FORGETS,
  "says nothing": (text) => FORGETS(text).replaceAll("x-proxy-remembers", "x-proxy-says-nothing"),
};

/** Starts one; what it starts ends with `t`. */
export async function openPlace(t, guard) {
  const sandbox = await startSandbox(t, {
    pace: PACE,
    flags: ["--keys", "ignored", "--lag", String(LAG_MS)],
  });
  const place = new Place(t, sandbox, guard);
  await place.open();
  return place;
}

class Place {
  /** The plans of the decisions that are under way, by their task. */
  plans = new Map();
  /** What came by each cutter: place, task, track id, and what became of it. */
  passed = [];
  killed = { gateway: 0, browser: 0 };
  profile = mkdtempSync(join(tmpdir(), "reprise-soak-"));
  #gateways = [];
  #host;
  #idle = { page: [], module: [] };
  #deaths = { gateway: undefined, browser: undefined };

  constructor(t, sandbox, guard) {
    Object.assign(this, { t, sandbox, guard });
  }

  async open() {
    this.memory = memory(this.t);
    const ports = [await freePort(), await freePort(), await freePort()];
    this.address = `http://127.0.0.1:${ports[0]}`;
    this.ports = ports;
    [this.gatewayPort, this.hostPort, this.site] = [await freePort(), await freePort(), this.#site()];
    const cut = (place, port, to) => startCutter({ port, to, fateOf: (head) => this.#fateOf(place, head) });
    const cutters = [await cut(2, ports[2], Number(new URL(this.sandbox.address).port))];
    await this.begin();
    cutters.push(await cut(1, ports[1], this.gatewayPort));
    cutters.push(await cut(0, ports[0], this.hostPort));
    this.chrome = await startChrome(this.profile);
    this.t.after(async () => {
      await this.chrome.kill();
      for (const each of cutters) await each.stop();
      dropProfile(this.profile);
    });
  }

  /** The built page with a configuration in which nothing is proven of keys. */
  #site() {
    const folder = mkdtempSync(join(tmpdir(), "reprise-soak-site-"));
    this.t.after(() => rmSync(folder, { recursive: true, force: true }));
    for (const name of readdirSync(SITE)) symlinkSync(join(SITE, name), join(folder, name));
    const config = JSON.parse(readFileSync(join(SITE, "config.json"), "utf8"));
    for (const environment of config.environments) delete environment.keys;
    rmSync(join(folder, "config.json"));
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    mkdirSync(join(folder, "module"));
    symlinkSync(MODULE, join(folder, "module/reprise"));
    const [{ tenant, entities }] = config.environments;
    const options = { api: "/api/sandbox", environment: "sandbox", salt: config.salt, tenant, entityId: entities[0].id };
    for (const [name, text] of Object.entries(bare(options))) writeFileSync(join(folder, "module", name), text);
    return folder;
  }

  /** Each answer ends its connection, as in `deploy/`; or connections are kept. */
  async #raiseHost(isKept) {
    await this.#host?.stop("SIGKILL");
    const kept = (part) => (isKept ? part.replace("keepalive_timeout 0;", "") : part);
    // The module's page is ours, and under no policy.
    const ours = "location /module/ { add_header Cache-Control no-cache; }\n    location = /icon.svg {";
    const changed = (part) =>
      kept(part).replace("read_timeout 130s", `read_timeout ${HOST_GIVES_UP}`).replace("location = /icon.svg {", ours);
    const settings = { ...this.#gateways.at(-1).settings, port: this.ports[1] };
    this.#host = await startHost(this.t, settings, { port: this.hostPort, changed, folder: this.site });
  }

  async #raiseGateway() {
    const [clientId, secret] = CLIENTS.sandbox;
    const zuora = `http://127.0.0.1:${this.ports[2]}`;
    this.#gateways.push(
      await startGateway(this.t, {
        port: this.gatewayPort,
        environments: [{ id: "sandbox", zuora, clientId, secret, keys: "unproven" }],
        memory: this.memory,
        hosts: [HOST, `127.0.0.1:${this.ports[0]}`],
        timeout: GATEWAY_GIVES_UP,
        changed: GUARDS[this.guard],
      }),
    );
  }

  /** All as it was in the beginning: tenant, gateway and its memory, the browser's journal; and a host. */
  async begin(isKept = false) {
    await this.#gateways.at(-1)?.stop("SIGKILL");
    for (const name of readdirSync(this.memory)) rmSync(join(this.memory, name));
    const since = join(this.memory, "since");
    writeFileSync(since, "");
    age(since, seconds() - 3600);
    await operator.reset(this.sandbox);
    await this.#raiseGateway();
    this.passed = [];
    this.plans.clear();
    await this.#raiseHost(isKept);
    if (this.chrome === undefined) return;
    for (const each of Object.values(this.#idle).flat()) each.close().catch(() => {});
    this.#idle = { page: [], module: [] };
    const page = await this.chrome.context.newPage();
    const devtools = await this.chrome.context.newCDPSession(page);
    await devtools.send("Storage.clearDataForOrigin", { origin: this.address, storageTypes: "indexeddb" });
    await page.close();
  }

  /** A page with that face, new or one that was given back. */
  async pageOf(face, task) {
    const idle = this.#idle[face].pop();
    if (idle !== undefined && !idle.isClosed()) return idle;
    const page = await this.chrome.context.newPage();
    page.setDefaultTimeout(20_000);
    await page.addInitScript(face === "page" ? pageFace : moduleFace);
    const path = face === "page" ? `/t/sandbox/tasks/${task}` : "/module/bare.html";
    await page.goto(`${this.address}${path}`, { waitUntil: "commit" });
    return page;
  }

  giveBack(face, page) {
    this.#idle[face].push(page);
  }

  /** The gateway's lines about reruns since it all began. */
  answers() {
    return this.#gateways.flatMap((each) => each.log().filter(({ method }) => method === "POST"));
  }

  /** Kills it, as a machine short of memory does, and has it come back. */
  kill(whom) {
    this.#deaths[whom] ??= this.#dies(whom).finally(() => (this.#deaths[whom] = undefined));
    return this.#deaths[whom];
  }

  async #dies(whom) {
    this.killed[whom] += 1;
    if (whom === "gateway") {
      await this.#gateways.at(-1).stop("SIGKILL");
      return this.#raiseGateway();
    }
    this.#idle = { page: [], module: [] };
    await this.chrome.kill();
    this.chrome = await startChrome(this.profile);
  }

  /** Resolves when nobody is dead. */
  async isWhole() {
    await this.#deaths.gateway;
    await this.#deaths.browser;
  }

  #fateOf(place, head) {
    const rerun = RERUN.exec(head);
    const plan = this.plans.get(Number((rerun ?? READING.exec(head))?.[1]));
    if (plan === undefined) return undefined;
    if (rerun === null) {
      if (place !== 0 || !plan.isArmed) return undefined;
      const cut = plan.reading;
      plan.reading = undefined;
      return cut && { ...cut, act: () => this.#note(place, "reading", plan, head, cut) };
    }
    const cut = plan.cuts[place].shift();
    this.#note(place, "rerun", plan, head, cut);
    if (cut?.kills === undefined) return cut;
    // It is dead before the request goes on.
    return { ...cut, act: () => void this.kill(cut.kills) };
  }

  #note(place, what, plan, head, cut) {
    const track = TRACK.exec(head)?.[1];
    this.passed.push({ place, what, number: plan.number, track, point: cut?.point, how: cut?.how, at: Date.now() });
  }
}
