// The journal in a store of the host's: any that can add a record only where there is none.
//
//   entry:KEY:00000000   one entry of a story, numbered
//   lock:TASK:00000000   who holds the lock of a task, numbered: the last one counts
//
// Nothing is ever changed: each step is an atomic `add`, so that of two programs only one writes an entry
// or moves a lock. A program may end between two steps: a lock whose holder wrote no entry, or ended its
// story, is taken over. Before every transmission the lock is looked at anew, and whoever takes one over
// looks at its holder's story once more afterwards: of two that overtake each other one sees the other.

/** How long a lock counts whose holder has written nothing yet, in milliseconds. */
const TAKEN_FOR_MS = 60_000;

/** How often a lock is tried for that others take at the same moment. */
const TRIES = 8;

/** How often a list is read again that others wrote to meanwhile. */
const READINGS = 3;

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
    const before = seq === 0 ? null : await this.#get(entryId(key, seq - 1));
    if (before === undefined || (await this.#get(entryId(key, seq))) !== undefined) return "behind";
    if (lock !== null && !(await this.#holds(lock, key, before?.lock === lock))) return "taken";
    const record = { v: this.#version, key, seq, at: Date.now(), entry, lock };
    // A lock that was taken for nothing is judged by the story that came in between.
    if (!(await this.#add(entryId(key, seq), record))) return "behind";
    // The entry counts. A lock that is not given back is found to be stale by whoever wants it.
    if (lock === null && before?.lock) await this.#giveBack(before.lock, key).catch(() => {});
    return "";
  }

  /** All entries, story by story: `{ rows: [key, entry][], isNewer }`. */
  async read() {
    let stories = await this.#stories();
    for (let more = 1; more < READINGS && stories.some(hasGap); more += 1) stories = await this.#stories();
    const whole = stories.map(beginning).filter((story) => story.length > 0);
    whole.sort(([one], [other]) => one.at - other.at || (one.key < other.key ? -1 : 1));
    const records = whole.flat();
    return {
      rows: records.map(({ key, entry }) => [String(key), String(entry)]),
      isNewer: records.some(({ v }) => v > this.#version),
    };
  }

  async #stories() {
    const stories = new Map();
    for (const [, record] of await this.#list("entry:")) {
      if (!stories.has(record.key)) stories.set(record.key, []);
      stories.get(record.key).push(record);
    }
    return [...stories.values()];
  }

  /** Whether the lock of a task is ours: it was, while our story `goesOn`, or is taken now. */
  async #holds(lock, key, goesOn) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const [number, own] = await this.#latest(lock);
      if (own?.held && own.key === key && goesOn) return true;
      const isTheirs = own?.held && own.key !== key;
      if (isTheirs && (await this.#isAlive(own, lock))) return false;
      if (!(await this.#move(lock, number + 1, key, true))) continue;
      if (!isTheirs || !(await this.#isAlive(own, lock))) return true;
      // Its holder has written meanwhile, after all.
      await this.#move(lock, number + 2, own.key, true);
      return false;
    }
    return false;
  }

  /** Whether the holder of a lock still needs it: its story is open, or about to begin. */
  async #isAlive(own, lock) {
    const last = (await this.#list(`entry:${own.key}:`)).at(-1)?.[1];
    return last === undefined ? Date.now() - own.at < TAKEN_FOR_MS : last.lock === lock;
  }

  async #giveBack(lock, key) {
    const [number, own] = await this.#latest(lock);
    if (own?.held && own.key === key) await this.#move(lock, number + 1, key, false);
  }

  #move(lock, number, key, held) {
    return this.#add(lockId(lock, number), { v: this.#version, key, at: Date.now(), held });
  }

  /** The last record about a lock with its number; none has the number -1. */
  async #latest(lock) {
    const last = (await this.#list(`lock:${lock}:`)).at(-1);
    return last === undefined ? [-1, null] : [Number(last[0].slice(-8)), last[1]];
  }

  /** Whether the record is stored and ours, be it that the store did so and could not say it. */
  async #add(id, record) {
    const mark = crypto.randomUUID();
    const added = await Promise.resolve(this.#store.add(id, { ...record, mark })).catch((error) => ({ error }));
    if (added === true) return true;
    const there = await this.#get(id);
    if (there !== undefined) return there.mark === mark;
    if (added === false) throw misfit("add() gave false, and there is no record");
    throw added?.error ?? misfit("add() gave neither true nor false");
  }

  async #get(id) {
    return (await this.#store.get(id)) ?? undefined;
  }

  async #list(beginning) {
    const found = await this.#store.list(beginning);
    if (!Array.isArray(found)) throw misfit("list() gave no list");
    return found.filter(([id]) => id.startsWith(beginning)).sort(([one], [other]) => (one < other ? -1 : 1));
  }
}

const hasGap = (story) => story.some(({ seq }, place) => seq !== place);

/** A story up to its first gap: what follows one tells less than nothing. */
function beginning(story) {
  const gap = story.findIndex(({ seq }, place) => seq !== place);
  return gap < 0 ? story : story.slice(0, gap);
}

/** An error whose name says what is wrong: that much is told. */
const misfit = (name) => Object.assign(new TypeError(), { name });
