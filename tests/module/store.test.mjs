// What the journal in a store of the host's writes, step by step, and what it does when another program
// steps in between. The store and the clock are the test's own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { StoreJournal } from "../../crates/library/js/store-journal.js";

/** A store whose next `add` of an id may be preceded or replaced by something else. */
function store() {
  const records = new Map();
  const before = new Map();
  return {
    records,
    before,
    put: (id, record) => void records.set(id, structuredClone(record)),
    async add(id, record) {
      const step = before.get(id);
      before.delete(id);
      const instead = await step?.(record);
      if (instead !== undefined) return instead;
      return !records.has(id) && Boolean(records.set(id, structuredClone(record)));
    },
    get: async (id) => records.get(id) ?? null,
    // Neither sorted nor exact: what the store need not be.
    list: async () => [...records].reverse(),
  };
}

const entry = (key, number) => `entry:${key}:${String(number).padStart(8, "0")}`;
const lock = (name, number) => `lock:${name}:${String(number).padStart(8, "0")}`;
const held = (key, at = Date.now()) => ({ v: 3, key, at, held: true });
const written = (key, seq, more) => ({ v: 3, key, seq, at: 5, entry: `${key}${seq}`, lock: null, ...more });
const without = (record, ...names) => Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** A store and a journal in it. */
function fresh() {
  const kept = store();
  return { kept, journal: new StoreJournal(kept, 3) };
}

/** Who holds the lock by the last record about it, and its number. */
function holder(kept, name = "T") {
  const ids = [...kept.records.keys()].filter((id) => id.startsWith(`lock:${name}:`)).sort();
  const last = kept.records.get(ids.at(-1));
  return [ids.length, last?.key, last?.held];
}

test("A story is written entry by entry under numbered names, and its lock is given back at the end", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 1_000 });
  const { kept, journal } = fresh();
  assert.equal(await journal.append("a", 0, "one", "T"), "");
  assert.equal(await journal.append("a", 1, "two", "T"), "");
  assert.deepEqual(holder(kept), [1, "a", true], "the lock is not moved while the story goes on");
  assert.equal(await journal.append("a", 2, "three", null), "");
  assert.deepEqual(holder(kept), [2, "a", false]);
  assert.deepEqual([...kept.records.keys()], [lock("T", 0), entry("a", 0), entry("a", 1), entry("a", 2), lock("T", 1)]);
  const last = kept.records.get(entry("a", 2));
  assert.deepEqual(without(last, "mark"), { v: 3, key: "a", seq: 2, at: 1_000, entry: "three", lock: null });
  assert.deepEqual(without(kept.records.get(lock("T", 0)), "mark"), { v: 3, key: "a", at: 1_000, held: true });
  assert.deepEqual(await journal.read(), { rows: [["a", "one"], ["a", "two"], ["a", "three"]], isNewer: false });
});

test("An entry that follows nothing, or that is there already, is behind and takes no lock", async () => {
  const { kept, journal } = fresh();
  assert.equal(await journal.append("a", 1, "two", "T"), "behind");
  assert.equal(kept.records.size, 0);
  assert.equal(await journal.append("a", 0, "one", null), "");
  assert.equal(await journal.append("a", 0, "other", "T"), "behind");
  assert.deepEqual([...kept.records.keys()], [entry("a", 0)]);
  assert.equal(kept.records.get(entry("a", 0)).entry, "one");
});

test("An entry that another program wrote at the same moment is behind, and its lock stays", async () => {
  const { kept, journal } = fresh();
  await journal.append("a", 0, "one", "T");
  kept.before.set(entry("a", 1), () => kept.put(entry("a", 1), { ...written("a", 1), mark: "another" }));
  assert.equal(await journal.append("a", 1, "two", null), "behind");
  assert.deepEqual(holder(kept), [1, "a", true]);
});

