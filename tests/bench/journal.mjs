// What it costs to write down before sending: commits of the journal's shape, durable ("strict") and
// not ("relaxed") in turn, in one browser.

const COMMITS = 1_000;

/** In the page: so many commits of each kind, and how long each took, in milliseconds. */
async function commits(count) {
  const done = (request) =>
    new Promise((good, bad) => {
      request.onsuccess = () => good(request.result);
      request.onerror = () => bad(request.error);
    });
  const opening = indexedDB.open("bench-journal", 1);
  opening.onupgradeneeded = () => {
    const intents = opening.result.createObjectStore("intents", { keyPath: "key" });
    intents.createIndex("active", "active", { unique: true });
    opening.result.createObjectStore("events", { autoIncrement: true });
  };
  const database = await done(opening);
  const commit = (number, durability) =>
    new Promise((good, bad) => {
      const began = performance.now();
      const transaction = database.transaction(["intents", "events"], "readwrite", { durability });
      transaction.oncomplete = () => good(performance.now() - began);
      transaction.onabort = () => bad(transaction.error);
      const key = `00000000-0000-8000-8000-${String(number).padStart(12, "0")}`;
      const intents = transaction.objectStore("intents");
      intents.get(key).onsuccess = () => {
        intents.put({ v: 1, key, seq: 1, active: `bench||${number}` });
        transaction.objectStore("events").add({ v: 1, key, seq: 1, entry: "x".repeat(400) });
        transaction.commit();
      };
    });
  const took = { strict: [], relaxed: [] };
  for (let number = 0; number < 2 * count; number += 2) {
    took.strict.push(await commit(number, "strict"));
    took.relaxed.push(await commit(number + 1, "relaxed"));
  }
  database.close();
  indexedDB.deleteDatabase("bench-journal");
  return took;
}

const at = (values, share) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** Median and 99th percentile of both kinds. */
export async function journalCost(browser, host) {
  const page = await browser.newPage();
  await page.goto(`${host.address}/one-line`);
  const { strict, relaxed } = await page.evaluate(commits, COMMITS);
  await page.close();
  return { p50: [at(strict, 0.5), at(relaxed, 0.5)], p99: [at(strict, 0.99), at(relaxed, 0.99)], commits: COMMITS };
}
