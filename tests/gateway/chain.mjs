// The whole way, as in production: Chromium, nginx with the built page, Envoy, a line that can
// fail, and behind it the sandbox, which demands tokens.

import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as operator from "../e2e/operator.mjs";
import { chanceOf } from "../e2e/proof/chance.mjs";
import { startWire } from "../e2e/proof/wire.mjs";
import { openBrowser, startSandbox } from "../e2e/stage.mjs";
import { age, memory, seconds } from "./folder.mjs";
import { startHost } from "./host.mjs";
import { CLIENTS, freePort, HOST, startGateway, until } from "./stage.mjs";

const [CLIENT_ID, SECRET] = CLIENTS.sandbox;

/** The order of production, shortened: the gateway gives up before the host, both before the page. */
const GATEWAY_GIVES_UP = "2s";
const HOST_GIVES_UP = "4s";

/** The gateway asks for the next token at half the life of the last one. */
const TOKEN_LIVES_S = 2;

/** Starts all of it; it ends with `t`. `keys`: as the gateway has them of its one environment. */
export async function startChain(t, { keys = "proven" } = {}) {
  const sandbox = await startSandbox(t, { pace: operator.PACE, requireToken: true });
  const wire = await startWire(sandbox.address, chanceOf(1), await freePort());
  t.after(() => (wire.forget(), wire.fall()));
  const chain = new Chain(endingWith(t), sandbox, wire, await freePort(), keys);
  wire.tokens = chain.givesTokens;
  await chain.raiseGateway();
  await chain.raiseHost();
  chain.browser = await openBrowser(t);
  return chain;
}

/** What a test starts for all of them ends with `t`; Node would end it with that test. */
function endingWith(t) {
  const endings = [];
  t.after(async () => {
    for (const ending of endings.reverse()) await ending();
  });
  return { after: (ending) => endings.push(ending) };
}

class Chain {
  /** Every token that the gateway was ever given. */
  tokens = [];
  #gateways = [];
  #hosts = [];

  constructor(t, sandbox, wire, port, keys) {
    this.t = t;
    this.keys = keys;
    this.memory = memory(t);
    this.isOld();
    this.sandbox = sandbox;
    this.wire = wire;
    this.address = `http://127.0.0.1:${port}`;
  }

  get secret() {
    return SECRET;
  }

  /** The gateway that stands, or the last one that stood. */
  get gateway() {
    return this.#gateways.at(-1);
  }

  /** What the gateways of this chain have written. */
  gatewayTexts() {
    return this.#gateways.map((each) => ({ log: each.logText(), printed: each.printed() }));
  }

  /** What the hosts of this chain have written. */
  hostTexts() {
    return this.#hosts.map((each) => ({ log: each.logText(), printed: each.printed() }));
  }

  /** What it remembers, nothing, goes back an hour. */
  isOld() {
    const since = join(this.memory, "since");
    writeFileSync(since, "");
    age(since, seconds() - 3600);
  }

  async raiseGateway() {
    const { port } = new URL(this.address);
    const zuora = { id: "sandbox", zuora: this.wire.address, clientId: CLIENT_ID, secret: SECRET, keys: this.keys };
    const gateway = await startGateway(this.t, {
      port: this.gateway?.port,
      environments: [zuora],
      memory: this.memory,
      hosts: [HOST, `127.0.0.1:${port}`],
      timeout: GATEWAY_GIVES_UP,
      changed: (text) => text.replace("retry_interval: 5s", "retry_interval: 1s"),
    });
    this.#gateways.push(gateway);
  }

  async raiseHost() {
    const changed = (part) => part.replace("read_timeout 130s", `read_timeout ${HOST_GIVES_UP}`);
    const port = Number(new URL(this.address).port);
    this.#hosts.push(await startHost(this.t, this.gateway.settings, { port, changed }));
  }

  /** The host that stands, or the last one that stood. */
  get host() {
    return this.#hosts.at(-1);
  }

  /** A token of the sandbox's, said to live for seconds only. */
  givesTokens = async ({ answer }) => {
    const access_token = await operator.bearerToken(this.sandbox);
    this.tokens.push(access_token);
    const given = { access_token, token_type: "bearer", expires_in: TOKEN_LIVES_S };
    const headers = { "content-type": "application/json" };
    return answer({ status: 200, headers, body: Buffer.from(JSON.stringify(given)) });
  };

  /** As it was in the beginning: tenant, line, and what the gateway remembers. */
  async begin() {
    this.wire.forget();
    // The journal is a folder in it, and stays: the gateway writes there.
    for (const each of readdirSync(this.memory, { withFileTypes: true }))
      if (each.isFile()) rmSync(join(this.memory, each.name));
    this.isOld();
    this.wire.tokens = this.givesTokens;
    await operator.reset(this.sandbox);
    await this.passes();
  }

  /** What a reading is answered, as the page would ask for it. */
  async reading() {
    const path = `${this.address}/api/sandbox/workflows/tasks/2770`;
    const headers = { "X-Reprise": "1", "Sec-Fetch-Site": "same-origin" };
    const answer = await fetch(path, { headers });
    return { status: answer.status, mark: answer.headers.get("x-proxy-local") };
  }

  /** Waits until one passes: the gateway is there and has a token that is good. */
  passes() {
    return until(async () => (await this.reading()).status === 200, "a reading passes");
  }

  /** The gateways' lines about reruns, oldest first. */
  reruns() {
    return this.#gateways.flatMap((each) => each.log().filter(({ method }) => method === "POST"));
  }
}
