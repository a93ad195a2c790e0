// The one kind of error that every promise of this module rejects with.

/** What went wrong, and whether the task may have run by this call. */
export class RepriseError extends Error {
  constructor({ code, message, detail = "", mayHaveRun = false, requestId = null, key = null }, options) {
    super(message, options);
    this.name = code === "aborted" ? "AbortError" : "RepriseError";
    this.code = code;
    // Not among what a log prints of an error.
    Object.defineProperty(this, "detail", { value: detail });
    this.mayHaveRun = mayHaveRun;
    this.requestId = requestId;
    this.key = key;
  }

  /** Takes whatever was thrown. */
  static of(thrown, mayHaveRun = false) {
    if (thrown instanceof RepriseError) return thrown;
    if (typeof thrown === "object" && thrown !== null && "mayHaveRun" in thrown) {
      return new RepriseError(thrown);
    }
    // A trap of the WebAssembly, most likely: what it was doing then is not known here.
    const message = "Reprise itself failed. The journal tells what was sent; make a new Reprise and read it.";
    return new RepriseError({ code: "broken", message, mayHaveRun }, { cause: thrown });
  }
}

/** Calls back, and lets nobody else pay for what the callback throws. */
export function tell(listener, ...told) {
  try {
    listener(...told);
  } catch (error) {
    // Node has no such function, and would end the program: perhaps between a request and its answer.
    const report = globalThis.reportError ?? console.error;
    report(error);
  }
}
