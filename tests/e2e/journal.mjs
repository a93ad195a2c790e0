// Journals written by hand, for states that would take hours to come by: each story is a list of
// entries as the page writes them.

export const NAME = "reprise-journal";

/** A key of the form that the page makes, from a number. */
export const keyOf = (number) =>
  `${String(number).padStart(8, "0")}-0000-8000-8000-000000000000`;

/** What an operator decided. */
export const decided = (number, at, changes = {}) => ({
  v: 1,
  at,
  what: "decided",
  key: keyOf(number),
  environment: "sandbox",
  entity: "2c92a0086f1d3c5e016f2a7b4c8d0e1f",
  task: 2770,
  run: 1,
  original_task: 1,
  action_type: "Callout",
  status: "Error",
  start_time: "2026-11-01T10:00:00Z",
  end_time: "2026-11-01T10:00:05Z",
  generation: 0,
  reason: "the cause is mended",
  ...changes,
});

/** An attempt that was handed to the network; by a page that is gone, unless told otherwise. */
export const sent = (number, at, changes = {}) => ({
  v: 1,
  at,
  server: at,
  what: "sent",
  track: `rp-${number}`,
  tab: "0123456789abcdef",
  ...changes,
});

/** What came of it: accepted, unless told otherwise. */
export const answered = (number, at, task, changes = {}) => ({
  v: 1,
  at,
  server: at,
  what: "answered",
  track: `rp-${number}`,
  verdict: "accepted",
  task,
  http: 200,
  request_id: `request-${number}`,
  replayed: false,
  ...changes,
});

/** How the task was read. */
export const read = (at, task, status, changes = {}) => ({
  v: 1,
  at,
  server: at,
  what: "read",
  task,
  status,
  start_time: new Date(at - 2000).toISOString(),
  end_time: new Date(at - 1000).toISOString(),
  ...changes,
});

/**
 * Writes stories into the journal of the page's origin, which must be an address of the site. The
 * stories of what is not over hold the lock that a page would have given them.
 */
export const write = (page, stories) =>
  page.evaluate(
    async ([name, stories]) => {
      const done = (request) =>
        new Promise((good, bad) => {
          request.onsuccess = () => good(request.result);
          request.onerror = () => bad(request.error);
        });
      const opening = indexedDB.open(name, 1);
      opening.onupgradeneeded = () => {
        const intents = opening.result.createObjectStore("intents", { keyPath: "key" });
        intents.createIndex("active", "active", { unique: true });
        opening.result.createObjectStore("events", { autoIncrement: true });
      };
      const database = await done(opening);
      const transaction = database.transaction(["intents", "events"], "readwrite");
      const all = stories.flatMap(({ entries }) => entries.map((entry) => [entries[0].key, entry]));
      all.sort(([, one], [, other]) => one.at - other.at);
      const lengths = new Map();
      for (const [key, entry] of all) {
        const seq = (lengths.get(key) ?? 0) + 1;
        lengths.set(key, seq);
        const row = { v: 1, key, seq, entry: JSON.stringify(entry) };
        transaction.objectStore("events").add(row);
      }
      for (const { entries, open } of stories) {
        const { key, environment, entity, task } = entries[0];
        const intent = { v: 1, key, seq: lengths.get(key) };
        if (open) intent.active = `${environment}|${entity ?? ""}|${task}`;
        transaction.objectStore("intents").put(intent);
      }
      await new Promise((good, bad) => {
        transaction.oncomplete = good;
        transaction.onabort = () => bad(transaction.error);
      });
      database.close();
    },
    [NAME, stories],
  );

/** The task as it stands now, as a decision about it would note it. */
export async function basisOf(sandbox, task) {
  const headers = { "Zuora-Entity-Ids": "2c92a0086f1d3c5e016f2a7b4c8d0e1f" };
  const reply = await fetch(`${sandbox.address}/api/sandbox/workflows/tasks/${task}`, { headers });
  const { workflow_id: run, original_task_id: original_task, ...rest } = await reply.json();
  const { action_type, status, start_time, end_time } = rest;
  return { task, run, original_task, action_type, status, start_time, end_time };
}

/** A story whose only answer was lost. */
export const inDoubt = (number, at, changes) => ({
  open: true,
  entries: [
    decided(number, at, changes),
    sent(number, at + 500),
    { v: 1, at: at + 30_000, what: "answered", track: `rp-${number}`, verdict: "no-answer" },
  ],
});

/** A story that ended well. */
export const ended = (number, at, changes) => {
  const task = changes.task;
  return {
    entries: [
      decided(number, at, changes),
      sent(number, at + 400),
      answered(number, at + 900, task),
      read(at + 9000, task, "Success"),
    ],
  };
};

/** Writes stories before the page is opened. */
export async function prepare(page, sandbox, stories) {
  await page.goto(`${sandbox.address}/icon.svg`);
  await write(page, stories);
}
