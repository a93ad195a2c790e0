// A consumer of the module in strict TypeScript: everything that it offers, once.

import init, { Intent, Reprise, RepriseError, type Explanation, type IntentSnapshot, type JournalStore, type Task } from "reprise";
import { fileJournal } from "reprise/file-journal";
import { proveKeys, type Proof } from "reprise/prove";
import { defineTaskElement, mount, type TaskView } from "reprise/view";

await init();
await init({ reprise: new URL("https://example.com/reprise.wasm"), explain: false });

const store: JournalStore = {
  add: async (_id, _record) => true,
  put: async () => {},
  get: () => undefined,
  list: async () => [],
};
const zuora = new Reprise({ api: "/api/production", environment: "production", salt: "0123456789abcdef", entityId: "1", orgIds: ["101"], journal: store, by: "ops-7" });
const other = new Reprise({ api: "https://rest.example.com", environment: "other", salt: "0123456789abcdef", token: "t", journal: fileJournal("journal"), readOnly: true, tenant: "t/1" });

export async function reads(signal: AbortSignal): Promise<Task[]> {
  const found: Task[] = [];
  for await (const task of zuora.listTasks({ instance: true, page_length: 20, tags: ["night"] }, { signal, onUnreadable: (count) => void count.toFixed() })) {
    found.push(task);
  }
  const task = await zuora.getTask(2770n, { signal });
  const id: number | bigint = task.id;
  const status: string | null | undefined = task.status;
  const unknown: unknown = task["call_stack"];
  const { cause, verdict, touches }: Explanation = zuora.explain(task);
  const sum: string | undefined = touches.amounts[0]?.sum;
  void [id, status, unknown, cause?.sentence, verdict.checks, sum, zuora.whyNot(task), zuora.source(task)];
  return found;
}

export async function reruns(): Promise<void> {
  try {
    const intent: Intent = await zuora.rerun("2770", { reason: "vendor fixed", by: "ops-7", repeatSuccess: true });
    const snapshot: IntentSnapshot = intent.toJSON();
    if (intent.state === "unsettled") await intent.askAgain();
    await intent.check();
    for (const { order, whyNot } of intent.choices) if (whyNot === null && order === "letBe") await intent.letBe();
    await (await intent.foundRan("seen", { by: "ops-7" })).foundNotRun("not seen");
    await intent.finished({ signal: AbortSignal.timeout(1_000) });
    const unsettled: Intent[] = await zuora.unsettled();
    void [snapshot.attempts[0]?.trackId, unsettled, await zuora.reruns({ task: 2770 })];
  } catch (error) {
    if (error instanceof RepriseError && error.code === "rerun-open" && !error.mayHaveRun) console.error(error.requestId, error.key, error.detail);
    else throw error;
  }
}

export async function proves(signal: AbortSignal): Promise<Proof> {
  const plan = { canary: 9301, host: "rest.zuora.com", clients: ["gateway"], by: "Ada", tenant: "t/1" };
  const own = { api: "https://gateway.example.com", environment: "other", salt: "0123456789abcdef", token: async () => "t" };
  return proveKeys({ ...own, ...plan, signal, onLine: (line, at) => console.log(at, line) }, async (question) => {
    if (question.ask === "counter") return question.doubted ?? 1;
    if (question.ask === "client") return question.request.url.length > 0 ? 200 : null;
    return question.ask === "after-day" && question.from < question.words;
  });
}

const off: () => void = zuora.on("change", (intent) => console.log(intent.key));
zuora.on("journal", ({ isOpen, trouble }) => console.log(isOpen, trouble));
off();
zuora.setToken(null);

export function shows(element: Element): void {
  const view: TaskView = mount(element, zuora, { task: 2770 });
  void view.read();
  view.destroy();
  defineTaskElement([zuora, other]);
  zuora.destroy();
}
