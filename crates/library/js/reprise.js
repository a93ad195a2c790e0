// The face of the module: one environment of Zuora's, its tasks and their reruns.

import { RepriseError, tell } from "./errors.js";
import { opened, textOf } from "./exact.js";
import { Intent } from "./intent.js";
import { StoreJournal } from "./store-journal.js";
import { coreClass, explainer } from "./wasm.js";

/** Longest wait for the answer to a read, in milliseconds. */
const READ_MS = 60_000;

/** As long as a timer can be. */
const LONG_MS = 2 ** 31 - 1;

export class Reprise {
  #core;
  #intents = new Map();
  #listeners = { change: new Set(), journal: new Set() };
  #reads = new Set();
  #ends = new Set();
  #environment;

  constructor(options) {
    const Core = coreClass();
    try {
      this.#core = new Core(withJournal(options, Core.version()), (keys, journal) => this.#told(keys, journal));
    } catch (thrown) {
      throw RepriseError.of(thrown);
    }
    this.#environment = options.environment;
  }

  get environment() {
    return this.#environment;
  }

  /** Whether reruns can be written down, and if not, why. */
  get journal() {
    const trouble = this.#living().journalTrouble();
    return { isOpen: trouble === "", trouble };
  }

  setToken(token) {
    try {
      this.#living().setToken(token);
    } catch (thrown) {
      throw RepriseError.of(thrown);
    }
  }

