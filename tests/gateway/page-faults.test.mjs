// The fault table, driven by the page: whatever breaks between the browser and Zuora, the page's
// first word is right, the log agrees, and an honest operator ends with one execution.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { LINE } from "../e2e/proof/wire.mjs";
import { wholeFile } from "../e2e/stage.mjs";
import { startChain } from "./chain.mjs";
import { assertDoubt, atRerun, settle, watchedPage } from "./page.mjs";
import { NEVER_LEFT, printTable, reading } from "./stage.mjs";
import { send } from "./wire.mjs";

const TASK = 2770;
const DOUBT = "We do not know whether task 2770 ran.";
const TURNED_AWAY = "The rerun was turned away before it reached the task. Nothing ran.";
const REFUSED = "Zuora refused the rerun. Nothing ran.";
const RAN = "Task 2770 ran and ended well.";
const RAN_SINCE = "Task 2770 has run since: it ended with Success.";

const chain = await startChain(wholeFile);
const { wire } = chain;
const { until } = operator;

const columns = ["fault", "the page says", "answer", "mark", "sends", "arrived", "ran", "in the end"];
const table = [columns];
after(() => printTable(table));

const serverError = async ({ answer }) =>
  answer({ status: 500, headers: { "content-type": "application/json" }, body: Buffer.from("{}") });

/** The token service gives none any more, and the gateway has noticed. */
async function tokensEnd() {
  wire.tokens = serverError;
  await until(async () => (await chain.reading()).mark === "-", "the gateway has no token");
}

/** The gateway is stopped, and every part of it has noticed: a busy machine takes its time. */
async function standsStill() {
  void chain.gateway.stop("SIGSTOP");
  const asked = () => send(chain.gateway.port, reading("sandbox"), { patience: 500 });
  await until(async () => (await asked()).status === undefined, "the gateway stands still");
}

// `line`: what becomes of the rerun behind the gateway. `breaks`: what breaks when it leaves the
// page. `mends`: what is done about it before the operator goes on. Of the first answer: who gave
// it (`status`, `mark`), what the gateway logged (`sends`; nothing, if it was not there), how many
// reruns arrived at Zuora's and how many ran. `ends`: the last word.
const FAULTS = {
  "nothing breaks": { line: LINE.pass, says: RAN, status: 200, sends: 1, arrived: 1, ran: 1, ends: RAN },
  "Zuora refuses the connection": {
    breaks: () => wire.fall(),
    mends: () => wire.rise(),
    ...{ says: TURNED_AWAY, status: 503, mark: "UF", sends: 1, arrived: 0, ran: 0, ends: RAN },
  },
  "the connection is reset, nothing ran": {
    line: LINE.resetBefore,
    ...{ says: DOUBT, status: 503, mark: "UC", sends: 1, arrived: 1, ran: 0, ends: RAN },
  },
  "the connection is reset, it ran": {
    line: LINE.resetAfter,
    ...{ says: DOUBT, status: 503, mark: "UC", sends: 1, arrived: 1, ran: 1, ends: RAN_SINCE },
  },
  "half of the answer comes": {
    line: LINE.halfAnswer,
    ...{ says: DOUBT, status: 200, sends: 1, arrived: 1, ran: 1, ends: RAN_SINCE },
  },
  "nobody answers, it ran": {
    line: LINE.hang,
    ...{ says: DOUBT, status: 504, mark: "UT", sends: 1, arrived: 1, ran: 1, ends: RAN_SINCE },
  },
  "Zuora says 500": {
    line: serverError,
    ...{ says: DOUBT, status: 500, sends: 1, arrived: 1, ran: 0, ends: RAN },
  },
  "the token service is down": {
    breaks: tokensEnd,
    mends: () => (wire.tokens = chain.givesTokens),
    ...{ says: TURNED_AWAY, status: 401, mark: "-", sends: 0, arrived: 0, ran: 0, ends: RAN },
  },
  "Zuora has forgotten the token": {
    breaks: () => operator.reset(chain.sandbox),
    ...{ says: REFUSED, status: 401, sends: 1, arrived: 1, ran: 0, ends: RAN },
  },
  "the gateway is gone": {
    breaks: () => chain.gateway.stop("SIGKILL"),
    mends: () => chain.raiseGateway(),
    ...{ says: DOUBT, host: 502, arrived: 0, ran: 0, ends: RAN },
  },
  "the gateway dies meanwhile, it ran": {
    line: async ({ forward }) => {
      await forward();
      await chain.gateway.stop("SIGKILL");
    },
    mends: () => chain.raiseGateway(),
    ...{ says: DOUBT, host: 502, arrived: 1, ran: 1, ends: RAN_SINCE },
  },
  // What it had taken in before it stood still, it may send on when it wakes.
  "the gateway stands still": {
    breaks: standsStill,
    mends: () => void chain.gateway.stop("SIGCONT"),
    ...{ says: DOUBT, host: 504, arrived: 0, ran: 0, ends: [RAN, RAN_SINCE] },
  },
  "the host is gone": {
    breaks: () => chain.host.stop("SIGKILL"),
    mends: () => chain.raiseHost(),
    ...{ says: DOUBT, arrived: 0, ran: 0, ends: RAN },
  },
};

