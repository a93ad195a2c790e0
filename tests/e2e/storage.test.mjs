// A journal that cannot be kept: reruns are off and say why, reading goes on, nothing is sent.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as operator from "./operator.mjs";
import { openStories, staysQuiet } from "./proof/tale.mjs";

const begin = await openStories();

const reason = (page) => page.locator("#rerun-reason");

/** Runs a script on the journal from a page of this origin that is not Reprise. */
async function beside(story, script, given) {
  const page = await story.blank();
  await page.goto(`${story.wire.address}/icon.svg`);
  await page.evaluate(script, given);
  await page.close();
}

async function openTask(story, prepare) {
  story.page = await story.blank();
  if (prepare !== undefined) await story.page.addInitScript(prepare);
  await operator.openTask(story.page, story.wire, story.task);
}

/** The button is inert and says so; the task is read all the same; nothing arrives. */
async function isOff(story, why) {
  const { page } = story;
  await reason(page).filter({ hasText: why }).waitFor();
  const button = operator.rerunButton(page);
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  await button.evaluate((button) => button.click());
  assert.equal(await operator.dialog(page, story.task).count(), 0);
  await page.getByText("Notify tax vendor").first().waitFor();
  await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
  await page.getByRole("table").first().waitFor();
  assert.equal(story.wire.arrivals.length, 0);
}

const GONE = {
  "is not there": () => Object.defineProperty(window, "indexedDB", { value: undefined }),
  "throws when it is named": () =>
    Object.defineProperty(window, "indexedDB", {
      get: () => {
        throw new DOMException("", "SecurityError");
      },
    }),
  "refuses to open": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("", "SecurityError");
    };
  },
};

for (const [name, prepare] of Object.entries(GONE)) {
  test(`IndexedDB ${name}: reruns are off`, async (t) => {
    const story = await begin(t);
    await openTask(story, prepare);
    await isOff(story, "Reruns are off: this browser keeps no journal.");
  });
}

test("A database of a newer version is only read", async (t) => {
  const story = await begin(t);
  await beside(story, () => {
    const request = indexedDB.open("reprise-journal", 99);
    return new Promise((done, failed) => {
      request.onupgradeneeded = () => {
        request.result.createObjectStore("intents", { keyPath: "key" });
        request.result.createObjectStore("events", { autoIncrement: true });
      };
      request.onsuccess = () => done(request.result.close());
      request.onerror = () => failed(request.error);
    });
  });
  await openTask(story);
  // Whoever decides finds it out at the latest by writing.
  const found = reason(story.page).filter({ hasText: "a newer Reprise" });
  if (!(await found.waitFor({ timeout: 1_500 }).then(() => true, () => false))) {
    await story.decide();
    await story.says("could not be written down, so it was not sent");
  }
  await isOff(story, "Reruns are off: a newer Reprise has written this browser's journal.");
});

/** Adds an entry to the journal that this Reprise has not written. */
const addEntry = (entry) =>
  new Promise((done, failed) => {
    const request = indexedDB.open("reprise-journal");
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction("events", "readwrite");
      const key = "00000000-0000-4000-8000-000000000000";
      transaction.objectStore("events").add({ v: 1, key, seq: 1, entry });
      transaction.oncomplete = () => done(request.result.close());
    };
  });

const ROWS = {
  "broken by hand": ['{"v":1,"at":17', "part of this browser's journal cannot be read"],
  "of another kind": ['{"v":1,"at":1,"what":"sung"}', "part of this browser's journal cannot be read"],
  "of a newer version": ['{"v":3,"at":1,"what":"decided"}', "a newer Reprise has written"],
};

for (const [name, [entry, why]] of Object.entries(ROWS)) {
  test(`An entry ${name}: reruns are off`, async (t) => {
    const story = await begin(t);
    await openTask(story);
    await beside(story, addEntry, entry);
    await story.page.reload();
    await isOff(story, why);
  });
}

