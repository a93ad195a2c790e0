// Folders in which a gateway remembers, and what it says of what is in them.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const seconds = () => Math.floor(Date.now() / 1000);

/** An empty one, which goes with `t`. */
export function memory(t) {
  const folder = mkdtempSync(join(tmpdir(), "reprise-memory-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One that holds so many names and no more; `undefined` where this user may not make one. */
// One more for the folder itself.
export const full = (t, names) => small(t, `nr_inodes=${names + 1}`);

/** One on a disk of its own, as small as the option says; `undefined` as above. */
export function small(t, option) {
  const folder = mkdtempSync(join(tmpdir(), "reprise-memory-"));
  const isThere = spawnSync("mount", ["-t", "tmpfs", "-o", option, "reprise", folder]).status === 0;
  t.after(() => {
    if (isThere) execFileSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return isThere ? folder : undefined;
}

/** Makes a name look as old. */
export const age = (path, then) => utimesSync(path, then, then);

/** It was refused because this has left before, and says when. */
export function assertKnown(answer, mark) {
  assert.deepEqual([answer.status, answer.mark], [409, mark]);
  const left = Number(answer.header("x-proxy-left"));
  assert.ok(Math.abs(left - seconds()) < 60, `left ${left}`);
}