  async getTask(id, options) {
    const { signal } = options ?? {};
    return opened(await this.#read(signal, (core, signal) => core.getTask(String(id), signal)));
  }

  async *listTasks(filters, options) {
    const { signal, onUnreadable } = options ?? {};
    for (let page = 0; ; page += 1) {
      const got = await this.#read(signal, (core, signal) => core.listTasks(filters, page, signal));
      if (got.unreadable > 0 && onUnreadable) tell(onUnreadable, got.unreadable);
      for (const task of got.tasks) yield opened(task);
      if (!got.hasNext || got.tasks.length + got.unreadable === 0) return;
    }
  }

  async rerun(id, options) {
    const { reason, by, seen, repeatSuccess, ...others } = options ?? {};
    const [other] = Object.keys(others);
    if (other !== undefined) throw noOption(other);
    const asSeen = seen ? textOf(seen) : undefined;
    const order = (core, signal) =>
      core.rerun(String(id), asSeen, String(reason ?? ""), by ?? undefined, repeatSuccess === true, signal);
    return this.#intent(await this.#written(order, true));
  }

  /** All reruns of this environment that the journal holds, or those of one task; oldest first. */
  async reruns(filter) {
    const { task } = filter ?? {};
    await this.#written((core) => core.catchUp(), false);
    const all = this.#living().keys().map((key) => this.#intent(key));
    return task === undefined ? all : all.filter((intent) => String(intent.task) === String(task));
  }

  async unsettled() {
    return (await this.reruns()).filter((intent) => !intent.isSettled);
  }

  explain(task) {
    this.#living();
    try {
      return explainer().explain(textOf(task));
    } catch (thrown) {
      if (typeof thrown !== "string") throw RepriseError.of(thrown);
      throw new RepriseError({ code: "no-task", message: thrown });
    }
  }

  /** Why a task may not be rerun now; empty when it may. */
  whyNot(task) {
    try {
      return this.#living().whyNot(textOf(task));
    } catch (thrown) {
      throw RepriseError.of(thrown);
    }
  }

  source(task) {
    return textOf(task);
  }

  on(event, listener) {
    this.#living();
    const listeners = this.#listeners[event];
    if (listeners === undefined) {
      throw new RepriseError({ code: "bad-event", message: `There is no event "${event}". There are: change, journal.` });
    }
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  destroy() {
    if (this.#core === undefined) return;
    // What is known now is what stays to be read.
    for (const intent of this.#intents.values()) intent.toJSON();
    const core = this.#core;
    this.#core = undefined;
    core.close();
    core.free();
    for (const control of this.#reads) control.abort();
    for (const end of [...this.#ends]) end();
    for (const listeners of Object.values(this.#listeners)) listeners.clear();
    this.#intents.clear();
  }

  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    this.destroy();
  }

  #living() {
    if (this.#core !== undefined) return this.#core;
    throw destroyed();
  }

  /** Does something that reads: the clock and `destroy` can end the reading. */
  async #guarded(control, work) {
    const core = this.#living();
    const late = setTimeout(() => control.abort(new DOMException("", "TimeoutError")), READ_MS);
    this.#reads.add(control);
    try {
      return await work(core, control.signal);
    } finally {
      clearTimeout(late);
      this.#reads.delete(control);
    }
  }

  /** Sends a read that its caller can end, too. */
  async #read(signal, call) {
    this.#living();
    if (signal?.aborted) throw aborted(signal);
    const control = new AbortController();
    const stop = () => control.abort(signal.reason);
    signal?.addEventListener("abort", stop);
    try {
      return await this.#guarded(control, call);
    } catch (thrown) {
      if (signal?.aborted) throw aborted(signal, thrown);
      if (this.#core === undefined) throw destroyed(thrown);
      throw RepriseError.of(thrown);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Carries out what may write, and perhaps send. Of that only the reading before it can be ended. */
  async #written(call, mayHaveRun, key) {
    this.#living();
    try {
      const done = await this.#guarded(new AbortController(), call);
      if (this.#core === undefined) throw undefined;
      return done;
    } catch (thrown) {
      // What was sent is still waited for, and written down; only nobody is told here.
      const isTold = thrown?.code === "destroyed" || this.#core !== undefined;
      throw isTold ? RepriseError.of(thrown, mayHaveRun) : destroyed(thrown, mayHaveRun, key);
    }
  }

  #intent(key) {
    const known = this.#intents.get(key);
    if (known !== undefined) return known;
    const intent = new Intent(key, {
      snapshot: (key) => this.#core?.intent(key),
      order: (name, key, ...words) => this.#written((core) => core[name](key, ...words), name === "askAgain" || intent.mayHaveRun, key),
      finished: (intent, signal) => this.#finished(intent, signal),
    });
    this.#intents.set(key, intent);
    return intent;
  }

  /** Waits until nothing more will come of a rerun. */
  async #finished(intent, signal) {
    this.#living();
    if (signal?.aborted) throw aborted(signal);
    return new Promise((resolve, reject) => {
      // A promise alone does not keep a program of Node's going.
      const awake = setInterval(() => {}, LONG_MS);
      const end = (settle, value) => {
        clearInterval(awake);
        off();
        this.#ends.delete(gone);
        signal?.removeEventListener("abort", stop);
        settle(value);
      };
      const look = () => {
        const { isFollowed, isOver } = intent.toJSON();
        if (!isFollowed) end(...(isOver ? [resolve, intent] : [reject, unfinished(intent)]));
      };
      const stop = () => end(reject, aborted(signal));
      const gone = () => end(reject, destroyed(undefined, intent.mayHaveRun, intent.key));
      const off = this.on("change", (changed) => changed === intent && look());
      this.#ends.add(gone);
      signal?.addEventListener("abort", stop);
      look();
    });
  }

  #told(keys, journal) {
    for (const key of keys) {
      const intent = this.#intent(key);
      // A decision that is not written down yet, or belongs to another environment.
      if (intent.environment !== this.#environment) continue;
      for (const listener of [...this.#listeners.change]) tell(listener, intent);
    }
    if (journal) for (const listener of [...this.#listeners.journal]) tell(listener, this.journal);
  }
}

/** The options with a journal on top of the store that they name. */
function withJournal(options, version) {
  const store = options?.journal;
  if (store === undefined || store === null) return options;
  const missing = ["add", "get", "list"].find((method) => typeof store[method] !== "function");
  if (missing === undefined) return { ...options, journal: new StoreJournal(store, version) };
  const message = `"journal" has no method ${missing}(): a journal has add, get and list.`;
  throw new RepriseError({ code: "bad-option", message });
}

function noOption(name) {
  const why = name === "signal" ? " A rerun cannot be aborted: what was sent cannot be taken back." : "";
  const message = `rerun() takes no option "${name}".${why} There are: reason, by, repeatSuccess.`;
  return new RepriseError({ code: "bad-option", message });
}

function aborted(signal, cause) {
  const message = "The read was aborted by its caller.";
  return new RepriseError({ code: "aborted", message }, { cause: cause ?? signal.reason });
}

function destroyed(cause, mayHaveRun = false, key = null) {
  const message = mayHaveRun
    ? "This Reprise was destroyed meanwhile. The journal tells what became of the rerun."
    : "This Reprise was destroyed: make a new one.";
  return new RepriseError({ code: "destroyed", message, mayHaveRun, key }, { cause });
}

function unfinished({ key, headline, detail, mayHaveRun }) {
  const message = `${headline} It is no longer followed.`;
  return new RepriseError({ code: "not-finished", message, detail, mayHaveRun, key });
}