test("While a story is open no other one gets its lock; the lock of another task is another one", async () => {
  const { kept, journal } = fresh();
  await journal.append("a", 0, "one", "T");
  assert.equal(await journal.append("b", 0, "one", "T"), "taken");
  assert.equal(kept.records.has(entry("b", 0)), false);
  assert.deepEqual(holder(kept), [1, "a", true]);
  assert.equal(await journal.append("b", 0, "one", "TT"), "");
  await journal.append("a", 1, "two", null);
  assert.equal(await journal.append("c", 0, "one", "T"), "");
  assert.deepEqual(holder(kept), [3, "c", true]);
});

test("A lock that could not be given back is stale, and whoever wants it takes it over", async () => {
  const { kept, journal } = fresh();
  await journal.append("a", 0, "one", "T");
  kept.before.set(lock("T", 1), () => Promise.reject(new Error("down")));
  assert.equal(await journal.append("a", 1, "two", null), "", "the entry counts");
  assert.deepEqual(holder(kept), [1, "a", true]);
  assert.equal(await journal.append("b", 0, "one", "T"), "");
  assert.deepEqual(holder(kept), [2, "b", true]);
});

test("A story that ends gives back no lock that another one has taken over, or that nobody holds", async () => {
  for (const [key, isHeld] of [["b", true], ["a", false]]) {
    const { kept, journal } = fresh();
    await journal.append("a", 0, "one", "T");
    kept.put(lock("T", 1), { ...held(key), held: isHeld });
    assert.equal(await journal.append("a", 1, "two", null), "");
    assert.deepEqual(holder(kept), [2, key, isHeld]);
  }
});

test("A story that has lost its lock to an open one writes nothing more under it", async () => {
  const { kept, journal } = fresh();
  await journal.append("a", 0, "one", "T");
  kept.put(lock("T", 1), held("b"));
  kept.put(entry("b", 0), written("b", 0, { lock: "T" }));
  assert.equal(await journal.append("a", 1, "two", "T"), "taken");
  assert.equal(kept.records.has(entry("a", 1)), false);
});

test("A lock that was given back is taken anew by the same story, as is one that it holds for nothing", async () => {
  const { kept, journal } = fresh();
  await journal.append("a", 0, "one", "T");
  kept.put(lock("T", 1), { ...held("a"), held: false });
  assert.equal(await journal.append("a", 1, "two", "T"), "");
  assert.deepEqual(holder(kept), [3, "a", true]);
  kept.put(lock("U", 0), held("c"));
  assert.equal(await journal.append("c", 0, "one", "U"), "");
  assert.deepEqual(holder(kept, "U"), [2, "c", true], "another page may have taken it for the same story");
});

test("A lock whose holder wrote nothing counts for a minute", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 100_000 });
  for (const [age, said] of [[59_999, "taken"], [60_000, ""]]) {
    const { kept, journal } = fresh();
    kept.put(lock("T", 0), held("b", 100_000 - age));
    assert.equal(await journal.append("a", 0, "one", "T"), said);
  }
});

test("Whether a story is open is told by its last entry alone", async () => {
  for (const [locks, said] of [[["T", null], ""], [[null, "T"], "taken"], [["T", "U"], ""]]) {
    const { kept, journal } = fresh();
    kept.put(lock("T", 0), held("b"));
    locks.forEach((own, seq) => kept.put(entry("b", seq), written("b", seq, { lock: own })));
    assert.equal(await journal.append("a", 0, "one", "T"), said, locks.join());
  }
});

test("Of two that want a lock at the same moment the second sees the first", async () => {
  const { kept, journal } = fresh();
  kept.before.set(lock("T", 0), () => kept.put(lock("T", 0), { ...held("b"), mark: "another" }));
  assert.equal(await journal.append("a", 0, "one", "T"), "taken");
  assert.deepEqual(holder(kept), [1, "b", true]);
});

test("A holder that writes while its stale lock is taken over gets it back", async () => {
  const { kept, journal } = fresh();
  kept.put(lock("T", 0), held("b", 0));
  kept.before.set(lock("T", 1), () => kept.put(entry("b", 0), written("b", 0, { lock: "T" })));
  kept.before.set(lock("T", 2), () => new Promise((next) => setTimeout(next, 20)));
  assert.equal(await journal.append("a", 0, "one", "T"), "taken");
  assert.equal(kept.records.has(entry("a", 0)), false);
  assert.deepEqual(holder(kept), [3, "b", true]);
});

