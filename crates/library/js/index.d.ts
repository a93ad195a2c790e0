/**
 * Reprise as a module: read a workflow task of Zuora's, explain it, and rerun it at most once per
 * decision. Importing does nothing; `await init()` loads the WebAssembly.
 */

/** A file's bytes, an answer with it, a compiled module, or where it lies. */
export type WasmSource = URL | string | ArrayBuffer | ArrayBufferView | object;

/** Where the two files lie, if not beside the script. */
export interface WasmFiles {
  /** `reprise.wasm`: tasks and reruns. */
  reprise?: WasmSource;
  /** `explain.wasm`: `explain()` and what `mount()` shows. `false` leaves it away. */
  explain?: WasmSource | false;
}

/** Loads what is not there yet. All instances share it; calling it again costs nothing. */
export default function init(files?: WasmFiles): Promise<void>;

/** A whole number of Zuora's. Beyond 2^53 it is a `bigint`. */
export type Id = number | bigint;

/** An id as it may be given: a number, or its digits. */
export type IdLike = number | bigint | string;

/** Source: Zuora API reference 2026-09-11, schema `Task`. What is not listed there is kept, too. */
export interface Task {
  id: Id;
  name?: string | null;
  action_type?: string | null;
  call_type?: string | null;
  instance?: boolean | null;
  status?: "Queued" | "Processing" | "Pending" | "Success" | "Stopped" | "Error" | (string & {}) | null;
  workflow_id?: Id | null;
  original_workflow_id?: Id | null;
  original_task_id?: Id | null;
  task_id?: Id | null;
  object?: string | null;
  object_id?: string | null;
  parameters?: unknown;
  data?: unknown;
  error?: string | null;
  error_class?: string | null;
  error_details?: string | null;
  start_time?: string | null;
  end_time?: string | null;
  tags?: string[] | null;
  concurrent_limit?: Id | null;
  [other: string]: unknown;
}

/** Filters of a list. Source: Zuora API reference 2026-09-11, `GET_WorkflowsTasks`. */
export interface TaskFilters {
  /** Tasks of runs (true), of setups (false), both (absent). */
  instance?: boolean;
  /** The first page to read, from 1. */
  page?: number;
  /** Tasks in one answer, 1 to 100; 20 unless said otherwise. Each comes with its payload. */
  page_length?: number;
  id?: IdLike;
  name?: string;
  action_type?: string;
  object?: string;
  object_id?: string;
  call_type?: string;
  workflow_id?: IdLike;
  /** Any of these. */
  tags?: string | string[];
}

/** A word about what went wrong. */
export type ErrorCode =
  // What was given does not fit.
  | "bad-option" | "bad-filter" | "bad-event" | "bad-id" | "no-task" | "no-reason" | "no-note" | "not-ready" | "not-loaded"
  // The caller ended it.
  | "aborted" | "destroyed"
  // A reading failed.
  | "timed-out" | "no-answer" | "stale" | "withheld" | "left-before" | "redirected" | "unauthorised" | "forbidden" | "not-found" | "under-way" | "limited"
  | "invalid" | "down" | "declined" | "gateway-refused" | "gateway-lost" | "no-gateway" | "web-page" | "garbled"
  // No rerun was decided: nothing was sent.
  | "no-journal" | "journal" | "journal-unread" | "no-chance" | "task-under-way" | "setup-task" | "unknown-status"
  | "rerun-open" | "out-of-date" | "barred" | "succeeded" | "changed" | "unread" | "decided-elsewhere" | "not-sent"
  // An order that cannot be given now.
  | "no-such-rerun" | "not-now" | "beside" | "not-finished"
  // A proof of keys came to no end.
  | "proof-stopped"
  // A fault of this module.
  | "broken";

/** What every promise rejects with. `message` quotes nothing of an answer; `detail` may. */
export class RepriseError extends Error {
  private constructor();
  readonly name: "RepriseError" | "AbortError";
  readonly code: ErrorCode;
  /** More, in Zuora's own words: it may name people or amounts, so keep it out of logs. */
  readonly detail: string;
  /** Whether the task may have run by this call, or by the rerun that it is about. */
  readonly mayHaveRun: boolean;
  /** Zuora's name for the request. */
  readonly requestId: string | null;
  /** Key of the rerun that it is about. */
  readonly key: string | null;
}

/**
 * A store for the journal, where there is no IndexedDB. What one call has stored, every later one must
 * find, whoever asks: no replica that lags behind.
 */