test("A full disk: nothing is sent, the page says why, and the button is inert", async (t) => {
  const story = await begin(t);
  await story.ready();
  await story.page.evaluate(() => window.proof.fillDiskAt(1));
  await story.confirm();
  await story.says("The rerun could not be written down, so it was not sent. Nothing ran.");
  await isOff(story, "Reruns are off: this browser has no room left for the journal.");
});

test("A quota that is used up: nothing is sent", async (t) => {
  const story = await begin(t);
  await story.ready();
  const devtools = await story.page.context().newCDPSession(story.page);
  const origin = story.wire.address;
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  t.after(async () => {
    const page = await story.place.chrome.context.newPage();
    const devtools = await story.place.chrome.context.newCDPSession(page);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin });
    await page.close();
  });
  await story.confirm();
  await story.says("The rerun could not be written down, so it was not sent. Nothing ran.");
  await isOff(story, "Reruns are off");
});

const WIPES = {
  "from another tab": (story) =>
    beside(story, () => {
      const request = indexedDB.deleteDatabase("reprise-journal");
      return new Promise((done) => (request.onsuccess = done));
    }),
  "by the browser": async (story) => {
    const devtools = await story.page.context().newCDPSession(story.page);
    const origin = story.wire.address;
    await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  },
};

for (const [name, wipe] of Object.entries(WIPES)) {
  test(`Wiped ${name} while a rerun is in doubt: it stays in sight, and nothing is sent`, async (t) => {
    const story = await begin(t);
    await story.ready();
    await story.confirmInVain();
    const ask = operator.notice(story.page).getByRole("button", { name: "Ask again, same key" });
    const sent = story.wire.arrivals.length;
    await wipe(story);
    await ask.click().catch(() => {});
    await reason(story.page).filter({ hasText: "this site's data were cleared" }).waitFor();
    await story.says("We do not know whether");
    await ask.evaluate((button) => button.click());
    await staysQuiet(story, 1_000);
    assert.equal(story.wire.arrivals.length, sent, "nothing more is sent");
  });
}

for (const [name, wipe] of Object.entries(WIPES)) {
  test(`Cleared ${name} under the dialog: told as that, not as another tab; a new decision works`, async (t) => {
    const story = await begin(t);
    await story.ready();
    await wipe(story);
    await story.confirm();
    await story.says("The rerun was never sent. Nothing ran.");
    const said = await operator.notice(story.page).innerText();
    assert.match(said, /this site's data may have been cleared/);
    assert.doesNotMatch(said, /nother tab/);
    assert.equal(story.wire.arrivals.length, 0);
    await story.decide();
    await story.says("ended well");
  });
}

/** Holds the journal's stores in a transaction of another page until it is let go. */
const hold = () =>
  new Promise((done) => {
    const request = indexedDB.open("reprise-journal");
    request.onsuccess = () => {
      const transaction = request.result.transaction(["intents", "events"], "readwrite");
      const store = transaction.objectStore("intents");
      const turn = () => {
        if (!window.letGo) store.get("nothing").onsuccess = turn;
      };
      turn();
      done();
    };
  });

test("A journal that another page holds is told after ten seconds, and what it writes late is not sent", async (t) => {
  const story = await begin(t);
  await story.ready();
  const other = await story.blank();
  await other.goto(`${story.wire.address}/icon.svg`);
  await other.evaluate(hold);
  await story.confirm();
  const alert = story.page.getByRole("alert").filter({ hasText: "this browser's journal does not answer" });
  await alert.waitFor({ timeout: 15_000 });
  await staysQuiet(story, 1_000);
  assert.equal(story.wire.arrivals.length, 0);
  await other.evaluate(() => (window.letGo = true));
  await alert.waitFor({ state: "detached" });
  await story.says("is written down, not sent");
  await staysQuiet(story, 1_000);
  assert.equal(story.wire.arrivals.length, 0);
  await operator.notice(story.page).getByRole("button", { name: "Send it now" }).click();
  await story.says("ended well");
});
