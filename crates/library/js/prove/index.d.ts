import type { IdLike, RepriseOptions, WasmSource } from "../index.js";

/** What a proof is made with: the options of `new Reprise()`, and the plan. */
export interface ProofOptions extends Omit<RepriseOptions, "keys" | "token"> {
  /** Name of the Zuora tenant: the record is of it. */
  tenant: string;
  /** Who makes the proof. Stands in the record. */
  by: string;
  /** A failed Callout task of a run, whose address counts its calls and answers 500. */
  canary: IdLike;
  /** Zuora's host, such as `rest.apisandbox.zuora.com`. Stands in the record. */
  host: string;
  /** Names of the OAuth clients in use; the first is the one by which this program asks. */
  clients: string[];
  /** Reruns that are followed to their end, 1 to 20; 20 unless told. Fewer than 10: a weak proof. */
  rounds?: number;
  /** Watch after a repeated request, 5 to 3600; 180 unless told. Less: a weak proof. */
  watchSeconds?: number;
  /** A Bearer token, or what gives one: it is asked before each request. */
  token?: string | (() => string | Promise<string>);
  /** Ends the proof. What was sent is not taken back. */
  signal?: AbortSignal;
  /** Hears each line of the transcript as it comes, with its moment (ISO 8601). */
  onLine?: (line: string, at: string) => void;
  /** Where `prove.wasm` lies, if not beside the script. */
  wasm?: WasmSource;
}

/** What a person has to do. `words` says it in a sentence. */
export type ProofQuestion = { words: string } & (
  /** Give the figure that the counter shows. `doubted`: the one given before cannot be. */
  | { ask: "counter"; doubted?: number }
  /** Send this by another OAuth client, at Zuora's own address; give the answer's status, or `null` to leave the clients out. */
  | { ask: "client"; client: string; request: { method: string; url: string; headers: Record<string, string> } }
  /** Take the permission Workflow Run Access away, or give it back: `true` when it is done, `false` to leave this out. */
  | { ask: "take-permission" | "give-permission" }
  /** `true` to wait until `from` (ISO 8601) and send the key once more, `false` to leave it open. */
  | { ask: "after-day"; from: string }
  /** Something held the rerun back, and nothing left: `true` to go on. */
  | { ask: "allow" }
);

/** What a proof ended with. */
export interface Proof {
  isProven: boolean;
  /** What `new Reprise()` takes as `keys`. */
  keys: "unproven" | { provenUntil: string; lagMs: number };
  /** Why keys are not proven; empty where they are. */
  why: string;
  /** The record, as `config.json` carries it under `keys`. */
  record: Record<string, unknown>;
  /** Each question of the proof: `yes`, `no` or `not seen`. */
  answers: Record<string, "yes" | "no" | "not seen">;
  /** What was sent, answered, read and told; the record holds its hash. */
  transcript: string;
}

/**
 * Asks a Zuora tenant, on a canary, whether it honours keys: the course of the page's proof. Reruns go
 * to the canary alone. `answer` does what a person does at the page.
 */
export function proveKeys(
  options: ProofOptions,
  answer: (question: ProofQuestion) => number | boolean | null | Promise<number | boolean | null>,
): Promise<Proof>;