export interface JournalStore {
  /** Stores a record under an id that has none; `false` when it has one. Of two calls only one may win. */
  add(id: string, record: object): Promise<boolean> | boolean;
  /** May be there, and is not called: nothing is ever changed. */
  put?(id: string, record: object): Promise<unknown> | unknown;
  /** The record, or `undefined`. */
  get(id: string): Promise<object | undefined> | object | undefined;
  /** The ids that begin so, with their records. */
  list(beginning: string): Promise<[id: string, record: object][]> | [id: string, record: object][];
}

export interface RepriseOptions {
  /** In a page: the path of the gateway on its own origin. Elsewhere: a whole address. */
  api: string;
  /** Short name: `a-z`, `0-9`, `-`. As in the page's config.json. */
  environment: string;
  /** At least 16 characters; as in the page's config.json, or both arrive at different keys. */
  salt: string;
  /** Name of the Zuora tenant, as in config.json, if it stands there. */
  tenant?: string;
  /**
   * Whether Zuora is proved to honour keys: until when the proof holds (ISO 8601), and how late a
   * rerun was measured to show. Unless told, nothing is sent twice by itself.
   */
  keys?: "unproven" | { provenUntil: string; lagMs: number };
  /** Value of `Zuora-Entity-Ids`. */
  entityId?: string;
  /** Values of `Zuora-Org-Ids`. */
  orgIds?: string[];
  /** A Bearer token, where no gateway adds it. Kept in memory only. */
  token?: string;
  /** Where the journal is kept; IndexedDB if absent. */
  journal?: JournalStore;
  /** Nothing is ever sent that changes something. */
  readOnly?: boolean;
  /** Who decides, unless a call says otherwise. Stands in the journal. */
  by?: string;
}

export interface RerunOptions {
  /** Why, in words. Stands in the journal. */
  reason: string;
  /** Who. Stands in the journal. */
  by?: string;
  /** The task as you read it. If it has run since, nothing is decided (`changed`): you decided about another run. */
  seen?: Task;
  /** Reruns a task that ended well, which repeats its effects. */
  repeatSuccess?: boolean;
}

/**
 * Where a rerun stands.
 *
 * | state | may the task have run? |
 * |---|---|
 * | `checking`, `prepared`: nothing is sent yet | no |
 * | `sending`: on its way | yes |
 * | `accepted`: Zuora took it | it did, or will |
 * | `unsettled`: not known | yes |
 * | `held-back`: the limiter asks to wait; `turned-away`: it never left | no |
 * | `refused`, `not-sent`, `not-run` | no |
 * | `ran`: a reading shows that the task ran since; `finished`: and how it ended | yes |
 */
export type IntentState =
  | "checking" | "prepared" | "sending" | "accepted" | "unsettled" | "held-back" | "turned-away"
  | "refused" | "not-sent" | "not-run" | "ran" | "finished";

/** One transmission. Moments are texts in UTC (ISO 8601). */
export interface Attempt {
  trackId: string;
  sentAt: string;
  answeredAt: string | null;
  verdict: "accepted" | "unclear" | "limited" | "refused" | "never-sent" | null;
  /** HTTP status. */
  status: number | null;
  requestId: string | null;
  /** Whether the answer is a saved one: nothing was run a second time. */
  isReplayed: boolean;
}

/** Something to do about a rerun. */
export interface Choice {
  order: "check" | "askAgain" | "sendOnceMore" | "letBe" | "foundNotRun" | "foundRan";
  /** What a button would say. */
  label: string;
  /** What it means to give it, where that is not plain: to be shown before. */
  means: string | null;
  /** Why it cannot be done now; `null` when it can. */
  whyNot: string | null;
}

/** What is known of a rerun. Moments are texts in UTC (ISO 8601). */
export interface IntentSnapshot {
  /** The idempotency key: made once per decision, the same in every attempt. */
  readonly key: string;
  readonly task: Id;
  readonly run: Id | null;
  readonly environment: string;
  readonly actionType: string | null;
  readonly reason: string;
  readonly by: string | null;
  /** 0, and one more for each new decision about the same failed run. */
  readonly generation: number;
  /** Key of the decision before it. */
  readonly supersedes: string | null;
  readonly decidedAt: string | null;
  readonly state: IntentState;
  readonly tone: "plain" | "good" | "unsettled" | "bad";
  /** The state in a word or two, for people. */
  readonly word: string;
  readonly headline: string;
  readonly detail: string;
  readonly advice: string;
  /** Whether it is known what became of the decision. */
  readonly isSettled: boolean;
  /** Whether more will be learned without anybody's order. */
  readonly isFollowed: boolean;
  /** Whether nothing more will come of it. */
  readonly isOver: boolean;
  readonly mayHaveRun: boolean;
  readonly isReplayed: boolean;
  readonly acceptedAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly finishedStatus: string | null;
  /** Until when the same key may be sent, while it is in doubt. */
  readonly safeUntil: string | null;
  readonly attempts: Attempt[];
  readonly choices: Choice[];
}