test("A lock that others move without end is tried for eight times", async () => {
  const { kept, journal } = fresh();
  let tries = 0;
  const { add } = kept;
  kept.add = (id, record) => {
    if (!id.startsWith("lock:")) return add(id, record);
    tries += 1;
    kept.put(id, { ...held("b"), held: false, mark: "another" });
    return false;
  };
  assert.equal(await journal.append("a", 0, "one", "T"), "taken");
  assert.equal(tries, 8);
  tries = 0;
  kept.add = (id, record) => {
    if (!id.startsWith("lock:") || tries === 7) return add(id, record);
    tries += 1;
    kept.put(id, { ...held("b"), held: false, mark: "another" });
    return false;
  };
  assert.equal(await journal.append("a", 0, "one", "T"), "", "the eighth time it is free");
});

test("Stories are told in the order of their beginnings, each up to its first gap", async () => {
  const { kept, journal } = fresh();
  for (const [key, seq, at] of [["c", 1, 1], ["c", 0, 3], ["b", 0, 5], ["a", 0, 5], ["a", 2, 6], ["d", 1, 1]])
    kept.put(entry(key, seq), written(key, seq, { at }));
  let readings = 0;
  const { list } = kept;
  kept.list = (beginning) => ((readings += 1), list(beginning));
  assert.deepEqual(await journal.read(), { rows: [["c", "c0"], ["c", "c1"], ["a", "a0"], ["b", "b0"]], isNewer: false });
  assert.equal(readings, 3, "a gap may be a story that is being written");
  kept.put(entry("a", 1), written("a", 1, { v: 4 }));
  kept.put(entry("d", 0), written("d", 0, { at: 9 }));
  readings = 0;
  const { rows, isNewer } = await journal.read();
  assert.deepEqual([rows.length, isNewer, readings], [8, true, 1]);
});

test("A gap that is filled by the next reading was none, and what a newer program wrote behind one does not count", async () => {
  const { kept, journal } = fresh();
  kept.put(entry("a", 1), written("a", 1, { v: 4 }));
  assert.deepEqual(await journal.read(), { rows: [], isNewer: false });
  const { list } = kept;
  let readings = 0;
  kept.list = (beginning) => ((readings += 1) === 2 && kept.put(entry("a", 0), written("a", 0)), list(beginning));
  assert.deepEqual((await journal.read()).rows, [["a", "a0"], ["a", "a1"]]);
  assert.equal(readings, 2);
});

test("A store that kept the record and failed, or denied it, has kept it", async () => {
  for (const answer of [() => false, () => Promise.reject(new Error("down")), () => "yes", () => { throw new Error("at once"); }]) {
    const { kept, journal } = fresh();
    kept.before.set(entry("a", 0), (record) => (kept.put(entry("a", 0), record), answer()));
    assert.equal(await journal.append("a", 0, "one", null), "");
    kept.before.set(entry("b", 0), () => (kept.put(entry("b", 0), { ...written("b", 0), mark: "another" }), answer()));
    assert.equal(await journal.append("b", 0, "one", null), "behind");
  }
});

test("A store that keeps nothing and says why is told by that; one that does not, by what it gave", async () => {
  const cases = [
    [() => false, "add() gave false, and there is no record"],
    [() => "yes", "add() gave neither true nor false"],
    [() => null, "add() gave neither true nor false"],
    [() => Promise.reject(Object.assign(new Error("full"), { name: "QuotaExceededError" })), "QuotaExceededError"],
  ];
  for (const [answer, name] of cases) {
    const { kept, journal } = fresh();
    kept.before.set(entry("a", 0), answer);
    await assert.rejects(journal.append("a", 0, "one", null), { name });
  }
  const { kept, journal } = fresh();
  kept.list = async () => ({});
  await assert.rejects(journal.read(), { name: "list() gave no list" });
});
