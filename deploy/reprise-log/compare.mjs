// The gateway's journal beside that of a browser: what stands in one of them only, or differs.

export const COMPARED = ["finding", "at", "operator", "environment", "task", "key", "track", "log", "browser", "reason"];

/** The browser's decisions, from the JSON file that its page "All reruns" saves. */
export function decisions(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error("--compare: the file is no JSON");
  }
  if (file?.reprise_journal !== 1 || !Array.isArray(file.intents)) throw new Error("--compare: the file is no journal export of this version");
  return file.intents.map(({ key, entries }) => {
    const decided = entries.find(({ what }) => what === "decided") ?? {};
    const attempts = entries.filter(({ what }) => what === "sent").map(({ track, at }) => {
      const answer = entries.findLast((entry) => entry.what === "answered" && entry.track === track);
      return { track, at, verdict: answer?.verdict ?? "no answer" };
    });
    const at = new Date(decided.at ?? entries[0]?.at ?? 0).toISOString();
    const { environment, task, by, reason } = decided;
    return { key, attempts, at, environment, task: task === undefined ? undefined : String(task), operator: by, order: "rerun", reason };
  });
}

/** What the browser counts as not run needs no line, and what the gateway turned back has none. */
const NEEDS_NO_LINE = new Set(["never-sent"]);
const SAME = { accepted: ["accepted"], refused: ["refused", "limited"], "never left": ["never-sent"] };

/** What is to be said of one attempt that both know. */
function difference(pass, attempt) {
  if (pass.outcome === "in doubt") return attempt.verdict === "accepted" ? "the browser knows more" : undefined;
  if ((SAME[pass.outcome] ?? []).includes(attempt.verdict)) return undefined;
  return ["accepted", "refused", "limited", "never-sent"].includes(attempt.verdict) ? "they contradict each other" : "the log knows more";
}

/** Rows of what differs, by time, and how many decisions agree; `keep` is asked of both. */
export function compared(browser, passes, keep) {
  const reruns = passes.filter(({ order }) => order === "rerun");
  const byKey = grouped(reruns);
  const known = new Set(browser.map(({ key }) => key));
  const rows = [];
  let agreeing = 0;
  const row = (finding, { at, operator, environment, task, key, reason }, more) => rows.push({ finding, at, operator, environment, task, key, reason, ...more });
  for (const pass of reruns.filter(({ key }) => !known.has(key)).filter(keep)) row("in the log only", pass, { track: pass.track, log: pass.outcome });
  for (const decision of browser.filter(keep)) {
    const before = rows.length;
    const left = new Map((byKey.get(decision.key) ?? []).map((pass) => [pass.track, pass]));
    for (const attempt of decision.attempts) {
      const pass = left.get(attempt.track);
      left.delete(attempt.track);
      const told = { track: attempt.track, log: pass?.outcome ?? "", browser: attempt.verdict };
      const finding = pass ? difference(pass, attempt) : NEEDS_NO_LINE.has(attempt.verdict) ? undefined : "in the browser only";
      if (finding) row(finding, decision, told);
    }
    for (const pass of left.values()) row("a transmission in the log only", pass, { track: pass.track, log: pass.outcome });
    if (rows.length === before) agreeing += 1;
  }
  return { rows: rows.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)), agreeing };
}

function grouped(passes) {
  const groups = new Map();
  for (const pass of passes) groups.set(pass.key, [...(groups.get(pass.key) ?? []), pass]);
  return groups;
}