/** A decision to rerun a task. Live: its fields tell how it stands when they are read. */
export interface Intent extends IntentSnapshot {}
export class Intent {
  private constructor();
  /** Sends the same key once more, where that runs the task no second time. */
  askAgain(): Promise<this>;
  /** Sends the same key once more where that may run the task twice: after a long quiet, with a reason. */
  sendOnceMore(note: string, options?: { by?: string }): Promise<this>;
  /** Reads the task for evidence. */
  check(): Promise<this>;
  /** Ends it, for nothing ran. */
  letBe(): Promise<this>;
  /** Writes down that it did not run. The task is read once more first. */
  foundNotRun(note: string, options?: { by?: string }): Promise<this>;
  /** Writes down that it ran. */
  foundRan(note: string, options?: { by?: string }): Promise<this>;
  /** Waits until nothing more comes of it; rejects with `not-finished` when that is not awaited any more. */
  finished(options?: { signal?: AbortSignal }): Promise<this>;
  toJSON(): IntentSnapshot;
}

/** A field that a finding was read from. */
export interface Cited {
  /** Such as `data.Callout[0].ResponseCode`. */
  path: string;
  value: string;
}

export type Certainty = "possible" | "likely" | "certain";

/** Why a task failed. */
export interface Cause {
  kind: string;
  certainty: Certainty;
  sentence: string;
  advice: string;
  /** HTTP status of the answer, where one is known. */
  answered: number | null;
  cited: Cited[];
  /** Where the rule is from. */
  source: string;
}

/** What a rerun would do. */
export interface Verdict {
  verdict: "would-repeat" | "may-repeat" | "no-effect-outside" | "will-fail-again" | "unknown";
  label: string;
  certainty: Certainty;
  sentence: string;
  effect: string;
  reasons: string[];
  checks: string[];
  cited: Cited[];
}

/** What a task touches. */
export interface Touches {
  groups: {
    thing: "account" | "subscription" | "invoice" | "payment" | "recipient" | "address" | "host" | "zuora-host";
    line: string;
    count: number;
    andMore: boolean;
    /** Whether it names people. */
    isPersonal: boolean;
    /** The first fifty. */
    shown: { label: string; id: string | null; path: string; times: number }[];
  }[];
  /** Added up exactly: `sum` is a decimal number as text. */
  amounts: { line: string; field: string; currency: string | null; sum: string; count: number; leftOut: number; path: string }[];
  /** Whether everything was looked at. */
  isWhole: boolean;
}

export interface Explanation {
  cause: Cause | null;
  /** Of the task before it, where the payload tells. */
  causeBefore: Cause | null;
  verdict: Verdict;
  touches: Touches;
}

/** One environment. Several live side by side. */
export class Reprise {
  constructor(options: RepriseOptions);
  readonly environment: string;
  /** Whether reruns can be written down, and if not, why. */
  readonly journal: { isOpen: boolean; trouble: string };
  /** Another token for what is sent from now on. */
  setToken(token: string | null): void;
  /** Reads a task. Nothing runs by it. */
  getTask(id: IdLike, options?: { signal?: AbortSignal }): Promise<Task>;
  /** Reads tasks, page by page, as they are asked for. `onUnreadable` hears how many entries of a page are no tasks. */
  listTasks(
    filters?: TaskFilters,
    options?: { signal?: AbortSignal; onUnreadable?: (count: number) => void },
  ): AsyncGenerator<Task, void, undefined>;
  /**
   * Decides that a task be run again, writes that down, sends it, and asks again under the same key
   * as far as that is safe. Resolves when there is a decision in the journal, whatever came of it:
   * look at `state`. Rejects when nothing was sent by this call; only `destroyed` and `broken` cannot tell.
   * It cannot be aborted: what was sent cannot be taken back.
   */
  rerun(id: IdLike, options: RerunOptions): Promise<Intent>;
  /** The reruns of this environment in the journal, oldest first. */
  reruns(filter?: { task?: IdLike }): Promise<Intent[]>;
  /** Those of which it is not known what became of them, and those that wait for an order. */
  unsettled(): Promise<Intent[]>;
  /** Why it failed, what a rerun would do, what it touches. */
  explain(task: Task): Explanation;
  /** Why a task may not be rerun now; empty when it may. */
  whyNot(task: Task): string;
  /** The JSON of a task, as it came. */
  source(task: Task): string;
  /** Hears of reruns that changed, here or in another tab. Gives what ends that. */
  on(event: "change", listener: (intent: Intent) => void): () => void;
  on(event: "journal", listener: (journal: { isOpen: boolean; trouble: string }) => void): () => void;
  /** Ends everything. What was sent is still waited for and written down. */
  destroy(): void;
}