/** Waits for the page's word, and tells what it says instead. */
async function says(page, text) {
  const said = () => operator.headline(page).innerText().catch(() => "nothing");
  await until(async () => (await said()) === text, text, 15_000, said);
}

/** What the gateway logged of the first rerun of this page, if it was there to log it. */
async function logged(before, { status, sends }) {
  if (sends === undefined) return undefined;
  const [line] = await until(
    () => chain.reruns().length > before && chain.reruns().slice(before),
    `a rerun with ${status} in the log`,
  );
  return line;
}

/** How the host answered the last rerun, by its own log. */
const hostSaid = () =>
  Number(/"POST \S+\/rerun HTTP\/1\.1" (\d+) [^\n]*\n$/.exec(chain.host.logText())?.[1]);

/** Mends it at the end of a test that failed before it came to that, and never twice. */
function once(mends = () => {}) {
  let mending;
  return () => (mending ??= Promise.resolve(mends()));
}

const executions = () => operator.executions(chain.sandbox, TASK);

for (const [name, fault] of Object.entries(FAULTS)) {
  test(`${name}: the first word, the log, and one execution in the end`, async (t) => {
    await chain.begin();
    const before = chain.reruns().length;
    const mend = once(fault.mends);
    t.after(mend);
    const page = await watchedPage(t, chain.browser);
    await operator.openTask(page, chain, TASK);
    if (fault.line !== undefined) wire.plan(fault.line);
    if (fault.breaks !== undefined) await atRerun(page, fault.breaks);
    await operator.rerun(page, TASK);
    await says(page, fault.says);
    await assertDoubt(page);
    const [arrived, ran] = [wire.arrivals.length, (await executions()).length];
    const line = await logged(before, fault);
    if (fault.host !== undefined) assert.equal(hostSaid(), fault.host);
    wire.plan();
    await mend();
    await chain.passes();
    const end = await ended(page);
    const told = [line?.status ?? fault.host ?? "none", line?.mark ?? "", line?.sends ?? "no line"];
    table.push([name, fault.says, ...told, arrived, ran, `${end} (${(await executions()).length} ran)`]);
    assert.deepEqual([arrived, ran], [fault.arrived, fault.ran]);
    assert.deepEqual([line?.status, line?.sends], [fault.status, fault.sends]);
    assert.equal(line?.mark ?? undefined, fault.mark);
    // The mark and the page agree on what never left.
    assert.equal(fault.says === TURNED_AWAY, NEVER_LEFT.includes(line?.mark), line?.mark);
    assert.ok([fault.ends].flat().includes(end), end);
    assert.equal((await executions()).length, 1);
    assert.deepEqual(page.violations, []);
  });
}

/** The last word, after a new decision where the first one ended with a refusal. */
async function ended(page) {
  const end = await settle(page);
  assert.equal(new Set(wire.arrivals.map(({ key }) => key)).size, 1, "all attempts have one key");
  if (end !== REFUSED) return end;
  assert.equal((await executions()).length, 0);
  await operator.rerun(page, TASK);
  // The refusal stands in the list of the second decision's key until that one has an end of its own.
  await until(async () => (await operator.headline(page).innerText()) !== REFUSED, "it goes on");
  return settle(page);
}
