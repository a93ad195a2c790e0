// Leads a proof of keys: does what its course asks for, and asks the caller what a person would do.

import { RepriseError, tell } from "../errors.js";
import loadProve, { Course } from "../prove.js";
import { Reprise } from "../reprise.js";

/** As long as a timer can be. */
const LONG_MS = 2 ** 31 - 1;

const PLAN = ["canary", "host", "clients", "rounds", "watchSeconds"];

/** How an answer to a question is told to the course: as a figure, as done, or as left out. */
const FIGURES = { counter: "counted", client: "by-hand" };

let started = null;

/** Loads the WebAssembly, once. `find` gives its bytes or its address. */
async function load(given, find) {
  try {
    await (started ??= Promise.resolve(given ?? find()).then((module_or_path) => loadProve({ module_or_path })));
  } catch (cause) {
    started = null;
    const message = "prove.wasm could not be loaded: it must lie beside the script, or be given as \"wasm\".";
    throw new RepriseError({ code: "not-loaded", message }, { cause });
  }
}

export async function prove(given, answer, find) {
  const { signal, onLine, wasm, token, ...rest } = given ?? {};
  const plan = { rounds: 20, watchSeconds: 180, ...rest };
  if (typeof answer !== "function") throw wrong("proveKeys() needs a function that answers its questions.");
  if (plan.readOnly) throw new RepriseError({ code: "barred", message: "\"readOnly\" forbids it: a proof reruns its canary." });
  await settled(plan, typeof token === "string" ? token : undefined);
  await load(wasm, find);
  if (signal?.aborted) throw aborted(signal);
  return new Promise((resolve, reject) => new Lead(course(plan), { answer, signal, onLine, token, resolve, reject }).begin());
}

/** Whether the options fit, and no decision about the canary is open. */
async function settled(plan, token) {
  const own = Object.fromEntries(Object.entries(plan).filter(([name]) => !PLAN.includes(name)));
  const zuora = new Reprise({ ...own, token });
  try {
    const open = (await zuora.reruns({ task: plan.canary })).find(({ isOver }) => !isOver);
    if (open === undefined) return;
    const message = "A rerun of the canary is not over yet. Settle it first.";
    throw new RepriseError({ code: "rerun-open", message, key: open.key, mayHaveRun: open.mayHaveRun });
  } finally {
    zuora.destroy();
  }
}

function course(plan) {
  try {
    return new Course(plan);
  } catch (thrown) {
    throw typeof thrown === "string" ? wrong(thrown) : RepriseError.of(thrown);
  }
}

class Lead {
  #course;
  #calls;
  #said = 0;
  #isAsking = false;
  #isOver = false;
  #stop = () => this.#tell("halt");

  constructor(course, calls) {
    this.#course = course;
    this.#calls = calls;
  }

  begin() {
    this.#calls.signal?.addEventListener("abort", this.#stop);
    this.#tell("begin");
  }

  #tell(word, figure = 0) {
    this.#follow(this.#course.tell(word, figure));
  }

  /** Does what is to be done, says what came to pass, and asks or ends. */
  #follow(steps) {
    if (this.#isOver) return;
    for (const { send, wakeAt } of steps) {
      if (wakeAt === undefined) this.#send(send);
      else setTimeout(() => this.#isOver || this.#tell("woke"), Math.max(0, wakeAt - Date.now()));
    }
    const lines = this.#course.lines(this.#said);
    this.#said += lines.length;
    if (this.#calls.onLine) for (const { at, line } of lines) tell(this.#calls.onLine, line, at);
    const end = this.#course.end();
    if (end === undefined) this.#ask();
    else this.#end(end);
  }

  async #send(number) {
    try {
      const { token } = this.#calls;
      const own = typeof token === "function" ? await token() : token;
      this.#follow(await this.#course.send(number, own ?? undefined));
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  async #ask() {
    const question = this.#course.asking();
    if (question === null || this.#isAsking) return;
    this.#isAsking = true;
    try {
      const told = wordOf(question, await this.#calls.answer(question));
      if (question.ask === "after-day" && told[0] === "done") await until(question.from, this.#calls.signal);
      this.#isAsking = false;
      if (!this.#isOver) this.#tell(...told);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #end({ record, keys, why, answers, transcript, stopped }) {
    const { resolve, reject, signal } = this.#calls;
    this.#close();
    if (signal?.aborted) return reject(aborted(signal));
    if (stopped) {
      const [message, detail] = stopped;
      return reject(new RepriseError({ code: "proof-stopped", message, detail, mayHaveRun: true }));
    }
    return resolve({ isProven: keys !== null, keys: keys ?? "unproven", why, record: JSON.parse(`{${record}}`).keys, answers, transcript });
  }

  /** What the caller's own function throws ends the proof: the canary is left as it is. */
  #fail(thrown) {
    if (this.#isOver) return;
    this.#close();
    this.#course.tell("halt", 0);
    this.#calls.reject(thrown);
  }

  #close() {
    this.#isOver = true;
    this.#calls.signal?.removeEventListener("abort", this.#stop);
  }
}

/** The word by which the course is told an answer, and its figure. */
function wordOf({ ask }, said) {
  const word = FIGURES[ask];
  if (word !== undefined && Number.isSafeInteger(said) && said >= 0) return [word, said];
  if (ask === "counter") throw wrong("\"counter\" is answered by the figure that the counter shows: a whole number.");
  if (said === null || said === false) {
    if (ask === "allow") throw wrong("What was held back is not sent: the proof has ended.");
    return ["skip"];
  }
  if (word === undefined && said === true) return ["done"];
  throw wrong(`"${ask}" is answered by ${word ? "the status of the answer, or null" : "true or false"}.`);
}

/** Waits for a moment, however far. */
async function until(moment, signal) {
  for (;;) {
    const pause = Date.parse(moment) - Date.now();
    if (pause <= 0 || signal?.aborted) return;
    await new Promise((wait) => {
      const timer = setTimeout(wait, Math.min(pause, LONG_MS));
      signal?.addEventListener("abort", () => (clearTimeout(timer), wait()), { once: true });
    });
  }
}

function wrong(message) {
  return new RepriseError({ code: "bad-option", message });
}

function aborted(signal) {
  const message = "The proof was ended by its caller. What it saw proves nothing.";
  return new RepriseError({ code: "aborted", message, mayHaveRun: true }, { cause: signal.reason });
}
