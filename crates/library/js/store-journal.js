// The journal in a store of the host's: any that can add a record only where there is none.
//
//   entry:KEY:00000000   one entry of a story, numbered
//   lock:TASK:00000000   who holds the lock of a task, numbered: the last one counts
//
// Each step is an atomic `add`, so that of two programs only one writes an entry or takes a lock. A
// program may end between two steps: a lock whose holder wrote no entry, or ended its story, is taken
// over. Before every transmission the lock is looked at anew, so whoever was overtaken in between sends
// nothing.

/** How long a lock counts whose holder has written nothing yet, in milliseconds. */
const TAKEN_FOR_MS = 60_000;

/** How often a lock is tried for that others take at the same moment. */
const TRIES = 8;

const numbered = (number) => String(number).padStart(8, "0");
const entryId = (key, seq) => `entry:${key}:${numbered(seq)}`;
const lockId = (lock, number) => `lock:${lock}:${numbered(number)}`;

/** What the core asks of a journal, on top of a store. `version` is that of what is written. */
export class StoreJournal {
  #store;
  #version;

  constructor(store, version) {
    this.#store = store;
    this.#version = version;
  }

  /** Writes an entry down: `""`, or `"behind"` or `"taken"` when nothing of it was written. */
  async append(key, seq, entry, lock) {
    const before = seq === 0 ? null : await this.#store.get(entryId(key, seq - 1));
    const isShorter = before === undefined;
    if (isShorter || (await this.#store.get(entryId(key, seq))) != null) return "behind";
    const taken = lock === null ? null : await this.#lock(lock, key);
    if (taken === "theirs") return "taken";
    const record = { v: this.#version, key, seq, at: Date.now(), entry, lock };
    if (!(await this.#add(entryId(key, seq), record))) {
      if (taken !== null && taken !== "held") await this.#letGo(taken, key);
      return "behind";
    }
    // The entry counts. A lock that is not given back is found to be stale by whoever wants it.
    if (lock === null && before?.lock) await this.#giveBack(before.lock, key).catch(() => {});
    return "";
  }

  /** All entries, story by story: `{ rows: [key, entry][], isNewer }`. */
  async read() {
    const records = (await this.#list("entry:")).map(([, record]) => record);
    const begun = new Map();
    for (const { key, at } of records) if (!begun.has(key)) begun.set(key, at);
    records.sort((one, other) => begun.get(one.key) - begun.get(other.key) || (one.key < other.key ? -1 : one.key > other.key ? 1 : one.seq - other.seq));
    return {
      rows: records.map(({ key, entry }) => [String(key), String(entry)]),
      isNewer: records.some(({ v }) => v > this.#version),
    };
  }

  /** Tries for the lock of a task: the id under which it was taken now, or `"held"`, or `"theirs"`. */
  async #lock(lock, key) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const [number, own] = await this.#latest(lock);
      if (own?.held) {
        if (own.key === key) return "held";
        if (await this.#isAlive(own, lock)) return "theirs";
      }
      const id = lockId(lock, number + 1);
      if (await this.#add(id, this.#held(key, true))) return id;
    }
    return "theirs";
  }

  /** Whether the holder of a lock still needs it: its story is open, or about to begin. */
  async #isAlive(own, lock) {
    const last = (await this.#list(`entry:${own.key}:`)).at(-1)?.[1];
    return last === undefined ? Date.now() - own.at < TAKEN_FOR_MS : last.lock === lock;
  }

  async #giveBack(lock, key) {
    const [number, own] = await this.#latest(lock);
    if (own?.key === key) await this.#letGo(lockId(lock, number), key);
  }

  async #letGo(id, key) {
    await this.#store.put(id, this.#held(key, false));
  }

  #held(key, held) {
    return { v: this.#version, key, at: Date.now(), held };
  }

  /** The last record about a lock with its number; none has the number -1. */
  async #latest(lock) {
    const last = (await this.#list(`lock:${lock}:`)).at(-1);
    return last === undefined ? [-1, null] : [Number(last[0].slice(-8)), last[1]];
  }

  async #add(id, record) {
    const added = await this.#store.add(id, record);
    if (typeof added === "boolean") return added;
    throw Object.assign(new TypeError(), { name: "add() gave neither true nor false" });
  }

  async #list(beginning) {
    const found = await this.#store.list(beginning);
    if (!Array.isArray(found)) throw Object.assign(new TypeError(), { name: "list() gave no list" });
    return found
      .filter(([id]) => id.startsWith(beginning))
      .sort(([one], [other]) => (one < other ? -1 : 1));
  }
}
