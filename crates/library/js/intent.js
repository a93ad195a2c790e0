// One decision to rerun a task, as it stands now.

/** What a snapshot holds besides the key. */
const FIELDS = [
  "task", "run", "environment", "actionType", "reason", "by", "generation", "supersedes", "decidedAt",
  "state", "tone", "word", "headline", "detail", "advice", "isSettled", "isFollowed", "isOver", "mayHaveRun",
  "isReplayed",
  "acceptedAt", "startedAt", "finishedAt", "finishedStatus", "safeUntil", "attempts", "choices",
];

/** Live: every field is read from the journal's state when it is asked for. */
export class Intent {
  #desk;
  #last;

  /** `desk` is what its `Reprise` lets it do. */
  constructor(key, desk) {
    Object.defineProperty(this, "key", { value: key, enumerable: true });
    this.#desk = desk;
    this.#last = {};
  }

  static {
    for (const name of FIELDS) {
      const get = function () { return this.toJSON()[name]; };
      Object.defineProperty(this.prototype, name, { get, enumerable: true });
    }
  }

  /** Everything at once, as a plain object. After `destroy()` it is what was known then. */
  toJSON() {
    this.#last = this.#desk.snapshot(this.key) ?? this.#last;
    return this.#last;
  }

  async askAgain() {
    await this.#desk.order("askAgain", this.key);
    return this;
  }

  async sendOnceMore(note, options) {
    await this.#desk.order("sendOnceMore", this.key, String(note ?? ""), options?.by ?? undefined);
    return this;
  }

  async check() {
    await this.#desk.order("check", this.key);
    return this;
  }

  async letBe() {
    await this.#desk.order("letBe", this.key);
    return this;
  }

  async foundNotRun(note, options) {
    await this.#desk.order("foundNotRun", this.key, String(note ?? ""), options?.by ?? undefined);
    return this;
  }

  async foundRan(note, options) {
    await this.#desk.order("foundRan", this.key, String(note ?? ""), options?.by ?? undefined);
    return this;
  }

  async finished(options) {
    return this.#desk.finished(this, options?.signal);
  }
}
