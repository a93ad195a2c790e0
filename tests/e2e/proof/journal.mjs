// The journal as it lies in the browser's IndexedDB, read past the page.

/** All that is in it: the intents' records, and the entries with their place and their tale. */
export async function journal(page) {
  const { intents, events } = await page.evaluate(async () => {
    const done = (request) =>
      new Promise((good, bad) => {
        request.onsuccess = () => good(request.result);
        request.onerror = () => bad(request.error);
      });
    // To open one that is not there would make it, and with stores of no one.
    if (!(await indexedDB.databases()).some(({ name }) => name === "reprise-journal"))
      return { intents: [], events: [] };
    const database = await done(indexedDB.open("reprise-journal"));
    try {
      const names = [...database.objectStoreNames];
      if (names.length === 0) return { intents: [], events: [] };
      const transaction = database.transaction(names);
      const [intents, events] = await Promise.all(
        ["intents", "events"].map((name) => done(transaction.objectStore(name).getAll())),
      );
      return { intents, events };
    } finally {
      database.close();
    }
  });
  return { intents, events: events.map((event) => ({ ...event, entry: JSON.parse(event.entry) })) };
}

/** The entries of one kind: `decided`, `sent`, `answered`, `read`, `closed`. */
export const entries = ({ events }, what) =>
  events.filter(({ entry }) => entry.what === what).map(({ key, entry }) => ({ ...entry, key }));

/** The intents that are not over: they hold their task's lock. */
export const open = ({ intents }) => intents.filter(({ active }) => active !== undefined);
